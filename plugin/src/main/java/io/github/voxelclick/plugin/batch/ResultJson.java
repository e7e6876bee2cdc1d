package io.github.voxelclick.plugin.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.github.voxelclick.volume.MemoryShortageException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@link JobResult} as JSON. Keys are an interface: add, do not change. Stateless. */
public final class ResultJson {
  static final String FORMAT = "voxelclick-job-result";
  static final int VERSION = 1;

  /** Confidence of some ten thousand slices for each structure. */
  static final int MOST_BYTES = 64 << 20;

  private static final String SHA256 = "[0-9a-f]{64}";

  private ResultJson() {}

  /** The text of a result. */
  static String text(JobResult r) {
    Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    return gson.toJson(json(r)) + "\n";
  }

  /** A result as a JSON object. */
  public static JsonObject json(JobResult r) {
    JsonObject all = new JsonObject();
    all.addProperty("format", FORMAT);
    all.addProperty("version", VERSION);
    all.addProperty("status", r.isDone() ? "done" : "failed");
    all.addProperty("jobSha256", r.jobSha256());
    all.addProperty("placeSha256", r.placeSha256());
    all.addProperty("voxelclick", r.software());
    Gson gson = new Gson();
    all.add("model", gson.toJsonTree(r.model()));
    r.mask().ifPresent(m -> all.add("mask", gson.toJsonTree(m)));
    r.earlier().ifPresent(sha -> all.addProperty("earlierMaskSha256", sha));
    JsonArray structures = new JsonArray();
    r.structures().forEach(s -> structures.add(structure(s)));
    all.add("structures", structures);
    all.add("warnings", gson.toJsonTree(r.warnings()));
    r.ms().ifPresent(ms -> all.add("ms", gson.toJsonTree(ms)));
    r.error().ifPresent(e -> all.add("error", error(e)));
    return all;
  }

  private static JsonObject structure(JobResult.Structure s) {
    JsonObject one = new JsonObject();
    one.addProperty("number", s.number());
    one.addProperty("label", s.label());
    one.addProperty("code", s.code());
    one.addProperty("voxels", s.voxels());
    one.addProperty("ml", s.ml());
    JsonArray slices = new JsonArray();
    slices.add(s.firstSlice());
    slices.add(s.lastSlice());
    one.add("slices", slices);
    JsonArray confidence = new JsonArray();
    s.confidence().forEach(confidence::add);
    one.add("confidence", confidence);
    one.addProperty("maskSha256", s.maskSha256());
    return one;
  }

  private static JsonObject error(JobResult.Failure e) {
    JsonObject error = new JsonObject();
    error.addProperty("kind", e.kind().word());
    error.addProperty("sentence", e.sentence());
    return error;
  }

  /**
   * Reads a result.
   *
   * @return nothing when the file is not there or was not written by this class: then nothing is
   *     known of the job
   * @throws MemoryShortageException when that cannot be told now
   */
  static Optional<JobResult> read(Path file) throws MemoryShortageException {
    try {
      return read(new StringReader(BoundedText.read(file, MOST_BYTES)));
    } catch (JobRefusedException e) {
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      throw noMemory();
    }
  }

  /** As the other. */
  static Optional<JobResult> read(Reader text) throws MemoryShortageException {
    JsonReader in = new JsonReader(text);
    in.setStrictness(Strictness.STRICT);
    try {
      return Optional.of(parse(JsonParser.parseReader(in).getAsJsonObject()));
    } catch (JsonParseException e) {
      if (e.getCause() instanceof OutOfMemoryError) { // Gson takes it for the text's fault
        throw noMemory();
      }
      return Optional.empty();
    } catch (IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException
        | IndexOutOfBoundsException
        | ClassCastException e) {
      return Optional.empty(); // what Gson throws for what is not as it was written
    }
  }

  private static MemoryShortageException noMemory() {
    return new MemoryShortageException(
        "Not enough memory to read the result of an earlier run. Give Java more (-Xmx…), or run"
            + " fewer jobs side by side.");
  }

  private static JobResult parse(JsonObject all) {
    require(all.get("format").getAsString().equals(FORMAT));
    require(all.get("version").getAsInt() == VERSION);
    boolean done = all.get("status").getAsString().equals("done");
    require(done || all.get("status").getAsString().equals("failed"));
    Gson gson = new Gson();
    JobResult.Model model = gson.fromJson(all.get("model"), JobResult.Model.class);
    Optional<JobResult.MaskFile> mask =
        Optional.ofNullable(gson.fromJson(all.get("mask"), JobResult.MaskFile.class));
    mask.ifPresent(m -> require(m.sha256().matches(SHA256)));
    Optional<String> earlier =
        Optional.ofNullable(all.get("earlierMaskSha256")).map(JsonElement::getAsString);
    earlier.ifPresent(sha -> require(sha.matches(SHA256)));
    require(done == mask.isPresent());
    List<JobResult.Structure> structures = new ArrayList<>();
    all.getAsJsonArray("structures").forEach(s -> structures.add(structure(s.getAsJsonObject())));
    List<String> warnings = new ArrayList<>();
    all.getAsJsonArray("warnings").forEach(w -> warnings.add(w.getAsString()));
    Optional<JobResult.Failure> error =
        Optional.ofNullable(all.getAsJsonObject("error")).map(ResultJson::failure);
    require(done == error.isEmpty());
    require(model.sha256().matches(SHA256));
    return new JobResult(
        all.get("jobSha256").getAsString(),
        all.get("placeSha256").getAsString(),
        all.get("voxelclick").getAsString(),
        model,
        mask,
        earlier,
        structures,
        warnings,
        Optional.ofNullable(gson.fromJson(all.get("ms"), JobResult.Times.class)),
        error);
  }

  private static JobResult.Structure structure(JsonObject s) {
    List<Double> confidence = new ArrayList<>();
    s.getAsJsonArray("confidence").forEach(c -> confidence.add(c.getAsDouble()));
    return new JobResult.Structure(
        s.get("number").getAsInt(),
        s.get("label").getAsString(),
        s.get("code").getAsString(),
        s.get("voxels").getAsLong(),
        s.get("ml").getAsDouble(),
        s.getAsJsonArray("slices").get(0).getAsInt(),
        s.getAsJsonArray("slices").get(1).getAsInt(),
        confidence,
        s.get("maskSha256").getAsString());
  }

  private static JobResult.Failure failure(JsonObject e) {
    return new JobResult.Failure(
        FailureKind.valueOf(e.get("kind").getAsString().toUpperCase(Locale.ROOT)),
        e.get("sentence").getAsString());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("no result of a job");
    }
  }
}
