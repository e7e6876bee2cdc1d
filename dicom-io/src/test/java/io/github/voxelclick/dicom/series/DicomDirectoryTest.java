package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.open.TestData;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.Tag("A6")
class DicomDirectoryTest {
  @TempDir Path folder;
  private Path medium;

  @BeforeEach
  void makeMedium() throws IOException {
    medium = Files.createDirectories(folder.resolve("medium"));
    Files.createDirectories(medium.resolve("DICOM/ST1"));
  }

  private Path image(String name) throws IOException {
    return Files.write(medium.resolve(name), new byte[] {1});
  }

  private static DicomBytes entry(String fileId, int inUse) {
    byte[] id = text(fileId.length() % 2 == 0 ? fileId : fileId + " ");
    return DicomBytes.explicitLittle()
        .us(Tag.RecordInUseFlag, inUse)
        .element(Tag.DirectoryRecordType, "CS", text("IMAGE "))
        .element(Tag.ReferencedFileID, "CS", id);
  }

  private static byte[] index(String... fileIds) {
    DicomBytes records = DicomBytes.explicitLittle();
    for (String fileId : fileIds) {
      records.item(entry(fileId, 0xFFFF).toBytes());
    }
    return index(records);
  }

  private static byte[] index(DicomBytes records) {
    byte[] sopClass = DicomBytes.uid(UID.MediaStorageDirectoryStorage);
    byte[] meta =
        DicomBytes.explicitLittle()
            .element(0x00020002, "UI", sopClass)
            .element(0x00020010, "UI", DicomBytes.uid(UID.ExplicitVRLittleEndian))
            .toBytes();
    return DicomBytes.explicitLittle()
        .raw(new byte[128])
        .raw(text("DICM"))
        .element(0x00020000, "UL", DicomBytes.u32(meta.length))
        .raw(meta)
        .element(Tag.DirectoryRecordSequence, "SQ", records.toBytes())
        .toBytes();
  }

  private DicomDirectory read(byte[] index) throws Exception {
    Path file = Files.write(medium.resolve("DICOMDIR"), index);
    return DicomDirectory.of(file).orElseThrow();
  }

  @Test
  void lists_the_files_of_all_records_in_use_once() throws Exception {
    Path first = image("DICOM/ST1/IM1");
    Path second = image("DICOM/IM2");
    image("DICOM/IM3");
    DicomBytes records =
        DicomBytes.explicitLittle()
            .item(entry("DICOM\\ST1\\IM1", 0xFFFF).toBytes())
            .item(entry("DICOM\\IM3", 0).toBytes())
            .item(DicomBytes.explicitLittle().us(Tag.RecordInUseFlag, 0xFFFF).toBytes())
            .item(entry("DICOM\\IM2", 0xFFFF).toBytes())
            .item(entry("DICOM\\ST1\\IM1", 0xFFFF).toBytes());
    assertEquals(new DicomDirectory(List.of(first, second), List.of()), read(index(records)));
  }

  @ParameterizedTest
  @CsvSource({
    "dicom/st1/im1, DICOM\\ST1\\IM1",
    "Dicom/St1/Im1.dcm, DICOM\\ST1\\IM1",
    "DICOM/ST1/IM1.DCM, DICOM\\ST1\\IM1",
    "'DICOM/ST1/IM1.;1', DICOM\\ST1\\IM1",
    "'DICOM/ST1/im1;1', DICOM\\ST1\\IM1",
    "DICOM/ST1/IM 1, DICOM\\ST1\\IM 1",
  })
  void finds_names_of_other_capitals_and_with_extensions(String name, String fileId)
      throws Exception {
    Files.delete(medium.resolve("DICOM/ST1"));
    Files.delete(medium.resolve("DICOM"));
    Files.createDirectories(medium.resolve(name).getParent());
    Path file = image(name);
    assertEquals(List.of(file), read(index(fileId)).files());
  }

  @Test
  void prefers_the_exact_name_to_one_with_an_extension() throws Exception {
    Path exact = image("DICOM/IM1");
    image("DICOM/IM1.dcm");
    image("DICOM/im1.txt");
    assertEquals(List.of(exact), read(index("DICOM\\IM1")).files());
  }

  @Test
  void says_which_files_are_missing() throws Exception {
    Path there = image("DICOM/IM1");
    DicomDirectory directory = read(index("DICOM\\IM1", "DICOM\\ST1\\IM7", "DICOM\\ST1"));
    assertEquals(List.of(there), directory.files());
    assertEquals(2, directory.unusable().size());
    String reason = directory.unusable().get(0).reason();
    assertTrue(reason.contains("\"DICOM/ST1/IM7\", which is not there"), reason);
  }

  @Test
  void tells_files_that_the_disk_refuses_from_those_that_are_missing() throws Exception {
    image("DICOM/IM1");
    Files.createSymbolicLink(medium.resolve("DICOM/IM2"), medium.resolve("DICOM/IM2"));
    DicomDirectory directory =
        read(index("DICOM\\IM2", "DICOM\\IM3", "DICOM\\IM1\\IM4", "..\\secret"));
    assertEquals(
        List.of(true, false, false, false),
        directory.unusable().stream().map(Refused::unreadable).toList());
    String reason = directory.unusable().get(0).reason();
    assertTrue(reason.contains("\"DICOM/IM2\", which the disk does not let be looked"), reason);
  }

  @Test
  void tells_files_in_a_folder_of_other_capitals_that_the_disk_refuses() throws Exception {
    Files.createSymbolicLink(medium.resolve("series2"), medium.resolve("series2"));
    DicomDirectory directory = read(index("SERIES2\\IM1", "SERIES3\\IM1", "SERIES2"));
    assertEquals(
        List.of(true, false, true),
        directory.unusable().stream().map(Refused::unreadable).toList());
  }

  @Test
  void tells_files_that_the_disk_refuses_also_among_those_that_it_only_counts() throws Exception {
    Files.createSymbolicLink(medium.resolve("DICOM/LAST"), medium.resolve("DICOM/LAST"));
    String[] ids = new String[300];
    Arrays.setAll(ids, n -> n == 299 ? "DICOM\\LAST" : "DICOM\\IM" + n);
    List<Refused> unusable = read(index(ids)).unusable();
    assertEquals(101, unusable.size());
    assertEquals(
        List.of(unusable.get(100)), unusable.stream().filter(Refused::unreadable).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..\\secret",
        "DICOM\\..\\..\\secret",
        "\\secret",
        "..",
        ".\\DICOM\\IM1",
        "../secret",
        "/etc/passwd",
        "C:\\secret",
        "c:secret",
        "DICOM\\\\IM1",
        "DICOM\\..",
      })
  void never_leaves_its_folder(String fileId) throws Exception {
    Files.write(folder.resolve("secret"), new byte[] {1});
    Files.write(medium.resolve("secret"), new byte[] {1});
    image("DICOM/IM1");
    DicomDirectory directory = read(index(fileId));
    assertEquals(List.of(), directory.files());
    String reason = directory.unusable().get(0).reason();
    assertTrue(reason.contains("not followed"), reason);
  }

  @Test
  void follows_links_inside_its_folder_only() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), new byte[] {1});
    Path image = image("DICOM/IM1");
    Path inside = Files.createSymbolicLink(medium.resolve("DICOM/LINK1"), image);
    Files.createSymbolicLink(medium.resolve("DICOM/LINK2"), secret);
    Files.createSymbolicLink(medium.resolve("OUT"), folder);
    DicomDirectory directory =
        read(index("DICOM\\LINK1", "DICOM\\LINK2", "OUT\\SECRET", "OUT\\secret"));
    assertEquals(List.of(inside), directory.files());
    assertEquals(3, directory.unusable().size());
  }

  @Test
  void lists_a_bounded_number_of_missing_files() throws Exception {
    String[] ids = new String[300];
    Arrays.setAll(ids, n -> "DICOM\\IM" + n);
    DicomDirectory directory = read(index(ids));
    assertEquals(101, directory.unusable().size());
    assertTrue(directory.unusable().get(100).reason().contains("200 more"));
  }

  @Test
  void other_files_are_none() throws Exception {
    byte[] image = DicomBytes.file(UID.ExplicitVRLittleEndian).us(Tag.Rows, 5).toBytes();
    assertEquals(Optional.empty(), DicomDirectory.of(Files.write(medium.resolve("a"), image)));
    assertEquals(
        Optional.empty(), DicomDirectory.of(Files.write(medium.resolve("b"), text("no DICOM"))));
    assertEquals(Optional.empty(), DicomDirectory.of(medium.resolve("none")));
  }

  @Test
  void one_without_files_is_refused_by_name() throws Exception {
    DicomReadException e = assertThrows(DicomReadException.class, () -> read(index()));
    assertTrue(e.getMessage().contains("DICOMDIR that lists no files"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DICOMDIR",
        "DICOMDIR-bigEnd",
        "DICOMDIR-implicit",
        "DICOMDIR-nooffset",
        "DICOMDIR-nopatient",
        "DICOMDIR-reordered",
      })
  void every_variant_lists_all_files_of_its_tree(String name) throws Exception {
    Path tree = TestData.folder("dicom/dicomdir-tree");
    DicomDirectory directory = DicomDirectory.of(tree.resolve(name)).orElseThrow();
    try (Stream<Path> found = Files.walk(tree)) {
      List<Path> all =
          found
              .filter(p -> Files.isRegularFile(p) && !p.getParent().equals(tree))
              .sorted()
              .toList();
      assertEquals(31, all.size());
      assertEquals(all, directory.files().stream().sorted().toList());
    }
    assertEquals(List.of(), directory.unusable());
  }

  @Test
  void mutated_ones_are_read_or_refused_and_never_leave_their_folder() throws Exception {
    image("DICOM/ST1/IM1");
    byte[] whole = index("DICOM\\ST1\\IM1", "DICOM\\ST1\\IM1", "..\\..\\x");
    SplittableRandom random = new SplittableRandom(5);
    Path file = medium.resolve("DICOMDIR");
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int n = 0; n < 2000; n++) {
            byte[] bytes = whole.clone();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
              bytes[random.nextInt(132, bytes.length)] =
                  (byte) "\\/.:;\u0000\u00ff".charAt(random.nextInt(7));
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(file, Arrays.copyOf(bytes, length));
            try {
              for (Path found :
                  DicomDirectory.of(file).map(DicomDirectory::files).orElse(List.of())) {
                assertTrue(found.normalize().startsWith(medium), "" + found);
              }
            } catch (DicomReadException e) {
              assertTrue(e.getMessage().length() > 20, e.getMessage());
            }
          }
        });
  }
}
