package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a new segment is called and coded as: SNOMED CT types with their category, and the colours
 * that 3D Slicer's terminology gives them. Stateless.
 */
public final class SegmentNaming {
  private static final String SCT = "SCT";
  private static final Segment.Rgb AMBER = new Segment.Rgb(255, 179, 0);

  private static final CodedConcept ANATOMY =
      new CodedConcept("123037004", SCT, "Anatomical Structure");
  private static final CodedConcept MORPHOLOGY =
      new CodedConcept("49755003", SCT, "Morphologically Altered Structure");
  private static final CodedConcept SUBSTANCE = new CodedConcept("91720002", SCT, "Body Substance");
  private static final CodedConcept OBJECT = new CodedConcept("260787004", SCT, "Physical object");

  private static final Map<String, Known> KNOWN = known();

  private SegmentNaming() {}

  /**
   * A type with what goes with it.
   *
   * @param type coded type
   * @param category coded category
   * @param colour what it is drawn in
   */
  private record Known(CodedConcept type, CodedConcept category, Segment.Rgb colour) {}

  /**
   * Describes a segment that a person prompts and a model draws.
   *
   * @param code {@code SCT:value}, or {@code scheme:value:meaning} for codes that are not in the
   *     table; empty for "Tissue"
   * @param label what viewers list; empty to take the code's meaning
   * @param modelName name of the model, 1 to 64 characters
   * @param modelVersion its version or hash
   * @throws JobException when code or label is misspelt or too long
   */
  public static Segment describe(String code, String label, String modelName, String modelVersion)
      throws JobException {
    Known known = code.isBlank() ? tissue(label) : lookUp(code.strip(), label.strip());
    String name = label.isBlank() ? known.type().meaning() : label.strip();
    try {
      return new Segment(
          1,
          name,
          known.category(),
          known.type(),
          known.colour(),
          Segment.Algorithm.SEMIAUTOMATIC,
          modelName,
          modelVersion);
    } catch (IllegalArgumentException e) {
      throw new JobException(
          "Cannot name the segment: "
              + e.getMessage()
              + ". Give a label of 1 to 64 characters without a backslash.",
          e);
    }
  }

  private static Known tissue(String label) {
    // What a label says in words is a type of the table where one has that meaning.
    for (Known k : KNOWN.values()) {
      if (k.type().meaning().equalsIgnoreCase(label.strip())) {
        return k;
      }
    }
    return new Known(CodedConcept.TISSUE, CodedConcept.TISSUE, AMBER);
  }

  private static Known lookUp(String code, String label) throws JobException {
    String[] parts = code.split(":", 3);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new JobException(
          "Cannot read the code \""
              + code
              + "\": expected scheme:value or scheme:value:meaning, such as SCT:10200004 or"
              + " SCT:10200004:Liver.");
    }
    Optional<Known> known = Optional.ofNullable(parts[0].equals(SCT) ? KNOWN.get(parts[1]) : null);
    if (known.isPresent()) {
      return known.get();
    }
    String meaning = parts.length == 3 ? parts[2] : label;
    if (meaning.isBlank()) {
      throw new JobException(
          "The meaning of the code "
              + code
              + " is not known here. Write it as scheme:value:meaning or give a --label.");
    }
    try {
      return new Known(new CodedConcept(parts[1], parts[0], meaning), ANATOMY, AMBER);
    } catch (IllegalArgumentException e) {
      throw new JobException("Cannot read the code \"" + code + "\": " + e.getMessage() + ".", e);
    }
  }

  private static Map<String, Known> known() {
    Map<String, Known> all = new TreeMap<>();
    CodedConcept tissue = CodedConcept.TISSUE;
    add(all, tissue, "85756007", "Tissue", AMBER);
    add(all, tissue, "51114001", "Artery", AMBER);
    add(all, tissue, "272673000", "Bone", new Segment.Rgb(241, 214, 145));
    add(all, tissue, "59441001", "Lymph node", new Segment.Rgb(68, 172, 100));
    add(all, tissue, "71616004", "Muscle", new Segment.Rgb(192, 104, 88));
    add(all, tissue, "248300009", "Body fat", new Segment.Rgb(230, 220, 70));
    add(all, tissue, "119410002", "Nerve", AMBER);
    organs(all);
    findings(all);
    add(all, SUBSTANCE, "70150004", "Bile", AMBER);
    add(all, SUBSTANCE, "78014005", "Urine", AMBER);
    add(all, SUBSTANCE, "74947009", "Gas", AMBER);
    add(all, SUBSTANCE, "32457005", "Body fluid", AMBER);
    add(all, OBJECT, "79068005", "Needle", AMBER);
    add(all, OBJECT, "19227008", "Foreign body", AMBER);
    return all;
  }

  private static void organs(Map<String, Known> all) {
    add(all, ANATOMY, "10200004", "Liver", new Segment.Rgb(221, 130, 101));
    add(all, ANATOMY, "78961009", "Spleen", new Segment.Rgb(157, 108, 162));
    add(all, ANATOMY, "64033007", "Kidney", AMBER);
    add(all, ANATOMY, "39607008", "Lung", AMBER);
    add(all, ANATOMY, "80891009", "Heart", new Segment.Rgb(206, 110, 84));
    add(all, ANATOMY, "15825003", "Aorta", new Segment.Rgb(224, 97, 76));
    add(all, ANATOMY, "12738006", "Brain", new Segment.Rgb(250, 250, 225));
    add(all, ANATOMY, "15776009", "Pancreas", new Segment.Rgb(249, 180, 111));
    add(all, ANATOMY, "28231008", "Gallbladder", new Segment.Rgb(139, 150, 98));
    add(all, ANATOMY, "69695003", "Stomach", AMBER);
    add(all, ANATOMY, "32849002", "Esophagus", AMBER);
    add(all, ANATOMY, "44567001", "Trachea", AMBER);
    add(all, ANATOMY, "41216001", "Prostate", AMBER);
    add(all, ANATOMY, "89837001", "Urinary bladder", AMBER);
    add(all, ANATOMY, "23451007", "Adrenal gland", AMBER);
    add(all, ANATOMY, "51282000", "Vertebra", AMBER);
    add(all, ANATOMY, "113197003", "Rib", AMBER);
    add(all, ANATOMY, "5366008", "Hippocampus", AMBER);
    add(all, ANATOMY, "69748006", "Thyroid", AMBER);
    add(all, ANATOMY, "82471001", "Left atrium", AMBER);
    add(all, ANATOMY, "87878005", "Left ventricle", AMBER);
  }

  private static void findings(Map<String, Known> all) {
    add(all, MORPHOLOGY, "4147007", "Mass", new Segment.Rgb(144, 238, 144));
    add(all, MORPHOLOGY, "27925004", "Nodule", AMBER);
    add(all, MORPHOLOGY, "108369006", "Neoplasm", AMBER);
    add(all, MORPHOLOGY, "86049000", "Neoplasm, Primary", AMBER);
    add(all, MORPHOLOGY, "14799000", "Neoplasm, Secondary", AMBER);
    add(all, MORPHOLOGY, "367643001", "Cyst", new Segment.Rgb(205, 205, 100));
    add(all, MORPHOLOGY, "79654002", "Edema", new Segment.Rgb(140, 224, 228));
    add(all, MORPHOLOGY, "50960005", "Hemorrhage", new Segment.Rgb(188, 65, 28));
    add(all, MORPHOLOGY, "6574001", "Necrosis", new Segment.Rgb(216, 191, 216));
    add(all, MORPHOLOGY, "75753009", "Blood clot", AMBER);
  }

  private static void add(
      Map<String, Known> all,
      CodedConcept category,
      String value,
      String meaning,
      Segment.Rgb colour) {
    all.put(value, new Known(new CodedConcept(value, SCT, meaning), category, colour));
  }
}
