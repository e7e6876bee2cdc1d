package io.github.voxelclick.plugin;

import static io.github.voxelclick.plugin.ScriptImages.liver;
import static io.github.voxelclick.plugin.ScriptRefusals.misuse;
import static io.github.voxelclick.plugin.ScriptRefusals.refused;
import static io.github.voxelclick.plugin.ScriptRefusals.refusedLike;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ShortProcessor;
import io.github.voxelclick.plugin.cli.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of scripts, from files and of ImageJ, and how their structures are saved. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoxelCaseTest {
  @TempDir static Path shared;
  @AutoClose private static ScriptImages given;

  @TempDir Path folder;

  @BeforeAll
  static void write_images_and_start() throws Exception {
    given = new ScriptImages(shared);
  }

  @Nested
  class Saving {
    @Test
    void never_replaces_a_file_unless_told_to() throws Exception {
      Path out = Files.writeString(folder.resolve("mask.dcm"), "something else");
      try (VoxelCase image = given.open()) {
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
      try (VoxelCase image = given.open()) {
        liver(image);
        refused(() -> image.save(out), "m.labels.tsv is there already", "overwrite");
        assertFalse(Files.exists(out));
        assertEquals("1\tspleen, by hand", Files.readString(table));
        image.overwrite(out);
        assertTrue(Files.readString(table).contains("Liver"), Files.readString(table));
        try (VoxelCase again = given.open()) {
          again.load(out);
          assertEquals("Liver", again.segments().get(0).label());
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seg", "rtstruct", "nifti"})
    void knows_the_formats(String format) throws Exception {
      Path out = folder.resolve(format.equals("nifti") ? "m.nii" : "m.dcm");
      try (VoxelCase image = given.open()) {
        VoxelSegment liver = liver(image).propagate();
        image.segment("nothing yet");
        image
            .save(out.toString(), format)
            .overwrite(out.toFile(), format.toUpperCase(java.util.Locale.ROOT));
        assertTrue(image.warnings().stream().anyMatch(w -> w.contains("nothing yet")));
        try (VoxelCase again = given.open()) {
          List<VoxelSegment> read = again.load(out);
          assertEquals(List.of(liver.voxels()), List.of(read.get(0).voxels()));
          assertEquals(1, read.size());
        }
      }
    }

    @Test
    void refuses_what_cannot_be_saved() throws Exception {
      try (VoxelCase image = given.open()) {
        refused(() -> image.save(folder.resolve("m.dcm")), "nothing to save");
        liver(image);
        refusedLike(
            () -> image.save(folder.resolve("m.png")),
            "segment",
            given.ct(),
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
      try (VoxelCase image = given.vc().open(given.nifti())) {
        liver(image);
        refused(() -> image.save(folder.resolve("m.dcm")), "--reference");
        image.reference(given.ct()).reader("Doe^Jane").save(folder.resolve("m.dcm"));
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
      try (VoxelCase file = given.vc().open(given.nifti()).modality("CT");
          VoxelCase image = given.vc().open(phantom()).modality("CT")) {
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
      try (VoxelCase image = given.vc().open(phantom())) {
        refused(image::labels, "no structure has a voxel");
      }
      refused(() -> given.vc().open(new ImagePlus()), "no pixels");
    }
  }
}
