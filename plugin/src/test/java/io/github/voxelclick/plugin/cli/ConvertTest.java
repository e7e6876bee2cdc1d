package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertTest {
  @TempDir static Path shared;
  private static Path series;

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
  }

  private CommandLineRun convert(Path in, String out, Object... more) {
    Object[] words = {"convert", in, folder.resolve(out)};
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  private Path converted(Path in, String out, Object... more) {
    convert(in, out, more).assertDone();
    return folder.resolve(out);
  }

  private static Volume read(Path nifti) throws Exception {
    return NiftiReader.read(nifti, Progress.none()).volume();
  }

  /** Values of the series' grid, by what the labels are called in the file. */
  private static void assertLabels(Path nifti, int liver, int tumour) throws Exception {
    Volume found = read(nifti);
    Map<Integer, Integer> values = new TreeMap<>(Map.of(0, 0, 2, liver, 7, tumour));
    assertEquals(Samples.SIZE[0], found.size().i());
    for (int k = 0; k < Samples.SIZE[2]; k++) {
      float[] slice = found.slice(SlicePlane.k(k));
      float[] expected = new float[slice.length];
      for (int n = 0; n < slice.length; n++) {
        int label = LabelSamples.label(n % Samples.SIZE[0], n / Samples.SIZE[0], k);
        expected[n] = values.get(label);
      }
      assertArrayEquals(expected, slice);
    }
  }

  @Nested
  class Round_trips {
    @Test
    @Tag("C4.6")
    void nifti_labels_become_a_segmentation_and_nifti_labels_again() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path seg = converted(labels, "seg.dcm", "--reference", series);
      Path again = converted(seg, "again.nii.gz", "--reference", series);
      assertLabels(again, 1, 2); // a SEG counts from 1
      String table = Files.readString(folder.resolve("again.labels.tsv"));
      assertTrue(table.contains("1\tliver\t#DD8265\tSCT:91723000:"), table);
      assertTrue(table.contains("SCT:10200004:Liver"), table);
      assertTrue(table.contains("2\ttumour\t#90EE90"), table);
    }

    @Test
    @Tag("D9.3")
    void contours_between_two_segmentations_change_no_voxel() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path seg = converted(labels, "seg.dcm", "--reference", series);
      Path structures = converted(seg, "rs.dcm", "--to", "rtstruct", "--reference", series);
      Path again = converted(structures, "again.dcm", "--to", "seg", "--reference", series);
      assertLabels(converted(again, "again.nii", "--reference", series), 1, 2);
    }

    @Test
    @Tag("D9.3")
    void nifti_labels_keep_their_values_through_contours() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path rs = converted(labels, "rs.dcm", "--to", "rtstruct", "--reference", series);
      Path again = converted(rs, "again.nii.gz", "--reference", series);
      assertLabels(again, 2, 7);
      assertTrue(Files.readString(folder.resolve("again.labels.tsv")).contains("7\ttumour"));
    }

    @Test
    @Tag("D6")
    void a_label_map_keeps_the_values_of_the_labels() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path map = converted(labels, "map.dcm", "--to", "labelmap", "--reference", series);
      assertLabels(converted(map, "again.nii.gz", "--reference", series), 2, 7);
    }

    @Test
    @Tag("C4.6")
    void axes_turned_round_and_exchanged_come_back_in_the_order_of_the_series() throws Exception {
      Path labels = LabelSamples.writeTurned(folder.resolve("in.nii.gz"));
      Path rs = converted(labels, "rs.dcm", "--to", "rtstruct", "--reference", series);
      assertLabels(converted(rs, "again.nii.gz", "--reference", series), 2, 7);
      assertLabels(converted(labels, "direct.nii.gz", "--reference", series), 2, 7);
    }

    @Test
    @Tag("C4.6")
    void labels_of_a_part_of_the_grid_are_refused_and_with_resample_put_in_place()
        throws Exception {
      Path labels = LabelSamples.writeCropped(folder.resolve("in.nii.gz"));
      convert(labels, "rs.dcm", "--to", "rtstruct", "--reference", series)
          .assertRefused("not the same voxels", "--resample");
      CommandLineRun run =
          convert(labels, "rs.dcm", "--to", "rtstruct", "--reference", series, "--resample")
              .assertDone();
      assertTrue(run.err().contains("another grid"), run.err());
      Path rs = folder.resolve("rs.dcm");
      assertLabels(converted(rs, "again.nii.gz", "--reference", series), 2, 7);
    }

    @Test
    void segments_are_taken_by_their_numbers() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path rs =
          converted(labels, "rs.dcm", "--to", "rtstruct", "--reference", series, "--segments", "7");
      assertLabels(converted(rs, "again.nii.gz", "--reference", series), 0, 7);
      convert(rs, "x.nii.gz", "--reference", series, "--segments", "2,7")
          .assertRefused("[2, 7]", "the masks have [7]");
    }

    @Test
    void masks_beside_their_images_need_no_reference() throws Exception {
      Path mixed = folder.resolve("mixed");
      Samples.series().writeTo(mixed);
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      CommandLineRun.of("convert", labels, mixed.resolve("seg.dcm"), "--reference", mixed)
          .assertDone();
      assertLabels(converted(mixed.resolve("seg.dcm"), "again.nii.gz"), 1, 2);
    }

    @Test
    void of_several_series_the_one_that_the_object_names_is_taken() throws Exception {
      Path study = folder.resolve("study");
      Samples.series().writeTo(study.resolve("a"));
      Samples.series().seed(77).seriesNumber(9).writeTo(study.resolve("b"));
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      convert(labels, "seg.dcm", "--reference", study).assertRefused("--series");
      Path seg = converted(labels, "seg.dcm", "--reference", study, "--series", "2");
      CommandLineRun run = convert(seg, "again.nii.gz", "--reference", study).assertDone();
      assertEquals("", run.err());
      assertLabels(folder.resolve("again.nii.gz"), 1, 2);
    }
  }

  @Nested
  class Images {
    @Test
    @Tag("C4.5")
    void a_series_becomes_a_nifti_image_with_its_samples_and_its_place() throws Exception {
      Path image = converted(series, "image.nii.gz");
      Volume found = read(image);
      short[] expected = Samples.samples();
      for (int k = 0; k < Samples.SIZE[2]; k++) {
        float[] slice = found.slice(SlicePlane.k(k));
        for (int n = 0; n < slice.length; n++) {
          assertEquals(expected[k * slice.length + n], slice[n]);
        }
      }
      double[] ras = Samples.grid().affineRas();
      double[] lps = found.geometry().indexToLps().rowMajor();
      for (int n = 0; n < 12; n++) {
        assertEquals(n < 8 ? -ras[n] : ras[n], lps[n], 1e-4);
      }
      assertFalse(Files.exists(folder.resolve("image.labels.tsv")));
    }

    @Test
    void a_nifti_image_is_packed_unchanged() throws Exception {
      Path plain = folder.resolve("image.nii");
      NiftiBuilder.of(Samples.SIZE, Samples.samples())
          .affine(Samples.grid().affineRas())
          .writeTo(plain);
      Volume before = read(plain);
      Volume after = read(converted(plain, "packed.nii.gz"));
      assertEquals(before.geometry().indexToLps(), after.geometry().indexToLps());
      assertArrayEquals(before.slice(SlicePlane.k(4)), after.slice(SlicePlane.k(4)));
    }

    @Test
    void images_do_not_become_a_dicom_object() {
      convert(series, "x.dcm").assertRefused("holds images");
    }
  }

  @Nested
  class Refusals {
    @Test
    void nothing_is_overwritten_unasked() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path seg = Files.writeString(folder.resolve("seg.dcm"), "before");
      convert(labels, "seg.dcm", "--reference", series).assertRefused("--overwrite");
      assertEquals("before", Files.readString(seg));
      converted(labels, "seg.dcm", "--reference", series, "--overwrite");
      Files.writeString(folder.resolve("out.labels.tsv"), "before");
      convert(seg, "out.nii.gz", "--reference", series)
          .assertRefused("out.labels.tsv", "--overwrite");
      assertFalse(Files.exists(folder.resolve("out.nii.gz")));
    }

    @Test
    void labels_without_a_reference_do_not_become_dicom() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      convert(labels, "seg.dcm").assertRefused("--reference");
    }

    @Test
    void an_image_given_as_labels_is_told() throws Exception {
      Path image = folder.resolve("image.nii");
      NiftiBuilder.of(Samples.SIZE, Samples.samples())
          .affine(Samples.grid().affineRas())
          .writeTo(image);
      convert(image, "seg.dcm", "--reference", series).assertRefused("whole numbers");
    }

    @Test
    void masks_whose_images_are_elsewhere_ask_for_them() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path alone = Files.createDirectory(folder.resolve("alone"));
      CommandLineRun.of("convert", labels, alone.resolve("seg.dcm"), "--reference", series)
          .assertDone();
      convert(alone.resolve("seg.dcm"), "x.nii.gz").assertRefused("--reference");
    }

    @ParameterizedTest
    @CsvSource({"gone.dcm, x.nii.gz, no file or folder", "notes.txt, x.nii.gz, Not a DICOM file"})
    void what_cannot_be_read_is_named(String in, String out, String reason) throws Exception {
      Files.writeString(folder.resolve("notes.txt"), "nothing to see");
      convert(folder.resolve(in), out).assertRefused(reason, in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.txt", "x", "x.nrrd"})
    void an_output_of_another_kind_is_refused(String out) throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      convert(labels, out, "--reference", series).assertRefused("expected a name that ends in");
    }

    @Test
    void another_series_is_refused() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      Path seg = converted(labels, "seg.dcm", "--reference", series);
      Path other = folder.resolve("other");
      Samples.series().seed(5).writeTo(other);
      convert(seg, "x.nii.gz", "--reference", other).assertRefused("frame of reference");
    }

    @Test
    void an_unknown_kind_is_misspelt() throws Exception {
      Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
      CommandLineRun run = convert(labels, "x.dcm", "--to", "surface");
      assertEquals(2, run.exit());
    }
  }

  @Test
  void json_tells_what_was_written() throws Exception {
    Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
    CommandLineRun run =
        convert(labels, "rs.dcm", "--to", "rtstruct", "--reference", series, "--json").assertDone();
    assertEquals("rtstruct", run.json().get("kind").getAsString());
    JsonArray segments = run.json().getAsJsonArray("segments");
    assertEquals(2, segments.size());
    assertEquals("liver", segments.get(0).getAsJsonObject().get("label").getAsString());
    assertTrue(segments.get(0).getAsJsonObject().get("voxels").getAsLong() > 100);
  }

  /** Cases of the test data that exist both as DICOM and as NIfTI. */
  @ParameterizedTest
  @CsvSource({
    "ct-sarcoma-sts002, ct-sarcoma-sts002, false",
    "pet-sarcoma-sts008, pet-sarcoma-sts008, false",
    "ct-lung-tumour-pat2, ct-lung-tumour-pat2, false",
    "ct-thorax-abdomen-ts-dicom, ct-siemens-j2k-organs, true"
  })
  @Tag("C4.6")
  @Tag("slow")
  void real_labels_come_back_voxel_for_voxel(String label, String dicom, boolean crop)
      throws Exception {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    Assumptions.assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set");
    Path labels = Path.of(data, "labelled", label, "label.nii.gz");
    Path images = Path.of(data, "dicom", dicom);
    Object[] more =
        crop
            ? new Object[] {"--reference", images, "--resample"}
            : new Object[] {"--reference", images};
    Path seg = converted(labels, "seg.dcm", more);
    Path rs = converted(seg, "rs.dcm", "--to", "rtstruct", "--reference", images);
    Path again = converted(rs, "again.nii.gz", "--reference", images);
    assertSameInSpace(read(labels), read(again));
  }

  /** Label n of the one is label m of the other everywhere, and nothing else is labelled. */
  private static void assertSameInSpace(Volume part, Volume whole) {
    Map<Float, Float> partner = new TreeMap<>(Map.of(0f, 0f));
    long[] labelled = new long[2];
    for (int k = 0; k < part.size().k(); k++) {
      float[] slice = part.slice(SlicePlane.k(k));
      for (int n = 0; n < slice.length; n++) {
        VoxelIndex v = new VoxelIndex(n % part.size().i(), n / part.size().i(), k);
        VoxelIndex there = whole.geometry().toVoxel(part.geometry().toWorld(v.centre())).nearest();
        float found = (float) whole.value(there);
        assertEquals(partner.computeIfAbsent(slice[n], value -> found), found);
        labelled[0] += slice[n] == 0 ? 0 : 1;
      }
    }
    for (int k = 0; k < whole.size().k(); k++) {
      for (float value : whole.slice(SlicePlane.k(k))) {
        labelled[1] += value == 0 ? 0 : 1;
      }
    }
    assertEquals(labelled[0], labelled[1]);
    assertTrue(labelled[0] > 300);
    assertEquals(partner.size(), new TreeSet<>(partner.values()).size());
  }
}
