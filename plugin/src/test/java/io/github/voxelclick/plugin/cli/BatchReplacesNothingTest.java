package io.github.voxelclick.plugin.cli;

import static io.github.voxelclick.plugin.cli.BatchFolder.first;
import static io.github.voxelclick.plugin.cli.BatchFolder.quoted;
import static io.github.voxelclick.plugin.cli.BatchFolder.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code batch} replaces no image and, unasked, no file of another. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchReplacesNothingTest {
  @TempDir static Path shared;

  @TempDir Path folder;
  private BatchFolder work;

  @BeforeAll
  static void write_studies() throws IOException {
    BatchFolder.writeStudies(shared);
  }

  @BeforeEach
  void begin() {
    work = new BatchFolder(shared, folder);
  }

  @Test
  void masks_and_results_of_others_are_not_replaced_unasked() throws Exception {
    Files.createDirectories(work.out());
    Path table = work.table(work.obliqueRow("liver.dcm"));
    Files.writeString(work.out().resolve("liver.dcm"), "somebody's");
    CommandLineRun run = work.batch(table);
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("no result tells that this job made it"), run.out());
    assertEquals("somebody's", Files.readString(work.out().resolve("liver.dcm")));
    assertFalse(Files.exists(work.out().resolve("liver.result.json")));

    Files.delete(work.out().resolve("liver.dcm"));
    Files.writeString(work.out().resolve("liver.result.json"), "{\"format\": \"mine\"}");
    CommandLineRun second = work.batch(table);
    assertEquals(1, second.exit());
    assertTrue(second.out().contains("is no result of a job"), second.out());
    assertEquals(
        "{\"format\": \"mine\"}", Files.readString(work.out().resolve("liver.result.json")));
    work.batch(table, "--overwrite").assertDone();
    assertEquals("done", work.result("liver").get("status").getAsString());
  }

  @Test
  void a_mask_goes_never_where_its_image_is() throws Exception {
    Path image = Studies.writeNifti(Studies.TALL, work.out().resolve("image.nii.gz"));
    byte[] bytes = Files.readAllBytes(image);
    Path series = Studies.writeDicom(Studies.AXIAL, work.out().resolve("series"));
    Path table =
        work.table(
            row(image, "CT", "", "", Studies.TALL.clickFirst(), "image.nii.gz"),
            row(series, "", "", "", Studies.AXIAL.clickFirst(), "series/mask.dcm"));
    CommandLineRun run = work.batch(table, "--overwrite");
    assertEquals(1, run.exit());
    assertEquals(2, run.out().split("lies where the image is", -1).length - 1, run.out());
    assertArrayEquals(bytes, Files.readAllBytes(image));
    assertFalse(Files.exists(series.resolve("mask.dcm")));
  }

  @Test
  void an_image_that_lies_in_the_outputs_place_by_a_link_is_not_replaced() throws Exception {
    Path linked = Studies.writeDicom(Studies.AXIAL, folder.resolve("linked"));
    Path moved = Files.createDirectories(work.out()).resolve("linked.dcm");
    Files.move(first(linked), moved);
    Files.createSymbolicLink(linked.resolve("a"), moved);
    Path hard = Studies.writeDicom(Studies.OBLIQUE, folder.resolve("hard"));
    Path second = Files.createLink(work.out().resolve("hard.dcm"), first(hard));
    Path series = Studies.writeDicom(Studies.AXIAL, folder.resolve("series"));
    Path third = Files.createLink(work.out().resolve("reference.dcm"), first(series));
    List<byte[]> before = new ArrayList<>();
    for (Path file : List.of(moved, second, third)) {
      before.add(Files.readAllBytes(file));
    }
    CommandLineRun run =
        work.batch(
            work.table(
                row(linked, "", "", "", Studies.AXIAL.clickFirst(), "linked.dcm"),
                row(hard, "", "", "", Studies.OBLIQUE.clickFirst(), "hard.dcm"),
                row(
                    shared.resolve("converted/image.nii"),
                    "CT",
                    quoted(series.toString()),
                    "",
                    Studies.AXIAL.clickFirst(),
                    "reference.dcm")),
            "--overwrite");
    assertEquals(1, run.exit());
    assertEquals(3, run.out().split("lies where the image is", -1).length - 1, run.out());
    for (Path file : List.of(third, second, moved)) {
      assertArrayEquals(before.remove(before.size() - 1), Files.readAllBytes(file));
    }
  }

  @Test
  void masks_of_one_name_and_two_endings_never_share_their_files() throws Exception {
    Path tall = shared.resolve("tall/image.nii.gz");
    Path dicom = work.table(work.obliqueRow("liver.dcm"));
    work.batch(dicom).assertDone();
    byte[] mask = Files.readAllBytes(work.out().resolve("liver.dcm"));
    byte[] story = Files.readAllBytes(work.out().resolve("liver.provenance.json"));
    String result = Files.readString(work.out().resolve("liver.result.json"));
    String[] niftis = {
      row(tall, "CT", "", "", Studies.TALL.clickFirst(), "liver.nii.gz"),
      row(tall, "CT", "", "", Studies.TALL.clickFirst(), "liver.nii")
    };
    for (String row : niftis) {
      CommandLineRun run = work.batch(work.table(row), "--overwrite");
      assertEquals(1, run.exit(), run.out());
      assertTrue(run.out().contains("would share liver.result.json with liver.dcm"), run.out());
    }
    assertArrayEquals(mask, Files.readAllBytes(work.out().resolve("liver.dcm")));
    assertArrayEquals(story, Files.readAllBytes(work.out().resolve("liver.provenance.json")));
    assertEquals(result, Files.readString(work.out().resolve("liver.result.json")));
    assertTrue(
        work.batch(work.table(work.obliqueRow("liver.dcm")))
            .assertDone()
            .out()
            .contains("1 done before"));

    work.batch(
        work.table(row(shared.resolve("oblique"), "", "", "", "point:+:47,39,99", "liver.dcm")));
    CommandLineRun afterFailure = work.batch(work.table(niftis[0]));
    assertTrue(afterFailure.out().contains("with liver.dcm"), afterFailure.out());
    Files.delete(work.out().resolve("liver.dcm"));
    assertTrue(work.batch(work.table(niftis[0])).assertDone().out().contains("1 job: 1 done"));
  }

  @Test
  void the_provenance_of_a_mask_with_another_ending_is_not_replaced_unasked() throws Exception {
    Files.createDirectories(work.out());
    CommandLineRun.of(
            "segment",
            shared.resolve("tall/image.nii.gz"),
            "--modality",
            "CT",
            "--prompt",
            Studies.TALL.clickFirst(),
            "--out",
            work.out().resolve("liver.nii.gz"))
        .assertDone();
    byte[] story = Files.readAllBytes(work.out().resolve("liver.provenance.json"));
    CommandLineRun run = work.batch(work.table(work.obliqueRow("liver.dcm")));
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("liver.provenance.json with liver.nii.gz"), run.out());
    assertArrayEquals(story, Files.readAllBytes(work.out().resolve("liver.provenance.json")));
    work.batch(work.table(work.obliqueRow("liver.dcm")), "--overwrite").assertDone();
  }

  @Test
  void links_do_not_lead_out_of_the_out_folder() throws Exception {
    Files.createDirectories(work.out());
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(work.out().resolve("sub"), outside);
    CommandLineRun run = work.batch(work.table(work.obliqueRow("sub/liver.dcm")));
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("by a link"), run.out());
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }
}
