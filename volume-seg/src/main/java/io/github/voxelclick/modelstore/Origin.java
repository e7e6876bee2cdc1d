package io.github.voxelclick.modelstore;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an installed model came from and what its files are: {@code origin.json}, which is written
 * last. Immutable.
 *
 * @param source who made it or where it was got, in words
 * @param licence as its source names it; empty when unknown
 * @param nonCommercial whether that licence forbids commercial use; empty when unknown
 * @param added when it was installed first
 * @param files all files of the folder but {@code origin.json}, by name
 */
public record Origin(
    String source,
    Optional<String> licence,
    Optional<Boolean> nonCommercial,
    Instant added,
    List<ModelFile> files) {
  static final String FILE = "origin.json";
  private static final int FORMAT = 1;

  /** Checks that nothing is missing. */
  public Origin {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(nonCommercial, "nonCommercial");
    Objects.requireNonNull(added, "added");
    files = List.copyOf(files);
  }

  /** How many bytes the files have together. */
  public long bytes() {
    return files.stream().mapToLong(ModelFile::bytes).sum();
  }

  static Origin read(Path file) throws ModelStoreException {
    JsonFields json = JsonFields.read("the model's " + FILE, file);
    json.whole("format", FORMAT, FORMAT);
    json.requireOnly("format", "source", "licence", "nonCommercial", "added", "files");
    List<ModelFile> files = new ArrayList<>();
    for (JsonFields one : json.objects("files", ModelFile.MOST_FILES)) {
      one.requireOnly("name", "bytes", "sha256");
      files.add(ModelFile.read(one));
    }
    ModelFile.requireDistinct(files.stream().map(ModelFile::name).toList(), json.place());
    return new Origin(
        json.text("source"),
        json.optionalText("licence"),
        json.optionalFlag("nonCommercial"),
        instant(json),
        files);
  }

  private static Instant instant(JsonFields json) throws ModelStoreException {
    try {
      return Instant.parse(json.text("added"));
    } catch (DateTimeParseException e) {
      throw json.wrong("added", "a time as 2026-01-31T12:00:00Z");
    }
  }

  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("source", source);
    licence.ifPresent(text -> json.addProperty("licence", text));
    nonCommercial.ifPresent(flag -> json.addProperty("nonCommercial", flag));
    json.addProperty("added", added.toString());
    JsonArray list = new JsonArray();
    files.forEach(file -> list.add(file.json()));
    json.add("files", list);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }
}
