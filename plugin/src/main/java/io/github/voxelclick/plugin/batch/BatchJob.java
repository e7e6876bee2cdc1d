package io.github.voxelclick.plugin.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.voxelclick.modelstore.Sha256;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.ValueRange;
import io.github.voxelclick.volume.Window;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One study: an image, the structures to segment in it, and the one file that holds their masks.
 * Immutable. Made by {@link Builder}, which checks all that can be known without the image.
 */
public final class BatchJob {
  /** More structures than people name in one image. */
  static final int MOST_STRUCTURES = 200;

  private final Path folder;
  private final String image;
  private final String series;
  private final String modality;
  private final String window;
  private final String reference;
  private final List<JobStructure> structures;
  private final OutputName out;
  private final MaskFileFormat format;

  private BatchJob(
      Builder b, List<JobStructure> structures, OutputName out, MaskFileFormat format) {
    this.folder = b.folder;
    this.image = b.image;
    this.series = b.series;
    this.modality = b.modality;
    this.window = b.window;
    this.reference = b.reference;
    this.structures = List.copyOf(structures);
    this.out = out;
    this.format = format;
  }

  /** The DICOM or NIfTI file, or a folder of them. */
  public Path image() {
    return folder.resolve(image);
  }

  /** Id of a volume of the image, where it holds several. */
  public Optional<String> series() {
    return given(series);
  }

  /** CT, MR, PT, … in upper case, for files that do not say it. */
  public Optional<String> modality() {
    return given(modality);
  }

  /** The values that the model sees, if not those that its profile chooses. */
  public Optional<Window> window() {
    try {
      return window.isEmpty() ? Optional.empty() : Optional.of(ValueRange.parse(window, "window"));
    } catch (JobException e) {
      throw new IllegalStateException("checked when the job was made", e);
    }
  }

  /** For a NIfTI image and a DICOM mask, the series that the image was converted from. */
  public Optional<Path> reference() {
    return given(reference).map(folder::resolve);
  }

  /** At least one; segments of the mask are numbered in this order from 1. */
  public List<JobStructure> structures() {
    return structures;
  }

  /** The mask's name within the out folder, with {@code /} between folders. */
  public String out() {
    return out.text();
  }

  OutputName output() {
    return out;
  }

  /** What is written. */
  public MaskFileFormat format() {
    return format;
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * The job in one form, whatever file and layout it was read from: all keys in one order, texts
   * stripped, defaults in full, paths as they were written. 64 lower-case hexadecimal digits.
   */
  public String sha256() {
    return sha256(canonical());
  }

  /**
   * Where image and reference lie, told to nobody: equal for equal absolute paths. Lists in
   * different folders may name different images by the same words. 64 lower-case hexadecimal
   * digits.
   */
  public String placeSha256() {
    return sha256(absolute(image()) + "\n" + reference().map(BatchJob::absolute).orElse(""));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static String sha256(String text) {
    MessageDigest digest = Sha256.digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return Sha256.text(digest);
  }

  private String canonical() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("image", image);
    all.put("series", series);
    all.put("modality", modality);
    all.put("window", window);
    all.put("reference", reference);
    all.put("structures", structures.stream().map(BatchJob::canonical).toList());
    all.put("out", out.text());
    all.put("format", format.name());
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    return gson.toJson(all);
  }

  private static Map<String, Object> canonical(JobStructure s) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("label", s.label());
    all.put("code", s.code());
    all.put("prompts", s.prompts());
    all.put("propagate", s.propagate().toLowerCase(Locale.ROOT));
    all.put("crossGaps", s.crossGaps());
    return all;
  }

  /** Collects a job. Not thread-safe. */
  public static final class Builder {
    private final String place;
    private final Path folder;
    private String image = "";
    private String series = "";
    private String modality = "";
    private String window = "";
    private String reference = "";
    private String format = "";

    /**
     * @param place what messages call the job, such as {@code liver.json} or {@code jobs.csv, row
     *     3}
     * @param folder that relative paths start from
     */
    public Builder(String place, Path folder) {
      this.place = place;
      this.folder = folder;
    }

    /** A DICOM or NIfTI file, or a folder of them. */
    public Builder image(String path) {
      image = path.strip();
      return this;
    }

    /** Id of a volume, as {@code info} shows it; empty where there is one. */
    public Builder series(String id) {
      series = id.strip();
      return this;
    }

    /** What the image is where its file does not say it; empty to leave it. */
    public Builder modality(String name) {
      modality = name.strip().toUpperCase(Locale.ROOT);
      return this;
    }

    /** {@code LOW..HIGH}; empty for the model's choice. */
    public Builder window(String range) {
      window = range.strip();
      return this;
    }

    /** The DICOM series that a NIfTI image came from; empty for none. */
    public Builder reference(String path) {
      reference = path.strip();
      return this;
    }

    /** {@code SEG}, {@code RTSTRUCT} or {@code NIFTI}; empty for what the name stands for. */
    public Builder format(String name) {
      format = name.strip();
      return this;
    }

    /**
     * The job.
     *
     * @param structures at least one
     * @param out the mask's name within the out folder
     * @throws JobRefusedException when something is misspelt
     */
    public BatchJob build(List<JobStructure> structures, String out) throws JobRefusedException {
      requirePath("image", image);
      if (!reference.isEmpty()) {
        requirePath("reference", reference);
      }
      if (structures.isEmpty() || structures.size() > MOST_STRUCTURES) {
        throw new JobRefusedException(
            place
                + ": "
                + structures.size()
                + " structures, expected 1 to "
                + MOST_STRUCTURES
                + ". Say what to segment.");
      }
      for (int n = 0; n < structures.size(); n++) {
        structures.get(n).check(place + ", structure " + (n + 1));
      }
      if (!modality.matches("[A-Z0-9_ ]{0,16}")) {
        throw new JobRefusedException(
            place + ": the modality is no code of DICOM; expected one such as CT, MR or PT.");
      }
      OutputName name = OutputName.of(out, place);
      try {
        if (!window.isEmpty()) {
          ValueRange.parse(window, "the window");
        }
        MaskFileFormat chosen = format.isEmpty() ? name.format(place) : named();
        chosen.requireFits(Path.of(name.fileName()));
        return new BatchJob(this, structures, name, chosen);
      } catch (JobException e) {
        throw new JobRefusedException(place + ": " + e.getMessage(), e);
      }
    }

    private MaskFileFormat named() throws JobRefusedException {
      for (MaskFileFormat f : MaskFileFormat.values()) {
        if (f.name().equalsIgnoreCase(format)) {
          return f;
        }
      }
      throw new JobRefusedException(
          place + ": the format is not known; expected SEG, RTSTRUCT or NIFTI, or none.");
    }

    private void requirePath(String what, String text) throws JobRefusedException {
      try {
        InputPath.of(text);
      } catch (JobException e) {
        throw new JobRefusedException(place + ", " + what + ": " + e.getMessage(), e);
      }
    }
  }
}
