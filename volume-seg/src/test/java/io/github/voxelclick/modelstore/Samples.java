package io.github.voxelclick.modelstore;

import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Models to install, and what lies in a model folder. */
final class Samples {
  static final OrtOptions OPTIONS = new OrtOptions(1);

  private Samples() {}

  /** The folder of a miniature with {@code encoder.onnx}, {@code decoder.onnx}, profile. */
  static Path folder(String miniature) {
    return GoldenModel.of("/miniature/" + miniature).profile().getParent();
  }

  static ModelSource source(String miniature) throws VolumeException {
    return ModelSource.of(List.of(folder(miniature)), Optional.empty(), OPTIONS);
  }

  static List<Path> graphs(String miniature) {
    Path folder = folder(miniature);
    return List.of(folder.resolve("encoder.onnx"), folder.resolve("decoder.onnx"));
  }

  static InstalledModel install(ModelStore store, String name, String miniature)
      throws VolumeException {
    return store.add(name, source(miniature), Provenance.ofFiles(), OPTIONS, Progress.none());
  }

  /** All files below a folder by their path from it, with their content as text. */
  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      List<Path> files = new ArrayList<>();
      try (var all = Files.walk(folder)) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
      for (Path file : files) {
        content.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  /** A disk with room for so many bytes. */
  static Disk fullAfter(long room) {
    Disk real = Disk.real();
    long[] left = {room};
    return new Disk() {
      @Override
      public Output create(Path file) throws IOException {
        return limited(real.create(file));
      }

      @Override
      public Output append(Path file) throws IOException {
        return limited(real.append(file));
      }

      private Output limited(Output out) {
        return new Output() {
          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            int fits = (int) Math.min(left[0], count);
            out.write(bytes, from, fits);
            left[0] -= fits;
            if (fits < count) {
              throw new IOException("No space left on device");
            }
          }

          @Override
          public void force() throws IOException {
            out.force();
          }

          @Override
          public void close() throws IOException {
            out.close();
          }
        };
      }
    };
  }
}
