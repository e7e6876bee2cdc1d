package io.github.voxelclick.plugin;

import static io.github.voxelclick.plugin.ScriptImages.liver;
import static io.github.voxelclick.plugin.ScriptRefusals.misuse;
import static io.github.voxelclick.plugin.ScriptRefusals.refusedLike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.plugin.cli.LabelSamples;
import io.github.voxelclick.plugin.cli.Samples;
import io.github.voxelclick.plugin.figures.NullableJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts make, measure and are told is what the command line makes, measures and tells. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoxelClickLikeCommandLineTest {
  @TempDir static Path shared;
  @AutoClose private static ScriptImages given;

  @TempDir Path folder;

  @BeforeAll
  static void write_images_and_start() throws Exception {
    given = new ScriptImages(shared);
  }

  private static Path segmented(Path out, Object... words) {
    List<Object> all = new ArrayList<>(List.of("segment"));
    all.addAll(Arrays.asList(words));
    all.addAll(List.of("--device", "cpu", "--out", out));
    CommandLineRun.of(all.toArray()).assertDone();
    return out;
  }

  @Nested
  class Masks_are_those_of_the_command_line_byte_by_byte {
    private void same(Path byCommand, Path byScript) throws IOException {
      assertEquals(-1, Files.mismatch(byCommand, byScript));
    }

    @Test
    void of_a_series_with_all_kinds_of_prompts() throws Exception {
      Path byCommand =
          segmented(
              folder.resolve("c.nii.gz"),
              given.ct(),
              "--prompt",
              "point:-:3,5,4", // the negative one first: the window is still that of the click
              "--prompt",
              "point:+:20,24,4",
              "--prompt",
              "box:2:14,20,26,28",
              "--prompt",
              "scribble:+:5:16,24;20,25",
              "--label",
              "Liver");
      try (VoxelCase image = given.open()) {
        image
            .segment("Liver")
            .exclude(3, 5, 4)
            .click(20, 24, 4)
            .box(2, 14, 20, 26, 28)
            .scribble(5, List.of(List.of(16, 24), new int[] {20, 25}))
            .propagate();
        image.save(folder.resolve("s.nii.gz"));
      }
      same(byCommand, folder.resolve("s.nii.gz"));
    }

    @Test
    void of_a_nifti_image_with_modality_and_of_a_window_and_a_range() throws Exception {
      Path plain =
          segmented(
              folder.resolve("p.nii.gz"),
              given.nifti(),
              "--modality",
              "CT",
              "--prompt",
              Samples.CLICK,
              "--propagate",
              "2..5",
              "--label",
              "Liver");
      Path window =
          segmented(
              folder.resolve("w.nii.gz"),
              given.nifti(),
              "--window",
              "-100..900",
              "--prompt",
              Samples.CLICK,
              "--label",
              "Liver");
      try (VoxelCase image = given.vc().open(given.nifti()).modality("ct")) {
        assertEquals("CT", image.modality());
        liver(image).propagate(2, 5);
        image.save(folder.resolve("sp.nii.gz"));
      }
      try (VoxelCase image = given.vc().open(given.nifti()).window(-100, 900)) {
        liver(image).propagate();
        image.save(folder.resolve("sw.nii.gz"));
      }
      same(plain, folder.resolve("sp.nii.gz"));
      same(window, folder.resolve("sw.nii.gz"));
      assertTrue(Files.mismatch(plain, window) >= 0, "window and range matter");
    }

    @Test
    void of_images_that_several_threads_work_on() throws Exception {
      Path byCommand =
          segmented(
              folder.resolve("c.nii.gz"),
              given.ct(),
              "--prompt",
              Samples.CLICK,
              "--label",
              "Liver");
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<Path>> all = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
          Path out = folder.resolve("t" + n + ".nii.gz");
          all.add(
              threads.submit(
                  () -> {
                    try (VoxelCase image = given.open()) {
                      liver(image).propagate();
                      image.save(out);
                    }
                    return out;
                  }));
        }
        for (Future<Path> out : all) {
          same(byCommand, out.get());
        }
      } finally {
        threads.shutdown();
      }
    }

    @Test
    void and_can_be_verified_from_what_lies_beside_them() throws Exception {
      Path out = folder.resolve("two.dcm");
      try (VoxelCase image = given.open()) {
        liver(image).propagate();
        image.segment("cyst of the liver").box(2, 14, 20, 26, 28).box(6, 14, 20, 26, 28);
        image.segments().get(1).interpolate();
        image.segment("mistake").click(30, 20, 3);
        assertTrue(image.undo());
        image.save(out);
      }
      String told = CommandLineRun.of("verify", out, "--image", given.ct()).assertDone().out();
      assertTrue(told.contains("2 propagations were repeated and no voxel differs"), told);
      assertTrue(told.contains("two.dcm can be reproduced"), told);
    }
  }

  @Nested
  class Figures_have_the_keys_and_values_of_the_command_line {
    private Map<String, ?> json(Object... words) throws IOException {
      Path out = folder.resolve("figures.json");
      List<Object> all = new ArrayList<>(Arrays.asList(words));
      all.addAll(List.of("--json", out, "--overwrite"));
      CommandLineRun.of(all.toArray()).assertDone();
      return NullableJson.map(JsonParser.parseString(Files.readString(out)).getAsJsonObject());
    }

    private void same(Object expected, Object found) {
      JsonElement e =
          new com.google.gson.GsonBuilder().serializeNulls().create().toJsonTree(expected);
      JsonElement f = new com.google.gson.GsonBuilder().serializeNulls().create().toJsonTree(found);
      assertEquals(e.toString(), f.toString());
    }

    @Test
    void of_what_is_measured() throws Exception {
      Path out = folder.resolve("m.dcm");
      try (VoxelCase image = given.open()) {
        liver(image).propagate();
        image.save(out);
        Object expected = json("measure", given.ct(), out).get("segments");
        same(expected, image.measure());
        same(expected, VoxelClick.measure(given.ct(), out));
        Map<String, ?> liver = image.measure().get(0);
        assertEquals(image.segments().get(0).voxels(), liver.get("voxels"));
        assertEquals(null, liver.get("suv"));
        assertTrue(liver.containsKey("suv"));
      }
    }

    @Test
    void of_what_is_compared() throws Exception {
      Path first = folder.resolve("a.dcm");
      Path second = folder.resolve("b.nii.gz");
      try (VoxelCase image = given.open()) {
        liver(image).propagate();
        image.save(first);
        image.segments().get(0).exclude(14, 24, 4);
        image.save(second);
      }
      Map<String, ?> found = VoxelClick.compare(first, second, given.ct());
      same(json("compare", first, second, "--reference", given.ct()), found);
      Map<?, ?> pair = (Map<?, ?>) ((List<?>) found.get("pairs")).get(0);
      double dice = (Double) pair.get("dice");
      assertTrue(dice > 0.5 && dice < 1, "Dice " + dice);
      Path series = Files.createDirectory(folder.resolve("with-series"));
      try (Stream<Path> files = Files.list(given.ct())) {
        for (Path file : files.toList()) {
          Files.copy(file, series.resolve(file.getFileName()));
        }
      }
      Files.copy(first, series.resolve("a.dcm"));
      Object own = VoxelClick.compare(series.resolve("a.dcm").toFile(), series + "/a.dcm");
      assertEquals(
          1.0, ((Map<?, ?>) ((List<?>) ((Map<?, ?>) own).get("pairs")).get(0)).get("dice"));
    }

    @Test
    void of_what_is_listed() throws Exception {
      Object expected =
          NullableJson.map(CommandLineRun.of("info", shared, "--json").assertDone().json())
              .get("volumes");
      List<Map<String, Object>> found = VoxelClick.list(shared);
      same(expected, found);
      assertEquals(2, found.size());
    }
  }

  @Nested
  class Sentences_are_those_of_the_command_line {
    @Test
    void for_paths_and_series_that_are_not_there() {
      Path missing = folder.resolve("missing");
      refusedLike(() -> given.vc().open(missing), "info", missing);
      refusedLike(() -> VoxelClick.list(missing.toString()), "info", missing);
      refusedLike(() -> given.vc().open(" "), "info", " ");
      refusedLike(
          () -> given.vc().open(shared, "7"),
          "segment",
          shared,
          "--series",
          "7",
          "--prompt",
          Samples.CLICK,
          "--out",
          folder.resolve("x.dcm"));
      misuse(() -> given.vc().open(42), "java.lang.Integer", "java.io.File");
      misuse(() -> given.vc().open((Object) null), "null");
    }

    @Test
    void for_models_and_devices_that_are_not_there() {
      Path out = folder.resolve("x.dcm");
      refusedLike(
          () -> VoxelClick.start("no-such-model"),
          "segment",
          given.ct(),
          "--prompt",
          Samples.CLICK,
          "--out",
          out,
          "--model",
          "no-such-model");
      refusedLike(
          () -> VoxelClick.start("seednet-v1", "abacus"),
          "segment",
          given.ct(),
          "--prompt",
          Samples.CLICK,
          "--out",
          out,
          "--device",
          "abacus");
    }

    @Test
    void for_masks_that_do_not_go_together() throws Exception {
      Path labels = LabelSamples.write(Files.createDirectory(folder.resolve("a")).resolve("l.nii"));
      refusedLike(
          () -> VoxelClick.measure(given.nifti(), given.ct()),
          "measure",
          given.nifti(),
          given.ct());
      refusedLike(() -> VoxelClick.compare(labels, given.ct()), "compare", labels, given.ct());
    }
  }
}
