package io.github.voxelclick.plugin.cli;

import static io.github.voxelclick.plugin.cli.BatchFolder.quoted;
import static io.github.voxelclick.plugin.cli.BatchFolder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.VoxelClick;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code job} and {@code batch}: what comes out, from which kinds of jobs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchResultsTest {
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

  private static List<String> maskHashes(JsonObject result) {
    List<String> hashes = new ArrayList<>();
    result
        .getAsJsonArray("structures")
        .forEach(s -> hashes.add(s.getAsJsonObject().get("maskSha256").getAsString()));
    return hashes;
  }

  /** The masks of a SEG on its series, in the order of its segments. */
  private static Segmentation seg(Path file, Path series) throws Exception {
    OpenedVolume opened =
        VolumeCatalog.of(series, Progress.none()).choose(Optional.empty()).load(Progress.none());
    return DicomSegReader.read(file, opened.dicomSource().orElseThrow(), opened.volume().geometry())
        .segmentation();
  }

  @Test
  void a_batch_gives_the_masks_of_segment() throws Exception {
    Path oblique = shared.resolve("oblique");
    Path axial = shared.resolve("axial");
    Path tall = shared.resolve("tall/image.nii.gz");
    Path converted = shared.resolve("converted/image.nii");
    String box = "box:3:4,31,20,45";
    Path table =
        work.table(
            row(oblique, "", "", "Liver", Studies.OBLIQUE.clickFirst(), "a/oblique.dcm"),
            row(oblique, "", "", "Spleen", Studies.OBLIQUE.clickSecond(), "a/oblique.dcm"),
            row(axial, "", "", "Liver", box + "|point:-:30,20,3", "axial.nii.gz"),
            row(tall, "CT", "", "", Studies.TALL.clickFirst(), "tall.nii"),
            row(
                converted,
                "CT",
                quoted(axial.toString()),
                "Cyst",
                Studies.AXIAL.clickSecond(),
                "converted.dcm"));
    CommandLineRun run = work.batch(table).assertDone();
    assertEquals(5, run.out().lines().count(), run.out());
    assertTrue(run.out().contains("[1/4] a/oblique.dcm: done, Liver "), run.out());
    assertTrue(run.out().contains("4 jobs: 4 done, 0 done before, 0 failed;"), run.out());

    Segmentation both = seg(work.out().resolve("a/oblique.dcm"), oblique);
    Path liver = work.segmented("liver.dcm", oblique, "--prompt", Studies.OBLIQUE.clickFirst());
    Path spleen = work.segmented("spleen.dcm", oblique, "--prompt", Studies.OBLIQUE.clickSecond());
    assertEquals(2, both.entries().size());
    assertEquals("Spleen", both.entries().get(1).segment().label());
    assertEquals(seg(liver, oblique).entries().get(0).mask(), both.entries().get(0).mask());
    assertEquals(seg(spleen, oblique).entries().get(0).mask(), both.entries().get(1).mask());
    assertEquals(
        both.entries().stream().map(e -> MaskHash.of(e.mask())).toList(),
        maskHashes(work.result("a/oblique")));

    Path labels =
        work.segmented("axial.nii.gz", axial, "--prompt", box, "--prompt", "point:-:30,20,3");
    assertEquals(-1, Files.mismatch(labels, work.out().resolve("axial.nii.gz")));
    Path tallAlone =
        work.segmented("tall.nii", tall, "--modality", "ct", "--prompt", Studies.TALL.clickFirst());
    assertEquals(-1, Files.mismatch(tallAlone, work.out().resolve("tall.nii")));
    Path cyst =
        work.segmented(
            "cyst.dcm",
            converted,
            "--modality",
            "CT",
            "--reference",
            axial,
            "--prompt",
            Studies.AXIAL.clickSecond());
    assertEquals(
        seg(cyst, axial).entries().get(0).mask(),
        seg(work.out().resolve("converted.dcm"), axial).entries().get(0).mask());

    assertEquals(
        Set.of(
            "a/oblique.dcm",
            "a/oblique.provenance.json",
            "a/oblique.result.json",
            "axial.labels.tsv",
            "axial.nii.gz",
            "axial.provenance.json",
            "axial.result.json",
            "tall.labels.tsv",
            "tall.nii",
            "tall.provenance.json",
            "tall.result.json",
            "converted.dcm",
            "converted.provenance.json",
            "converted.result.json",
            "summary.json"),
        work.outFiles());
    CommandLineRun.of("verify", work.out().resolve("a/oblique.dcm"), "--image", oblique)
        .assertDone();
  }

  @Test
  void a_script_does_the_same_and_knows_what_the_command_line_did() throws Exception {
    Path oblique = shared.resolve("oblique");
    Path tall = shared.resolve("tall/image.nii.gz");
    Path table =
        work.table(
            row(oblique, "", "", "Liver", Studies.OBLIQUE.clickFirst(), "oblique.dcm"),
            row(tall, "CT", "", "", Studies.TALL.clickFirst(), "tall.nii"),
            row(tall, "CT", "", "", "point:+:99,2,3", "outside.nii"));
    Path scripted = folder.resolve("scripted");
    try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu")) {
      Map<String, Object> first = vc.batch(table, scripted);
      assertEquals(2, ((Number) first.get("done")).intValue());
      assertEquals(1, ((Number) first.get("failed")).intValue());
      assertTrue(first.get("notDone").toString().contains("outside.nii"), first.toString());
      assertEquals(CommandLineProgram.FAILED, work.batch(table).exit());
      assertEquals(
          -1, Files.mismatch(work.out().resolve("tall.nii"), scripted.resolve("tall.nii")));
      assertEquals(
          seg(work.out().resolve("oblique.dcm"), oblique).entries().get(0).mask(),
          seg(scripted.resolve("oblique.dcm"), oblique).entries().get(0).mask());
      Map<String, Object> again = vc.batch(table.toString(), work.out().toFile());
      assertEquals(2, ((Number) again.get("alreadyDone")).intValue());
      assertEquals(1, ((Number) again.get("failedBefore")).intValue());
      assertTrue(Files.exists(work.out().resolve("summary.json")));
      Map<String, Object> retried = vc.batch(table, scripted, true);
      assertEquals(1, ((Number) retried.get("failed")).intValue());
    }
  }

  @Test
  void a_result_says_what_its_keys_promise() throws Exception {
    Path job =
        work.jobFile(
            "liver.json", shared.resolve("axial"), Studies.AXIAL.clickFirst(), "liver.dcm");
    CommandLineRun run = CommandLineRun.of("job", job, "--out", work.out(), "--json").assertDone();
    JsonObject result = work.result("liver");
    assertEquals(
        Set.of(
            "format",
            "version",
            "status",
            "jobSha256",
            "placeSha256",
            "voxelclick",
            "model",
            "mask",
            "structures",
            "warnings",
            "ms"),
        result.keySet());
    assertEquals("done", result.get("status").getAsString());
    assertEquals(Set.of("id", "sha256", "device"), result.getAsJsonObject("model").keySet());
    JsonObject mask = result.getAsJsonObject("mask");
    assertEquals(Files.size(work.out().resolve("liver.dcm")), mask.get("bytes").getAsLong());
    assertEquals("SEG", mask.get("format").getAsString());
    JsonObject structure = result.getAsJsonArray("structures").get(0).getAsJsonObject();
    assertEquals(
        Set.of("number", "label", "code", "voxels", "ml", "slices", "confidence", "maskSha256"),
        structure.keySet());
    assertEquals("SCT:10200004", structure.get("code").getAsString());
    double mm3 = 1.2 * 0.8 * 3;
    assertEquals(
        structure.get("voxels").getAsLong() * mm3 / 1000, structure.get("ml").getAsDouble(), 1e-6);
    assertEquals(
        Set.of("open", "encode", "click", "propagate", "save"),
        result.getAsJsonObject("ms").keySet());
    assertEquals("done", run.json().get("status").getAsString());
    assertEquals(result, run.json().getAsJsonObject("result"));
  }

  @Test
  void a_folder_of_job_files_is_a_batch() throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    Files.move(
        work.jobFile("b.json", shared.resolve("axial"), Studies.AXIAL.clickFirst(), "b.nii.gz"),
        jobs.resolve("b.json"));
    Files.move(
        work.jobFile("a.json", shared.resolve("oblique"), Studies.OBLIQUE.clickFirst(), "a.dcm"),
        jobs.resolve("a.json"));
    Files.writeString(jobs.resolve("notes.txt"), "no job");
    CommandLineRun run = CommandLineRun.of("batch", jobs, "--out", jobs).assertDone();
    assertTrue(run.out().startsWith("[1/2] a.dcm: done"), run.out());
    CommandLineRun again = CommandLineRun.of("batch", jobs, "--out", jobs).assertDone();
    assertTrue(again.out().contains("0 done, 2 done before"), again.out());
    Files.write(jobs.resolve("a.dcm"), new byte[1], StandardOpenOption.TRUNCATE_EXISTING);
    assertTrue(
        CommandLineRun.of("batch", jobs, "--out", jobs).assertDone().out().contains("1 done, 1"));
  }

  @Test
  void propagation_ends_at_missing_slices_unless_told_to_cross_them() throws Exception {
    Path gappy = Files.createDirectory(folder.resolve("gappy"));
    Samples.series().fault(SeriesFault.missingSlice(5)).writeTo(gappy);
    Path table =
        Files.writeString(
            folder.resolve("gaps.tsv"),
            "image\tprompt\tcrossGaps\tout\n"
                + ("gappy\t" + Samples.CLICK + "\tno\tends.dcm\n")
                + ("gappy\t" + Samples.CLICK + "\tyes\tcrosses.dcm\n"));
    work.batch(table).assertDone();
    String ends = work.result("ends").getAsJsonArray("warnings").toString();
    assertTrue(ends.contains("missing next to slice 5") && ends.contains("crossGaps"), ends);
    assertFalse(work.result("crosses").toString().contains("missing next to slice"));
    assertTrue(voxels("crosses") > voxels("ends"));
  }

  private long voxels(String name) throws IOException {
    return work.result(name)
        .getAsJsonArray("structures")
        .get(0)
        .getAsJsonObject()
        .get("voxels")
        .getAsLong();
  }
}
