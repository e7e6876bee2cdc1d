package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ShortProcessor;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.plugin.cli.LabelSamples;
import io.github.voxelclick.plugin.cli.Samples;
import io.github.voxelclick.plugin.figures.NullableJson;
import io.github.voxelclick.volume.VolumeException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VoxelClickTest {
  @TempDir static Path shared;
  private static Path ct;
  private static Path nifti;
  private static VoxelClick vc;

  @TempDir Path folder;

  @BeforeAll
  static void write_images_and_start() throws Exception {
    ct = shared.resolve("ct");
    Samples.series().shuffled().writeTo(ct);
    nifti = shared.resolve("image.nii.gz");
    NiftiBuilder.of(Samples.size(), Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(nifti);
    vc = VoxelClick.start("seednet-v1", "cpu");
  }

  @AfterAll
  static void close() {
    vc.close();
  }

  private static VoxelCase open() throws VolumeException {
    return vc.open(ct);
  }

  private static VoxelSegment liver(VoxelCase image) throws VolumeException {
    return image.segment("Liver").click(20, 24, 4);
  }

  private static void refused(Executable call, String... parts) {
    sentence(assertThrows(VolumeException.class, call), parts);
  }

  private static void misuse(Executable call, String... parts) {
    sentence(assertThrows(IllegalArgumentException.class, call), parts);
  }

  private static void sentence(Exception e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), "\"" + part + "\" in: " + e.getMessage());
    }
  }

  /** The call fails with the very sentence that a command of the command line prints. */
  private static void refusedLike(Executable call, Object... words) {
    String told = assertThrows(VolumeException.class, call).getMessage();
    assertEquals(CommandLineRun.of(words).assertRefused().err().strip(), "voxelclick: " + told);
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
              ct,
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
      try (VoxelCase image = open()) {
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
              nifti,
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
              nifti,
              "--window",
              "-100..900",
              "--prompt",
              Samples.CLICK,
              "--label",
              "Liver");
      try (VoxelCase image = vc.open(nifti).modality("ct")) {
        assertEquals("CT", image.modality());
        liver(image).propagate(2, 5);
        image.save(folder.resolve("sp.nii.gz"));
      }
      try (VoxelCase image = vc.open(nifti).window(-100, 900)) {
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
          segmented(folder.resolve("c.nii.gz"), ct, "--prompt", Samples.CLICK, "--label", "Liver");
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<Path>> all = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
          Path out = folder.resolve("t" + n + ".nii.gz");
          all.add(
              threads.submit(
                  () -> {
                    try (VoxelCase image = open()) {
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
      try (VoxelCase image = open()) {
        liver(image).propagate();
        image.segment("cyst of the liver").box(2, 14, 20, 26, 28).box(6, 14, 20, 26, 28);
        image.segments().get(1).interpolate();
        image.segment("mistake").click(30, 20, 3);
        assertTrue(image.undo());
        image.save(out);
      }
      String told = CommandLineRun.of("verify", out, "--image", ct).assertDone().out();
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
      try (VoxelCase image = open()) {
        liver(image).propagate();
        image.save(out);
        Object expected = json("measure", ct, out).get("segments");
        same(expected, image.measure());
        same(expected, VoxelClick.measure(ct, out));
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
      try (VoxelCase image = open()) {
        liver(image).propagate();
        image.save(first);
        image.segments().get(0).exclude(14, 24, 4);
        image.save(second);
      }
      Map<String, ?> found = VoxelClick.compare(first, second, ct);
      same(json("compare", first, second, "--reference", ct), found);
      Map<?, ?> pair = (Map<?, ?>) ((List<?>) found.get("pairs")).get(0);
      double dice = (Double) pair.get("dice");
      assertTrue(dice > 0.5 && dice < 1, "Dice " + dice);
      Path series = Files.createDirectory(folder.resolve("with-series"));
      try (Stream<Path> files = Files.list(ct)) {
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
  class Structures {
    @Test
    void are_made_once_for_a_name_and_keep_their_code() throws Exception {
      try (VoxelCase image = open()) {
        VoxelSegment liver = image.segment("Left lobe", "SCT:10200004");
        assertEquals("SCT:10200004", liver.code());
        liver.click(20, 24, 4);
        assertEquals(liver.voxels(), image.segment("left LOBE").voxels());
        assertEquals(1, image.segments().size());
        refused(() -> image.segment("Left lobe", "SCT:64033007"), "already", "SCT:64033007");
        assertEquals(2, image.segment("", "SCT:64033007").number());
        assertEquals("Kidney", image.segments().get(1).label());
        refused(() -> image.segment("x", "SCT"), "Cannot read the code");
        refused(() -> image.segment("x".repeat(65)), "64 characters");
        refused(() -> image.segment("a\\b"), "backslash");
        assertEquals(2, image.segments().size());
      }
    }

    @Test
    void answer_only_when_asked_and_are_undone_step_by_step() throws Exception {
      try (VoxelCase image = open()) {
        assertFalse(image.undo(), "nothing to undo");
        VoxelSegment liver = liver(image);
        long one = liver.voxels();
        long all = liver.propagate().voxels();
        assertTrue(all > one && one > 0, one + " then " + all);
        assertTrue(image.undo());
        assertEquals(one, liver.voxels());
        assertTrue(image.redo());
        assertEquals(all, liver.voxels());
        assertFalse(image.redo());
        assertTrue(image.undo());
        assertTrue(image.undo());
        assertEquals(0, liver.voxels());
        assertEquals(List.of(), liver.slices());
        assertEquals(List.of(), liver.confidence());
        assertTrue(image.undo());
        misuse(liver::voxels, "no longer on its image");
        VoxelSegment other = image.segment("Kidney");
        assertEquals(1, other.number());
        misuse(() -> liver.click(20, 24, 4), "no longer on its image");
      }
    }

    @Test
    void tell_where_they_are_and_how_sure_the_model_is() throws Exception {
      try (VoxelCase image = open()) {
        VoxelSegment liver = liver(image).propagate();
        int first = liver.slices().get(0);
        int last = liver.slices().get(1);
        assertEquals(last - first + 1, liver.confidence().size());
        for (int k = first; k <= last; k++) {
          assertEquals(liver.confidence().get(k - first), liver.confidence(k));
        }
        assertEquals(0, liver.confidence(last + 1), "behind the last slice");
        long voxels = 0;
        List<Integer> size = image.size();
        for (int k = 0; k < size.get(2); k++) {
          for (int j = 0; j < size.get(1); j++) {
            for (int i = 0; i < size.get(0); i++) {
              voxels += liver.contains(i, j, k) ? 1 : 0;
            }
          }
        }
        assertEquals(liver.voxels(), voxels);
        List<Double> mm = image.spacingMm();
        assertEquals(voxels * mm.get(0) * mm.get(1) * mm.get(2) / 1000, liver.millilitres(), 1e-9);
        misuse(() -> liver.contains(0, 0, 9), "outside", "48x40x9");
        misuse(() -> liver.contains(-1, 0, 0), "outside");
        misuse(() -> liver.confidence(9), "outside");
      }
    }

    @Test
    void come_from_files_too_beside_those_that_are_there() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("labels.nii.gz"));
      try (VoxelCase image = open()) {
        liver(image);
        List<VoxelSegment> loaded = image.load(labels);
        assertEquals(List.of(2, 7), loaded.stream().map(VoxelSegment::number).toList());
        assertTrue(loaded.get(0).contains(10, 20, 3), "LabelSamples");
        assertEquals(3, image.segments().size());
        refused(() -> loaded.get(1).propagate(), "");
        image.remove(loaded.get(0));
        assertEquals(2, image.segments().size());
        misuse(() -> image.remove(loaded.get(0)), "no longer on its image");
        try (VoxelCase other = open()) {
          misuse(() -> other.remove(loaded.get(1)), "another image");
        }
        refused(() -> image.load(folder.resolve("none.dcm")), "none.dcm");
      }
    }

    @Test
    void take_the_numbers_of_a_file_when_nothing_is_there_before() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("labels.nii.gz"));
      Path out = folder.resolve("out.nii.gz");
      try (VoxelCase image = open()) {
        image.load(labels);
        image.save(out);
      }
      Map<String, ?> same = VoxelClick.compare(labels, out);
      List<?> pairs = (List<?>) same.get("pairs");
      assertEquals(2, pairs.size());
      pairs.forEach(pair -> assertEquals(1.0, ((Map<?, ?>) pair).get("dice")));
    }
  }

  @Nested
  class Prompts_are_refused {
    @Test
    void outside_the_image_and_misspelt_with_the_sentence_of_the_command_line() throws Exception {
      try (VoxelCase image = open()) {
        VoxelSegment liver = image.segment("Liver");
        Path out = folder.resolve("x.dcm");
        for (String prompt : List.of("point:+:48,0,0", "box:9:0,0,5,5", "point:+:1,2", "line:1")) {
          refusedLike(() -> liver.prompt(prompt), "segment", ct, "--prompt", prompt, "--out", out);
        }
        refused(() -> liver.click(-1, 0, 0), "-1");
        refused(() -> liver.scribble(4, List.of()), "scribble");
        misuse(() -> liver.scribble(4, List.of(List.of(1.5, 2))), "two whole numbers");
        misuse(() -> liver.scribble(4, List.of(new int[] {1, 2, 3})), "two whole numbers");
        misuse(() -> liver.scribble(4, Arrays.asList((Object) null)), "null");
        assertEquals(0, liver.voxels());
        refused(() -> liver.propagate());
      }
    }

    @Test
    void where_the_model_finds_nothing_and_ranges_outside() throws Exception {
      try (VoxelCase image = open()) {
        VoxelSegment liver = image.segment("Liver").exclude(20, 24, 4);
        refused(() -> liver.propagate());
        refused(() -> image.save(folder.resolve("x.dcm")), "");
        liver(image);
        refusedLike(
            () -> liver.propagate(3, 9),
            "segment",
            ct,
            "--prompt",
            Samples.CLICK,
            "--propagate",
            "3..9",
            "--out",
            folder.resolve("x.dcm"));
        refused(() -> liver.propagate(5, 3), "lower slice first");
        assertFalse(Files.exists(folder.resolve("x.dcm")));
      }
    }
  }

  @Nested
  class Saving {
    @Test
    void never_replaces_a_file_unless_told_to() throws Exception {
      Path out = Files.writeString(folder.resolve("mask.dcm"), "something else");
      try (VoxelCase image = open()) {
        liver(image);
        refused(() -> image.save(out), "mask.dcm is there already", "overwrite");
        assertEquals("something else", Files.readString(out));
        image.overwrite(out);
        assertTrue(Files.size(out) > 1000);
        Files.delete(out);
        refused(() -> image.save(out), "mask.provenance.json is there already");
        assertFalse(Files.exists(out));
        image.provenance(false).save(out);
        assertTrue(image.warnings().stream().anyMatch(w -> w.contains("mask.provenance.json")));
      }
    }

    @Test
    void tells_beside_nifti_what_the_values_stand_for_and_replaces_no_other_table()
        throws Exception {
      Path table = Files.writeString(folder.resolve("m.labels.tsv"), "1\tspleen, by hand");
      Path out = folder.resolve("m.nii.gz");
      try (VoxelCase image = open()) {
        liver(image);
        refused(() -> image.save(out), "m.labels.tsv is there already", "overwrite");
        assertFalse(Files.exists(out));
        assertEquals("1\tspleen, by hand", Files.readString(table));
        image.overwrite(out);
        assertTrue(Files.readString(table).contains("Liver"), Files.readString(table));
        try (VoxelCase again = open()) {
          again.load(out);
          assertEquals("Liver", again.segments().get(0).label());
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seg", "rtstruct", "nifti"})
    void knows_the_formats(String format) throws Exception {
      Path out = folder.resolve(format.equals("nifti") ? "m.nii" : "m.dcm");
      try (VoxelCase image = open()) {
        VoxelSegment liver = liver(image).propagate();
        image.segment("nothing yet");
        image
            .save(out.toString(), format)
            .overwrite(out.toFile(), format.toUpperCase(java.util.Locale.ROOT));
        assertTrue(image.warnings().stream().anyMatch(w -> w.contains("nothing yet")));
        try (VoxelCase again = open()) {
          List<VoxelSegment> read = again.load(out);
          assertEquals(List.of(liver.voxels()), List.of(read.get(0).voxels()));
          assertEquals(1, read.size());
        }
      }
    }

    @Test
    void refuses_what_cannot_be_saved() throws Exception {
      try (VoxelCase image = open()) {
        refused(() -> image.save(folder.resolve("m.dcm")), "nothing to save");
        liver(image);
        refusedLike(
            () -> image.save(folder.resolve("m.png")),
            "segment",
            ct,
            "--prompt",
            Samples.CLICK,
            "--out",
            folder.resolve("m.png"));
        refused(() -> image.save(folder.resolve("m.dcm"), "png"), "seg, rtstruct or nifti");
        refused(() -> image.save(folder.resolve("m.dcm"), "nifti"), ".nii");
        refused(() -> image.save(folder.resolve("no/m.dcm")), "no folder");
        refused(() -> image.reader("a\\b"), "reader");
        misuse(() -> image.save(4711), "java.lang.Integer", "path");
        image.segment("Kidney").click(20, 24, 4);
        refused(() -> image.save(folder.resolve("m.nii.gz")), "overlap");
        try (Stream<Path> files = Files.list(folder)) {
          assertEquals(0, files.count());
        }
      }
      try (VoxelCase image = vc.open(nifti)) {
        liver(image);
        refused(() -> image.save(folder.resolve("m.dcm")), "--reference");
        image.reference(ct).reader("Doe^Jane").save(folder.resolve("m.dcm"));
        assertTrue(Files.exists(folder.resolve("m.dcm")));
      }
    }
  }

  @Nested
  class Images_of_imagej {
    private ImagePlus phantom() {
      int ni = Samples.size()[0];
      int nj = Samples.size()[1];
      ImageStack stack = new ImageStack(ni, nj);
      short[] hu = Samples.samples();
      for (int k = 0; k < Samples.size()[2]; k++) {
        short[] slice = new short[ni * nj];
        for (int n = 0; n < slice.length; n++) {
          slice[n] = (short) (hu[Samples.grid().offset(n % ni, n / ni, k)] + 1024);
        }
        stack.addSlice(new ShortProcessor(ni, nj, slice, null));
      }
      ImagePlus image = new ImagePlus("phantom", stack);
      Calibration c = image.getCalibration();
      c.setUnit("mm");
      c.pixelWidth = Samples.spacingMm()[0];
      c.pixelHeight = Samples.spacingMm()[1];
      c.pixelDepth = Samples.spacingMm()[2];
      c.setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 1}, "HU");
      return image;
    }

    @Test
    void are_segmented_as_files_are_and_give_label_images() throws Exception {
      try (VoxelCase file = vc.open(nifti).modality("CT");
          VoxelCase image = vc.open(phantom()).modality("CT")) {
        long expected = liver(file).voxels();
        assertEquals(expected, liver(image).voxels());
        VoxelSegment kidney = image.segment("Kidney").click(40, 5, 1);
        ImagePlus labels = (ImagePlus) liver(image).labels();
        long found = 0;
        for (int k = 0; k < Samples.size()[2]; k++) {
          for (int j = 0; j < Samples.size()[1]; j++) {
            for (int i = 0; i < Samples.size()[0]; i++) {
              boolean in = labels.getStack().getProcessor(k + 1).get(i, j) == 1;
              assertEquals(image.segments().get(0).contains(i, j, k), in, i + "," + j + "," + k);
              found += in ? 1 : 0;
            }
          }
        }
        assertEquals(expected, found);
        assertEquals(Samples.spacingMm()[2], labels.getCalibration().pixelDepth);
        assertFalse(labels.isVisible());
        kidney.click(20, 24, 4);
        refused(image::labels, "overlap");
        refused(() -> image.save(folder.resolve("m.dcm")), "NIfTI");
      }
    }

    @Test
    void without_a_voxel_give_no_label_image_and_without_a_pixel_no_volume() throws Exception {
      try (VoxelCase image = vc.open(phantom())) {
        refused(image::labels, "no structure has a voxel");
      }
      refused(() -> vc.open(new ImagePlus()), "no pixels");
    }
  }

  @Nested
  class Misuse {
    @Test
    void of_a_closed_image() throws Exception {
      VoxelCase image = open();
      VoxelSegment liver = liver(image);
      image.close();
      image.close();
      misuse(() -> image.segment("Liver"), "image is closed");
      misuse(liver::voxels, "image is closed");
      misuse(() -> liver.click(20, 24, 4), "image is closed");
      misuse(() -> image.save(folder.resolve("m.dcm")), "image is closed");
      misuse(image::measure, "image is closed");
      misuse(image::undo, "image is closed");
      misuse(image::size, "image is closed");
      misuse(() -> image.window(1, 2), "image is closed");
    }

    @Test
    void of_a_closed_voxelclick() throws Exception {
      VoxelClick own = VoxelClick.start("seednet-v1", "cpu");
      VoxelCase image = own.open(ct);
      VoxelSegment liver = liver(image);
      own.close();
      own.close();
      misuse(() -> own.open(ct), "VoxelClick is closed");
      misuse(() -> own.open(ct, "1"), "VoxelClick is closed");
      misuse(own::device, "VoxelClick is closed");
      misuse(liver::voxels, "VoxelClick is closed");
      misuse(() -> image.segment("Liver"), "VoxelClick is closed");
    }

    @Test
    void of_settings_that_come_too_late_or_make_no_sense() throws Exception {
      try (VoxelCase image = open()) {
        misuse(() -> image.window(240, -160));
        liver(image);
        misuse(() -> image.modality("MR"), "before the first structure");
        misuse(() -> image.window(-160, 240), "before the first structure");
      }
    }
  }

  @Nested
  class Sentences_are_those_of_the_command_line {
    @Test
    void for_paths_and_series_that_are_not_there() {
      Path missing = folder.resolve("missing");
      refusedLike(() -> vc.open(missing), "info", missing);
      refusedLike(() -> VoxelClick.list(missing.toString()), "info", missing);
      refusedLike(() -> vc.open(" "), "info", " ");
      refusedLike(
          () -> vc.open(shared, "7"),
          "segment",
          shared,
          "--series",
          "7",
          "--prompt",
          Samples.CLICK,
          "--out",
          folder.resolve("x.dcm"));
      misuse(() -> vc.open(42), "java.lang.Integer", "java.io.File");
      misuse(() -> vc.open((Object) null), "null");
    }

    @Test
    void for_models_and_devices_that_are_not_there() {
      Path out = folder.resolve("x.dcm");
      refusedLike(
          () -> VoxelClick.start("no-such-model"),
          "segment",
          ct,
          "--prompt",
          Samples.CLICK,
          "--out",
          out,
          "--model",
          "no-such-model");
      refusedLike(
          () -> VoxelClick.start("seednet-v1", "abacus"),
          "segment",
          ct,
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
      refusedLike(() -> VoxelClick.measure(nifti, ct), "measure", nifti, ct);
      refusedLike(() -> VoxelClick.compare(labels, ct), "compare", labels, ct);
    }
  }

  @Test
  void a_script_leaves_no_journal() throws Exception {
    Path journals = Path.of(System.getProperty("voxelclick.journals"));
    List<Path> before = files(journals);
    try (VoxelCase image = open()) {
      liver(image).propagate();
      image.save(folder.resolve("m.dcm"));
    }
    assertEquals(before, files(journals));
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }

  @Test
  void it_tells_what_it_runs() throws Exception {
    assertTrue(vc.device().startsWith("cpu"), vc.device());
    assertTrue(vc.model().startsWith("SeedNet"), vc.model());
    assertEquals(List.of(), vc.warnings());
    assertFalse(VoxelClick.version().isEmpty());
    Path file = Samples.modelWith(folder, "SeedNet", "MyNet");
    try (VoxelClick own = VoxelClick.start(file, "cpu");
        VoxelClick named = VoxelClick.start(file.toString())) {
      assertTrue(own.model().contains("MyNet"), own.model());
      assertEquals(own.model(), named.model());
    }
  }
}
