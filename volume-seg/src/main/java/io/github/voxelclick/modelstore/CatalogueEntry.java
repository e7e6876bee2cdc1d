package io.github.voxelclick.modelstore;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that is known, whether it can be downloaded or not. What no source says stays empty.
 *
 * @param name what it is called once it is installed
 * @param title what people call it
 * @param project where its authors publish it
 * @param licence as far as it was read
 * @param profile the known profile that fits it; empty when a file {@code profile.json} is among
 *     the files
 * @param checkpoint the authors' weights, which are not ONNX yet
 * @param export how to make ONNX files of the checkpoint; empty when there is nothing to make
 * @param files ready to run; empty when none is known with its size and hash
 */
public record CatalogueEntry(
    String name,
    String title,
    String project,
    Optional<Licence> licence,
    Optional<String> profile,
    Optional<Checkpoint> checkpoint,
    Optional<String> export,
    List<Download> files) {
  /** Checks that nothing is missing. */
  public CatalogueEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(export, "export");
    files = List.copyOf(files);
  }

  /**
   * A licence as somebody read it.
   *
   * @param name such as Apache-2.0
   * @param covers what the source says it holds for, such as the code alone
   * @param nonCommercial whether it forbids commercial use of the weights; empty when nothing says
   * @param source where that was read
   */
  public record Licence(
      String name, String covers, Optional<Boolean> nonCommercial, String source) {
    /** What is meant, in one line. */
    @Override
    public String toString() {
      String use =
          nonCommercial
              .map(no -> no ? "NON-COMMERCIAL USE ONLY" : "commercial use allowed")
              .orElse("whether the weights may be used commercially is not stated");
      return name + " (" + covers + "); " + use;
    }
  }

  /**
   * The authors' weights.
   *
   * @param url where to get them, or their page; empty when none was read
   * @param file what they are called; empty when not read
   * @param size as their page says it; empty when it does not
   */
  public record Checkpoint(Optional<String> url, Optional<String> file, Optional<String> size) {}

  /**
   * A file to be downloaded.
   *
   * @param url https alone
   * @param file what it has to be
   */
  public record Download(URI url, ModelFile file) {}

  /** Whether {@code get} can install it. */
  public boolean isDownloadable() {
    return !files.isEmpty();
  }

  /** Bytes to download; 0 when nothing is. */
  public long bytes() {
    return files.stream().mapToLong(d -> d.file().bytes()).sum();
  }
}
