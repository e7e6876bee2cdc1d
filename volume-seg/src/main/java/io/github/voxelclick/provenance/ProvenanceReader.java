package io.github.voxelclick.provenance;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a document as a stream, so that memory grows with what is kept and not with what is sent.
 * Messages are half sentences: where, what was found, what was expected.
 */
final class ProvenanceReader {
  private static final Set<String> CODE = Set.of("value", "scheme", "meaning");
  private static final Set<String> COUNTS =
      Set.of(
          "clicksPositive",
          "clicksNegative",
          "boxes",
          "scribbles",
          "promptsRemoved",
          "promptsMoved",
          "edits",
          "shapeTools",
          "propagations",
          "interpolations",
          "confirmations",
          "undone");
  private static final Set<String> SEGMENT =
      Set.of(
          "number",
          "label",
          "trackingUid",
          "trackingId",
          "voxels",
          "volumeMl",
          "maskSha256",
          "seconds",
          "began",
          "ended",
          "rejected");
  private static final Set<String> SLICE =
      Set.of("axis", "index", "origin", "confirmed", "confidence", "voxels", "prompts", "edits");
  private static final Set<String> MODEL_USE =
      Set.of("place", "by", "confidence", "voxels", "differing", "at");

  /** More models than anyone opens, and more slices than three axes can have. */
  private static final int MOST_MODELS = 10_000;

  private static final int MOST_SLICES = 3 * Limits.SIDE;

  private final byte[] json;
  private final boolean withEntries;

  /**
   * @param withEntries whether the session's entries are read, or skipped
   */
  ProvenanceReader(byte[] json, boolean withEntries) {
    this.json = json;
    this.withEntries = withEntries;
  }

  ProvenanceFile read() throws ProvenanceException {
    try {
      try (JsonReader in = open()) {
        checkFormat(in);
      }
      try (JsonReader in = open()) {
        return document(in);
      }
    } catch (CharacterCodingException e) {
      throw new ProvenanceException("it is not text in UTF-8", e);
    } catch (MalformedJsonException | EOFException e) {
      throw new ProvenanceException("it is not JSON, or cut off", e);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse bytes", e);
    }
  }

  /** Strict: what other readers of JSON refuse is refused here. */
  private JsonReader open() {
    JsonReader in =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder()));
    in.setStrictness(Strictness.STRICT);
    return in;
  }

  /** Looked at before all else: what follows may be different in other versions. */
  private static void checkFormat(JsonReader in) throws IOException, ProvenanceException {
    Fields root = Fields.read(in, "", Set.of("format", "version"));
    if (in.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedJsonException("more than one value");
    }
    String format = root.text("format");
    if (!format.equals(ProvenanceJson.FORMAT)) {
      throw new ProvenanceException("it is of another format, expected " + ProvenanceJson.FORMAT);
    }
    long version = root.whole("version", 1, Integer.MAX_VALUE);
    if (version > ProvenanceJson.VERSION) {
      throw new ProvenanceException(
          "its version is "
              + version
              + ", expected at most "
              + ProvenanceJson.VERSION
              + "; a newer VoxelClick reads it");
    }
  }

  private ProvenanceFile document(JsonReader in) throws IOException, ProvenanceException {
    Part<ProvenanceFile.Software> software = Part.object("software", ProvenanceReader::software);
    Part<ProvenanceFile.Platform> runtime = Part.object("runtime", ProvenanceReader::runtime);
    Part<ProvenanceFile.ScannedVolume> volume = Part.object("volume", ProvenanceReader::volume);
    Part<List<ProvenanceFile.Model>> models =
        Part.list("models", MOST_MODELS, ProvenanceReader::model);
    Part<List<SegmentProvenance>> segments =
        Part.list("segments", Limits.SEGMENT, ProvenanceReader::segment);
    Set<String> keys =
        withEntries ? Set.of("saved", "reader", "entries") : Set.of("saved", "reader");
    Fields root = Fields.read(in, "", keys, software, runtime, volume, models, segments);
    return new ProvenanceFile(
        software.required(root),
        root.time("saved"),
        root.optionalText("reader"),
        runtime.required(root),
        volume.required(root),
        models.required(root),
        segments.required(root),
        entries(root));
  }

  private static Optional<RecordedEntries> entries(Fields root) throws ProvenanceException {
    Optional<String> text = root.longText("entries");
    try {
      return text.map(t -> RecordedEntries.ofPacked(Base64.getDecoder().decode(t)));
    } catch (IllegalArgumentException e) {
      throw new ProvenanceException("entries is no base64", e);
    }
  }

  private static ProvenanceFile.Software software(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, Set.of("name", "version"));
    return new ProvenanceFile.Software(f.text("name"), f.text("version"));
  }

  private static ProvenanceFile.Platform runtime(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, Set.of("java", "onnxRuntime", "device"));
    return new ProvenanceFile.Platform(
        f.text("java"), f.optionalText("onnxRuntime"), f.optionalText("device"));
  }

  private static ProvenanceFile.ScannedVolume volume(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Part<List<Double>> size = Part.list("size", 3, (r, p) -> number(r, p, 1, Limits.SIDE));
    Part<List<Double>> spacing =
        Part.list("spacingMm", 3, (r, p) -> number(r, p, Double.MIN_NORMAL, Limits.AMOUNT));
    Fields f = Fields.read(in, place, Set.of("fingerprint", "modality"), size, spacing);
    return new ProvenanceFile.ScannedVolume(
        f.sha256("fingerprint"),
        f.optionalText("modality"),
        size(three(size.required(f), place + ".size"), place + ".size"),
        three(spacing.required(f), place + ".spacingMm"));
  }

  private static GridSize size(List<Double> sides, String place) throws ProvenanceException {
    double pixels = sides.get(0) * sides.get(1);
    if (sides.stream().anyMatch(s -> s != Math.rint(s)) || pixels > Integer.MAX_VALUE) {
      throw new ProvenanceException(
          place + " is " + sides + ", expected whole numbers, and a slice that memory can hold");
    }
    return new GridSize(sides.get(0).intValue(), sides.get(1).intValue(), sides.get(2).intValue());
  }

  private static List<Double> three(List<Double> numbers, String place) throws ProvenanceException {
    if (numbers.size() != 3) {
      throw new ProvenanceException(place + " has " + numbers.size() + " numbers, expected 3");
    }
    return numbers;
  }

  private static double number(JsonReader in, String place, double least, double most)
      throws IOException, ProvenanceException {
    return Fields.single(in, place).number("", least, most);
  }

  private static ProvenanceFile.Model model(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, Set.of("name", "sha256", "family"));
    return new ProvenanceFile.Model(f.text("name"), f.sha256("sha256"), f.text("family"));
  }

  private static SegmentProvenance segment(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Part<CodedConcept> code = Part.object("code", ProvenanceReader::code);
    Part<Interactions> interactions = Part.object("interactions", ProvenanceReader::interactions);
    Part<List<SliceProvenance>> slices = Part.list("slices", MOST_SLICES, ProvenanceReader::slice);
    Fields f = Fields.read(in, place, SEGMENT, code, interactions, slices);
    return whole(
        place,
        () ->
            new SegmentProvenance(
                (int) f.whole("number", 1, Limits.SEGMENT),
                f.text("label"),
                code.found(),
                f.optionalText("trackingUid"),
                f.optionalText("trackingId"),
                f.whole("voxels", 0, Limits.VOXELS),
                f.number("volumeMl", 0, Limits.AMOUNT),
                f.sha256("maskSha256"),
                f.number("seconds", 0, Limits.AMOUNT),
                f.optionalTime("began"),
                f.optionalTime("ended"),
                interactions.required(f),
                slices.required(f),
                f.count("rejected")));
  }

  private static CodedConcept code(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, CODE);
    return whole(
        place, () -> new CodedConcept(f.text("value"), f.text("scheme"), f.text("meaning")));
  }

  private static Interactions interactions(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, COUNTS);
    return new Interactions(
        f.count("clicksPositive"),
        f.count("clicksNegative"),
        f.count("boxes"),
        f.count("scribbles"),
        f.count("promptsRemoved"),
        f.count("promptsMoved"),
        f.count("edits"),
        f.count("shapeTools"),
        f.count("propagations"),
        f.count("interpolations"),
        f.count("confirmations"),
        f.count("undone"));
  }

  private static SliceProvenance slice(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Part<ModelUse> model = Part.object("model", ProvenanceReader::modelUse);
    Fields f = Fields.read(in, place, SLICE, model);
    return whole(
        place,
        () ->
            new SliceProvenance(
                f.choice("axis", SliceAxis.class, false),
                (int) f.whole("index", 0, Limits.SIDE - 1L),
                f.choice("origin", SliceOrigin.class, false),
                f.flag("confirmed"),
                f.confidence("confidence"),
                f.whole("voxels", 0, Limits.VOXELS),
                f.count("prompts"),
                f.count("edits"),
                model.found()));
  }

  private static ModelUse modelUse(JsonReader in, String place)
      throws IOException, ProvenanceException {
    Fields f = Fields.read(in, place, MODEL_USE);
    return whole(
        place,
        () ->
            new ModelUse(
                f.has("place") ? OptionalInt.of(f.count("place")) : OptionalInt.empty(),
                f.choice("by", ModelUse.By.class, true),
                f.confidence("confidence"),
                f.whole("voxels", 0, Limits.VOXELS),
                f.whole("differing", 0, Limits.VOXELS),
                f.optionalTime("at")));
  }

  /** Makes a record out of fields. */
  @FunctionalInterface
  private interface Making<T> {
    T make() throws ProvenanceException;
  }

  /** What a record says of fields that do not go together gets the place where they stand. */
  private static <T> T whole(String place, Making<T> making) throws ProvenanceException {
    try {
      return making.make();
    } catch (IllegalArgumentException e) {
      throw new ProvenanceException(place + ": " + e.getMessage(), e);
    }
  }
}
