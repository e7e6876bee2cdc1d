package io.github.voxelclick.plugin.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.MemoryShortageException;
import java.io.Reader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each place at which a process can be killed between making a mask and having published it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JobFilesTest {
  @TempDir Path folder;
  private JobFiles files;

  @BeforeEach
  void an_earlier_mask_lies_there() throws Exception {
    files = new JobFiles(folder.resolve("liver.dcm"), "liver");
    files.begin();
    make("old", Optional.empty());
    files.publish();
    assertPublished("old");
  }

  private void make(String mask, Optional<String> replaced) throws Exception {
    Files.writeString(files.stagedMask(), mask);
    Files.writeString(
        files.stagedMask().resolveSibling("liver.provenance.json"), "provenance of " + mask);
    files.finish(result(JobFiles.sha256(files.stagedMask()), replaced), false);
  }

  private static JobResult result(Optional<String> mask, Optional<String> replaced) {
    Optional<JobResult.Failure> error =
        mask.isPresent()
            ? Optional.empty()
            : Optional.of(new JobResult.Failure(FailureKind.DATA, "No image."));
    return new JobResult(
        "1".repeat(64),
        "b".repeat(64),
        "1.0",
        new JobResult.Model("m", "2".repeat(64), "CPU"),
        mask.map(sha -> new JobResult.MaskFile("liver.dcm", "SEG", 3, sha)),
        replaced,
        List.of(new JobResult.Structure(1, "Liver", "SCT:1", 5, 0.5, 2, 3, List.of(0.5, 1.0), "x")),
        List.of("A warning."),
        Optional.of(new JobResult.Times(1, 2, 3, 4.5, 5)),
        error);
  }

  private void makeNew() throws Exception {
    files.begin();
    make("new", JobFiles.sha256(files.mask()));
  }

  private Path work() {
    return files.stagedMask().getParent();
  }

  private void assertPublished(String mask) throws Exception {
    assertEquals(mask, Files.readString(files.mask()));
    assertEquals("provenance of " + mask, Files.readString(files.provenance()));
    assertEquals(
        JobFiles.sha256(files.mask()),
        ResultJson.read(files.result()).flatMap(JobResult::lyingMask));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(
          Set.of("liver.dcm", "liver.provenance.json", "liver.result.json"),
          all.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void a_result_is_read_as_it_was_written() throws Exception {
    JobResult done = result(Optional.of("3".repeat(64)), Optional.of("4".repeat(64)));
    Path file = Files.writeString(folder.resolve("r.json"), ResultJson.text(done));
    assertEquals(Optional.of(done), ResultJson.read(file));
    JobResult failed = result(Optional.empty(), Optional.empty());
    Files.writeString(file, ResultJson.text(failed));
    assertEquals(Optional.of(failed), ResultJson.read(file));
  }

  @Test
  void what_is_no_result_is_none() throws Exception {
    String good = ResultJson.text(result(Optional.of("3".repeat(64)), Optional.empty()));
    Path file = folder.resolve("r.json");
    assertEquals(Optional.empty(), ResultJson.read(file));
    for (String bad :
        List.of(
            "",
            "[]",
            "null",
            good.substring(0, good.length() / 2),
            good.replace("voxelclick-job-result", "other"),
            good.replace("\"version\": 1", "\"version\": 2"),
            good.replace("\"done\"", "\"failed\""),
            good.replace("\"done\"", "3"),
            good.replace("3".repeat(64), "../x"),
            good.replace("2".repeat(64), ""),
            good.replace("\"structures\": [", "\"structures\": 3, \"x\": ["),
            good.replace("\"slices\": [", "\"slices\": [], \"x\": ["),
            good.replace("\"number\": 1", "\"number\": {}"),
            "[".repeat(100_000))) {
      Files.writeString(file, bad);
      assertEquals(Optional.empty(), ResultJson.read(file), bad);
    }
  }

  @Test
  void a_result_for_which_memory_does_not_suffice_is_not_taken_for_none() {
    Reader full =
        new Reader() {
          @Override
          public int read(char[] buffer, int at, int count) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public void close() {}
        };
    MemoryShortageException e =
        assertThrows(MemoryShortageException.class, () -> ResultJson.read(full));
    assertEquals(FailureKind.TEMPORARY, FailureKind.of(e, false));
  }

  @Test
  void killed_before_anything_was_made_the_old_files_stay() throws Exception {
    files.begin();
    Files.writeString(files.stagedMask(), "ne");
    Files.writeString(work().resolve(".liver.dcm.1-2.tmp"), "n");
    Files.writeString(work().resolve("result.tmp"), "{");
    files.recover();
    assertPublished("old");
  }

  @Test
  void killed_after_all_was_made_the_new_files_come() throws Exception {
    makeNew();
    files.recover();
    assertPublished("new");
  }

  @Test
  void a_table_of_labels_comes_with_its_mask_or_not_at_all() throws Exception {
    Path table = Files.writeString(files.table(), "old");
    makeNew();
    Files.writeString(work().resolve(table.getFileName()), "new");
    Files.writeString(files.stagedMask(), "torn");
    files.recover();
    assertEquals("old", Files.readString(table));
    makeNew();
    Files.writeString(work().resolve(table.getFileName()), "new");
    files.recover();
    assertEquals("new", Files.readString(table));
    Files.delete(table);
    assertPublished("new");
  }

  @Test
  void a_result_of_a_name_in_other_letters_is_of_the_other_mask() throws Exception {
    Files.writeString(folder.resolve("LIVER.dcm"), "other");
    JobResult beside = ResultJson.read(files.result()).orElseThrow();
    assertEquals(Optional.empty(), files.otherOf(beside), "its own");
    JobResult others =
        ResultJson.read(
                Files.writeString(
                    folder.resolve("others.json"),
                    ResultJson.text(beside).replace("liver.dcm", "LIVER.dcm")))
            .orElseThrow();
    JobFiles nifti = new JobFiles(folder.resolve("liver.nii.gz"), "liver");
    assertEquals(Optional.of(folder.resolve("LIVER.dcm")), nifti.otherOf(others));
    assertEquals(
        Optional.empty(),
        new JobFiles(folder.resolve("spleen.nii.gz"), "spleen").otherOf(others),
        "another stem");
  }

  @Test
  void what_was_made_for_another_ending_stays_for_its_own_job() throws Exception {
    makeNew();
    JobFiles nifti = new JobFiles(folder.resolve("liver.nii.gz"), "liver");
    assertEquals(Optional.of(files.mask()), nifti.recover());
    assertEquals("old", Files.readString(files.mask()));
    assertEquals(Optional.empty(), files.recover());
    assertPublished("new");
  }

  @Test
  void killed_after_the_provenance_was_moved_the_new_files_come() throws Exception {
    makeNew();
    Files.delete(files.provenance());
    Files.move(work().resolve("liver.provenance.json"), files.provenance());
    files.recover();
    assertPublished("new");
  }

  @Test
  void killed_after_the_mask_was_moved_the_new_files_come() throws Exception {
    makeNew();
    Files.delete(files.provenance());
    Files.move(work().resolve("liver.provenance.json"), files.provenance());
    Files.delete(files.mask());
    Files.move(files.stagedMask(), files.mask());
    files.recover();
    assertPublished("new");
  }

  @Test
  void killed_after_the_result_was_moved_the_folder_goes() throws Exception {
    makeNew();
    Files.copy(work().resolve("result.json"), folder.resolve("kept"));
    files.publish();
    files.begin();
    Files.delete(folder.resolve("kept"));
    files.recover();
    assertPublished("new");
  }

  @Test
  void a_mask_edited_in_between_is_not_replaced() throws Exception {
    makeNew();
    Files.writeString(files.mask(), "edited");
    files.recover();
    assertEquals("edited", Files.readString(files.mask()));
    assertFalse(Files.exists(work()));
  }

  @Test
  void a_mask_that_came_in_between_is_not_replaced() throws Exception {
    Files.delete(files.mask());
    makeNew();
    Files.writeString(files.mask(), "somebody's");
    files.recover();
    assertEquals("somebody's", Files.readString(files.mask()));
  }

  @Test
  void a_made_mask_that_is_not_what_its_result_says_is_dropped() throws Exception {
    makeNew();
    Files.writeString(files.stagedMask(), "torn");
    files.recover();
    assertPublished("old");
  }

  @Test
  void a_failure_is_published_without_touching_the_mask() throws Exception {
    files.begin();
    JobResult failed = result(Optional.empty(), JobFiles.sha256(files.mask()));
    files.finish(failed, true);
    files.recover();
    assertEquals("old", Files.readString(files.mask()));
    assertEquals(Optional.of(failed), ResultJson.read(files.result()));
    assertEquals("provenance of old", Files.readString(files.provenance()));
  }

  @Test
  void what_is_in_the_way_is_not_removed() throws Exception {
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.writeString(target.resolve("precious"), "x");
    Files.createSymbolicLink(work(), target);
    assertThrows(FileAlreadyExistsException.class, () -> files.begin());
    assertThrows(FileAlreadyExistsException.class, () -> files.recover());
    assertTrue(Files.exists(target.resolve("precious")));
  }
}
