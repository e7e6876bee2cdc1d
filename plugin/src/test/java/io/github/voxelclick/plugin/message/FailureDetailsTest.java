package io.github.voxelclick.plugin.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.volume.Progress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailureDetailsTest {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  @TempDir private Path folder;

  private static String details(Throwable failure) {
    forgetThisTest(failure);
    return FailureDetails.of(failure, Optional.empty(), Optional.empty());
  }

  /** Else the constants of this class would count as those of the program. */
  private static void forgetThisTest(Throwable failure) {
    for (Throwable t = failure; t != null && t.getStackTrace().length > 0; t = t.getCause()) {
      t.setStackTrace(
          Arrays.stream(t.getStackTrace())
              .filter(f -> !f.getClassName().equals(FailureDetailsTest.class.getName()))
              .toArray(StackTraceElement[]::new));
      if (t.getCause() == failure) {
        return;
      }
    }
  }

  /** No word of two letters or more of a secret is to be found. */
  private static void assertKeeps(String secret, String details) {
    for (String word : WORD.matcher(secret).results().map(MatchResult::group).toList()) {
      if (word.length() > 1
          && !word.matches("\\d{1,3}")
          && !Set.of("dcm", "nii", "gz").contains(word)) {
        assertFalse(details.contains(word), word + " in " + details);
      }
    }
  }

  /** Given by annotation, so that they are no constants of this class. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/qjane/Qdoe^Xjane 19600402/IM 0001.bin",
        "C:\\Users\\Qjane Xdoe\\CT Zkopf (1960-04-02)\\IM 0001.bin",
        "\\\\qserver\\xshare$\\Zdoe, Jane\\1.2.840.113619.2.55.3.bin",
        "~/Qdoe_Xjane/02.04.1960.bin",
        "Qdoe Xjane geb. 2.4.1960 ist.bin",
        "Цветкова Анна: Qx.bin",
        "Qdoe\nXjane\tZeile"
      })
  void no_part_of_a_name_is_told(String name) {
    JobException format =
        assertThrows(JobException.class, () -> MaskFileFormat.ofName(Path.of(name)));
    assertTrue(format.getMessage().contains("Cannot tell from"));
    String details = details(format);
    assertKeeps(name, details);
    assertTrue(details.contains("Cannot tell from"), details);
    assertTrue(details.contains("(DICOM SEG, or RT Structure Set"), details);
    JobException place =
        assertThrows(
            JobException.class,
            () -> OutputPath.check(folder.resolve("gone").resolve(name.replace("/", "_"))));
    String told = details(place);
    assertKeeps(name, told);
    assertKeeps(folder.toString(), told);
    assertTrue(told.contains("there is no folder …"), told);
  }

  @Test
  void of_a_files_name_the_ending_is_told() throws Exception {
    Path file = folder.resolve("Qdoe Xjane.dcm");
    Files.createDirectory(file);
    JobException failure = assertThrows(JobException.class, () -> OutputPath.check(file));
    String details = details(failure);
    assertTrue(details.contains("Cannot write ….dcm it is a folder."), details);
    assertKeeps("Qdoe Xjane", details);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/qjane/Qdoe/IM1 (Permission denied)",
        "Qdoe^Xjane 1.2.840.113619.2.55 19600402",
        "Patient Qdoe, born 2 April 1960, ID 4711",
        "file:///C:/Users/Qjane/x.dcm"
      })
  void of_other_programs_messages_only_known_reasons_are_told(String message) {
    String details = details(new JobException("", new NoSuchFileException(message)));
    String first = details.lines().filter(l -> l.startsWith("Caused by")).findFirst().orElseThrow();
    assertKeeps(message.replace("Permission denied", "").replace("file", ""), first);
    assertTrue(first.startsWith("Caused by java.nio.file.NoSuchFileException: "), first);
    assertEquals(message.contains("denied"), first.contains("Permission denied"), first);
    assertEquals(message.contains(".dcm"), first.contains(".dcm"), first);
  }

  @Test
  void numbers_dates_and_uids_are_dropped_between_known_words() {
    Scrubber scrubber =
        new Scrubber(List.of("slice %d of image \u0001 was taken on ", ", expected "));
    assertEquals(
        "slice … of image … was taken on …, expected …",
        scrubber.scrub("slice 17 of image 1.2.840.1 was taken on 19600402, expected 4711"));
  }

  @Test
  void of_an_endless_message_the_end_is_left_out() {
    Scrubber scrubber = new Scrubber(List.of("slice "));
    String told = scrubber.scrub("slice 1 ".repeat(1 << 20));
    assertTrue(told.startsWith("slice … slice"), told);
    assertTrue(told.endsWith("…") && told.length() < 8000, told);
  }

  @Test
  void words_within_names_are_no_constants() {
    Scrubber scrubber = new Scrubber(List.of("the image", "Cannot write ", "May"));
    String told = scrubber.scrub("Cannot write /data/May/the image/May_Q.nii.gz");
    assertEquals("Cannot write ….nii.gz", told);
  }

  @Test
  void neither_user_nor_home_nor_computer_is_named() {
    String user = System.getProperty("user.name");
    String home = System.getProperty("user.home");
    System.setProperty("user.name", "zzquser");
    try {
      String details =
          details(new IllegalStateException(home + " of " + System.getProperty("user.name")));
      assertFalse(details.contains("zzquser"), details);
      assertFalse(details.contains(home), details);
    } finally {
      System.setProperty("user.name", user);
    }
  }

  @Test
  void kinds_of_failure_and_our_frames_are_told_and_no_others() throws Exception {
    Files.write(folder.resolve("Qdoe.dcm"), new byte[300]);
    Exception failure =
        assertThrows(
            Exception.class,
            () ->
                VolumeCatalog.of(folder.resolve("Qdoe.dcm"), Progress.none())
                    .choose(Optional.empty()));
    String details = details(new IllegalStateException("outer", failure));
    assertTrue(details.contains("java.lang.IllegalStateException"), details);
    assertTrue(details.contains("Caused by " + failure.getClass().getName()), details);
    assertTrue(details.contains("  at open.VolumeCatalog.of:"), details);
    assertTrue(details.contains("more"), details);
    assertFalse(details.contains("org.junit"), details);
    assertKeeps("Qdoe", details);
    for (String told : List.of("VoxelClick ", "Java ", "Heap ", System.getProperty("os.arch"))) {
      assertTrue(details.contains(told), details);
    }
  }

  @Test
  void device_and_family_are_told_without_anything_odd() {
    String details =
        FailureDetails.of(
            new JobException(""), Optional.of("CUDA 0:\n/home/x"), Optional.of("SAM 2"));
    assertTrue(details.contains("Device CUDA 0: homex"), details);
    assertTrue(details.contains("Model family SAM 2"), details);
  }

  @Test
  void causes_in_a_circle_and_failures_without_a_message_end() {
    RuntimeException a = new RuntimeException((String) null);
    RuntimeException b = new RuntimeException("", a);
    a.initCause(b);
    String details = details(a);
    assertEquals(1, details.split("Caused by", -1).length - 1, details);
  }

  @Test
  void the_constants_of_a_class_are_found_with_their_gaps() {
    assertTrue(
        ClassLiterals.of(InputPath.class.getName()).stream()
            .anyMatch(text -> text.contains("The path is empty; expected a DICOM")));
    assertEquals(Set.of(), ClassLiterals.of("io.github.voxelclick.Gone"));
  }
}
