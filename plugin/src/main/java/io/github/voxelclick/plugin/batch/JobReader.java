package io.github.voxelclick.plugin.batch;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one job file (docs/batch.md), strictly. Not thread-safe. */
final class JobReader {
  /** Scribbles are long; nothing else is. */
  static final int MOST_BYTES = 8 << 20;

  static final long VERSION = 1;

  private static final List<String> KEYS =
      List.of(
          "version",
          "image",
          "series",
          "modality",
          "window",
          "reference",
          "structures",
          "out",
          "format");
  private static final List<String> STRUCTURE_KEYS =
      List.of("label", "code", "prompts", "propagate", "crossGaps");

  private final String place;
  private final JsonReader in;
  private final BatchJob.Builder job;
  private final List<JobStructure> structures = new ArrayList<>();
  private String out = "";

  private JobReader(String place, Path folder, String json) {
    this.place = place;
    this.job = new BatchJob.Builder(place, folder);
    this.in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
  }

  /**
   * Reads a file.
   *
   * @throws JobRefusedException when it cannot be read or is no job
   */
  static BatchJob read(Path file) throws JobRefusedException {
    String place = String.valueOf(file.getFileName());
    Path folder = file.toAbsolutePath().getParent();
    String json = BoundedText.read(file, MOST_BYTES);
    return new JobReader(place, folder == null ? Path.of("") : folder, json).job();
  }

  private BatchJob job() throws JobRefusedException {
    try {
      require(JsonToken.BEGIN_OBJECT, "the file", "one JSON object {…}");
      in.beginObject();
      Set<String> seen = new HashSet<>();
      while (in.hasNext()) {
        String key = key(seen, KEYS);
        switch (key) {
          case "version" -> version();
          case "structures" -> structures();
          case "image" -> job.image(text(key));
          case "series" -> job.series(text(key));
          case "modality" -> job.modality(text(key));
          case "window" -> job.window(text(key));
          case "reference" -> job.reference(text(key));
          case "format" -> job.format(text(key));
          default -> out = text(key);
        }
      }
      in.endObject();
      require(JsonToken.END_DOCUMENT, "what follows the job", "nothing");
      for (String needed : List.of("image", "structures", "out")) {
        if (!seen.contains(needed)) {
          throw refused("the key \"" + needed + "\" is missing. Add it.");
        }
      }
    } catch (MalformedJsonException | EOFException | NumberFormatException e) {
      throw new JobRefusedException(
          place + ": it is not JSON, or cut off. Correct or replace it.", e);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse characters", e);
    }
    return job.build(structures, out);
  }

  private void version() throws IOException, JobRefusedException {
    require(JsonToken.NUMBER, "\"version\"", "the number " + VERSION);
    if (in.nextLong() != VERSION) {
      throw refused(
          "it is of another version, expected " + VERSION + ". A newer VoxelClick may read it.");
    }
  }

  private void structures() throws IOException, JobRefusedException {
    require(JsonToken.BEGIN_ARRAY, "\"structures\"", "a list […] of objects {…}");
    in.beginArray();
    while (in.hasNext()) {
      if (structures.size() == BatchJob.MOST_STRUCTURES) {
        throw refused(
            "there are more than " + BatchJob.MOST_STRUCTURES + " structures. Make several jobs.");
      }
      structures.add(structure());
    }
    in.endArray();
  }

  private JobStructure structure() throws IOException, JobRefusedException {
    require(JsonToken.BEGIN_OBJECT, "a structure", "an object {…}");
    in.beginObject();
    Set<String> seen = new HashSet<>();
    String label = "";
    String code = "";
    String propagate = JobStructure.ALL_SLICES;
    boolean crossGaps = false;
    List<String> prompts = List.of();
    while (in.hasNext()) {
      String key = key(seen, STRUCTURE_KEYS);
      switch (key) {
        case "label" -> label = text(key);
        case "code" -> code = text(key);
        case "propagate" -> propagate = text(key);
        case "crossGaps" -> {
          require(JsonToken.BOOLEAN, "\"crossGaps\"", "true or false");
          crossGaps = in.nextBoolean();
        }
        default -> prompts = prompts();
      }
    }
    in.endObject();
    return new JobStructure(label, code, prompts, propagate, crossGaps);
  }

  private List<String> prompts() throws IOException, JobRefusedException {
    require(JsonToken.BEGIN_ARRAY, "\"prompts\"", "a list […] of texts");
    List<String> prompts = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      if (prompts.size() == JobStructure.MOST_PROMPTS) {
        throw refused(
            "a structure has more than " + JobStructure.MOST_PROMPTS + " prompts. Give fewer.");
      }
      prompts.add(text("prompts"));
    }
    in.endArray();
    return prompts;
  }

  private String key(Set<String> seen, List<String> known) throws IOException, JobRefusedException {
    String key = in.nextName();
    if (!known.contains(key)) {
      throw refused(
          "the key \""
              + BoundedText.shown(key)
              + "\" is not known here; known are "
              + String.join(", ", known)
              + ". Correct the spelling.");
    }
    if (!seen.add(key)) {
      throw refused("the key \"" + key + "\" is there twice. Leave one out.");
    }
    return key;
  }

  private String text(String key) throws IOException, JobRefusedException {
    require(JsonToken.STRING, "\"" + key + "\"", "a text");
    return in.nextString();
  }

  private void require(JsonToken token, String what, String expected)
      throws IOException, JobRefusedException {
    if (in.peek() != token) {
      throw refused(what + " is not what it should be; expected " + expected + ". Correct it.");
    }
  }

  private JobRefusedException refused(String what) {
    return new JobRefusedException(place + ": " + what);
  }
}
