package io.github.voxelclick.plugin.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The studies of the tests of {@code job} and {@code batch}, their jobs and what comes out. */
final class BatchFolder {
  private final Path studies;
  private final Path folder;

  /**
   * Jobs are written into the folder, and what comes out into {@code out} in it.
   *
   * @param studies where {@link #writeStudies} wrote
   * @param folder a test's own
   */
  BatchFolder(Path studies, Path folder) {
    this.studies = studies;
    this.folder = folder;
  }

  /** Writes {@code oblique}, {@code axial}, {@code tall} and {@code converted}. */
  static void writeStudies(Path folder) throws IOException {
    Studies.writeDicom(Studies.OBLIQUE, folder.resolve("oblique"));
    Studies.writeDicom(Studies.AXIAL, folder.resolve("axial"));
    Studies.writeNifti(Studies.TALL, folder.resolve("tall/image.nii.gz"));
    Studies.writeNifti(Studies.AXIAL, folder.resolve("converted/image.nii"));
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Writes a table: image, modality, reference, label, code, prompt, propagate, out. */
  Path table(String... rows) throws IOException {
    Path file = folder.resolve("jobs.csv");
    Files.writeString(
        file,
        "image,modality,reference,label,code,prompt,propagate,out\r\n"
            + String.join("\r\n", rows)
            + "\r\n");
    return file;
  }

  static String row(
      Path image, String modality, String reference, String label, String prompt, String out) {
    return String.join(
        ",", quoted(image.toString()), modality, reference, label, "", quoted(prompt), "", out);
  }

  String obliqueRow(String out) {
    return row(studies.resolve("oblique"), "", "", "Liver", Studies.OBLIQUE.clickFirst(), out);
  }

  Path jobFile(String name, Path image, String prompt, String out) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        "{\"image\": %s, \"structures\": [{\"label\": \"Liver\", \"prompts\": [\"%s\"]}], \"out\": \"%s\"}"
            .formatted(JsonParser.parseString(quoted(image.toString())), prompt, out));
    return file;
  }

  CommandLineRun batch(Path jobs, Object... more) {
    List<Object> words = new ArrayList<>(List.of("batch", jobs, "--out", out()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray());
  }

  Path out() {
    return folder.resolve("out");
  }

  JsonObject result(String name) throws IOException {
    return JsonParser.parseString(Files.readString(out().resolve(name + ".result.json")))
        .getAsJsonObject();
  }

  Path segmented(String name, Object... words) {
    Path file = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("segment"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", file));
    CommandLineRun.of(all.toArray()).assertDone();
    return file;
  }

  Set<String> outFiles() throws IOException {
    try (Stream<Path> all = Files.walk(out())) {
      return all.filter(Files::isRegularFile)
          .map(f -> out().relativize(f).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The first of the files of a folder by name. */
  static Path first(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().findFirst().orElseThrow();
    }
  }
}
