package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images per minute: one {@code batch} with one model load against one {@code segment} for each
 * image, both in programs of their own. {@code -Dbench.studies} says how many.
 */
@Tag("bench")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchBenchmark {
  private static final int[] SIZE = {176, 144, 24};

  @TempDir Path folder;

  private static String click(int study) {
    return "point:+:" + (70 + 4 * study) + "," + (60 + study) + ",12";
  }

  private void write(int study) throws IOException {
    PhantomGrid grid =
        PhantomGrid.oblique(
            SIZE,
            new double[] {1.4, 1.6, 3},
            new double[] {-90, 20, -400},
            PhantomGrid.rotatedAxis(0, 4, -6, 3 + study),
            PhantomGrid.rotatedAxis(1, 4, -6, 3 + study));
    short[] hu = new short[grid.voxelCount()];
    for (int k = 0; k < SIZE[2]; k++) {
      for (int j = 0; j < SIZE[1]; j++) {
        for (int i = 0; i < SIZE[0]; i++) {
          double x = (i - 70 - 4 * study) / 28.0;
          double y = (j - 60 - study) / 21.0;
          double z = (k - 12) / 7.5;
          hu[grid.offset(i, j, k)] =
              (short) ((x * x + y * y + z * z < 1 ? 140 : -40) + (i * 7 + j * 13 + k * 29) % 21);
        }
      }
    }
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, hu).writeTo(folder.resolve("study" + study));
  }

  private double seconds(List<String> words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(words);
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start()
            .waitFor();
    assertEquals(0, exit, Files.readString(folder.resolve("log")));
    return (System.nanoTime() - start) / 1e9;
  }

  private static JsonArray structures(Path result) throws IOException {
    return JsonParser.parseString(Files.readString(result))
        .getAsJsonObject()
        .getAsJsonArray("structures");
  }

  @Test
  void one_model_load_against_one_start_for_each_image() throws Exception {
    int studies = Integer.getInteger("bench.studies", 8);
    StringBuilder table = new StringBuilder("image,label,prompt,out\n");
    for (int n = 0; n < studies; n++) {
      write(n);
      table.append("study" + n + ",Liver,\"" + click(n) + "\",mask" + n + ".dcm\n");
    }
    Path jobs = Files.writeString(folder.resolve("jobs.csv"), table);
    for (int round = 1; round <= Integer.getInteger("bench.runs", 3); round++) {
      Path out = Files.createDirectory(folder.resolve("out" + round));
      double batch =
          seconds(List.of("batch", jobs.toString(), "--out", out.toString(), "--device", "cpu"));
      double each = 0;
      long voxels = 0;
      for (int n = 0; n < studies; n++) {
        Path alone = folder.resolve("alone.dcm");
        each +=
            seconds(
                List.of(
                    "segment",
                    folder.resolve("study" + n).toString(),
                    "--prompt",
                    click(n),
                    "--label",
                    "Liver",
                    "--out",
                    alone.toString(),
                    "--device",
                    "cpu",
                    "--json"));
        JsonObject told =
            JsonParser.parseString(Files.readString(folder.resolve("log"))).getAsJsonObject();
        JsonObject structure =
            structures(out.resolve("mask" + n + ".result.json")).get(0).getAsJsonObject();
        assertEquals(told.get("voxels").getAsLong(), structure.get("voxels").getAsLong());
        voxels += structure.get("voxels").getAsLong();
      }
      double again =
          seconds(List.of("batch", jobs.toString(), "--out", out.toString(), "--device", "cpu"));
      System.out.printf(
          Locale.ROOT,
          "round %d, %d studies of %dx%dx%d, %d voxels: batch %.1f s (%.1f images a minute), one"
              + " start each %.1f s (%.1f a minute), batch again with all done %.1f s%n",
          round,
          studies,
          SIZE[0],
          SIZE[1],
          SIZE[2],
          voxels,
          batch,
          60 * studies / batch,
          each,
          60 * studies / each,
          again);
    }
  }
}
