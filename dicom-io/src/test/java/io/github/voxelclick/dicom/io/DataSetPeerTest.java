package io.github.voxelclick.dicom.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.SpecificCharacterSet;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.open.Peer;
import io.github.voxelclick.open.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds texts and whole data sets against pydicom. */
@org.junit.jupiter.api.Tag("peer")
class DataSetPeerTest {
  private static final String SCRIPT = "data_sets.py";
  private static final HexFormat HEX = HexFormat.of();

  @TempDir private Path work;

  /** One answer per request, each a list of lines. */
  private List<List<String>> ask(List<String> requests) throws Exception {
    List<List<String>> answers = new ArrayList<>();
    List<String> answer = new ArrayList<>();
    for (String line : Peer.ask(SCRIPT, requests, work)) {
      if (line.equals(".")) {
        answers.add(answer);
        answer = new ArrayList<>();
      } else {
        answer.add(line);
      }
    }
    assertEquals(requests.size(), answers.size());
    return answers;
  }

  private List<Path> charsetFiles() throws Exception {
    List<Path> files =
        ask(List.of("charset-files")).get(0).stream().map(Path::of).collect(Collectors.toList());
    assertTrue(files.size() >= 17, "only " + files);
    return files;
  }

  /** Real files of every encoding and oddity, without the four that no reader reads. */
  private static List<Path> testFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("dicom/pydicom-testfiles", "dicom/dicomdir-tree")) {
      try (Stream<Path> found = Files.walk(TestData.folder(folder))) {
        found
            .filter(Files::isRegularFile)
            .filter(
                path ->
                    !path.toString().matches(".*(\\.txt|\\.gz|plan_truncated\\.dcm|no_meta\\.dcm)"))
            .sorted()
            .forEach(files::add);
      }
    }
    assertTrue(files.size() > 90, "only " + files.size());
    return files;
  }

  /** Path of the element such as {@code 00081140[0].00081155} to its values, of texts only. */
  private static Map<String, String> texts(Path file) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      addTexts(in.readDataset(), "", texts);
    }
    return texts;
  }

  private static void addTexts(Attributes dataset, String path, Map<String, String> texts) {
    for (int tag : dataset.tags()) {
      String here = path + String.format("%08X", tag);
      if (dataset.getValue(tag) instanceof Sequence items) {
        for (int n = 0; n < items.size(); n++) {
          addTexts(items.get(n), here + "[" + n + "].", texts);
        }
      } else if (dataset.getVR(tag).usesSpecificCharacterSet()) {
        String[] values = dataset.getStrings(tag);
        texts.put(here, Arrays.stream(values).map(v -> hexed(v)).collect(Collectors.joining(" ")));
      }
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A30")
  @org.junit.jupiter.api.Tag("A31")
  @org.junit.jupiter.api.Tag("A32")
  @org.junit.jupiter.api.Tag("A33")
  void texts_of_files_in_all_character_sets_are_those_of_pydicom() throws Exception {
    List<Path> files = charsetFiles();
    files.addAll(testFiles());
    List<List<String>> answers = ask(files.stream().map(file -> "texts\t" + file).toList());
    int compared = 0;
    for (int n = 0; n < files.size(); n++) {
      Map<String, String> ours = texts(files.get(n));
      for (String line : answers.get(n)) {
        String[] cells = line.split("\t", -1);
        if (!ours.containsKey(cells[0])) {
          continue; // private, and text only by pydicom's dictionary of private elements
        }
        String theirs =
            withoutEmptyGroups(String.join(" ", Arrays.copyOfRange(cells, 1, cells.length)));
        String where = files.get(n).getFileName() + " " + cells[0];
        assertEquals(theirs, withoutEmptyGroups(ours.get(cells[0])), where);
        compared++;
      }
    }
    assertTrue(compared > 1000, "only " + compared);
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A30")
  @CsvSource({
    "ISO_IR 100, latin_1", "ISO_IR 101, iso8859_2", "ISO_IR 109, iso8859_3",
    "ISO_IR 110, iso8859_4", "ISO_IR 144, iso8859_5", "ISO_IR 127, iso8859_6",
    "ISO_IR 126, iso8859_7", "ISO_IR 138, iso8859_8", "ISO_IR 148, iso8859_9",
    "ISO_IR 203, iso8859_15", "ISO_IR 166, iso8859_11", "ISO_IR 13, shift_jis",
  })
  void every_letter_of_a_set_of_one_byte_is_that_of_python(String code, String codec)
      throws Exception {
    List<String> letters = new ArrayList<>();
    for (int b = 0xA1; b <= 0xFF; b++) {
      letters.add(HEX.toHexDigits((byte) b));
    }
    assertDecoded(code, "", codec, letters, 40);
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A31")
  @org.junit.jupiter.api.Tag("A32")
  @CsvSource({
    "'\\ISO 2022 IR 87', 1B2442, iso2022_jp, 21, 6800",
    "'\\ISO 2022 IR 159', 1B242844, iso2022_jp_2, 21, 6000",
    "'\\ISO 2022 IR 149', 1B242943, euc_kr, A1, 8200",
    "'\\ISO 2022 IR 58', 1B242941, gb2312, A1, 7400",
    "GB18030, '', gb18030, A1, 7400",
    "GBK, '', gbk, 81, 8000",
  })
  void every_letter_of_a_set_of_two_bytes_is_that_of_python(
      String codes, String escape, String codec, String start, int atLeast) throws Exception {
    int from = Integer.parseInt(start, 16);
    List<String> letters = new ArrayList<>();
    for (int row = from; row < from + 94; row++) {
      for (int cell = from; cell < from + 94; cell++) {
        letters.add(HEX.toHexDigits((byte) row) + HEX.toHexDigits((byte) cell));
      }
    }
    assertDecoded(codes, escape, codec, letters, atLeast);
  }

  /**
   * Signs for which Unicode tables differ: a dash of JIS X 0208, the tilde of JIS X 0212, an
   * extension of GBK.
   */
  private static final Set<String> DISPUTED = Set.of("213d", "2237", "a892");

  /**
   * Compares letter by letter; those that the codec does not know, or only as private-use ones, are
   * left out.
   *
   * @param letters their bytes
   * @param atLeast how many the codec must know
   */
  private void assertDecoded(
      String codes, String escape, String codec, List<String> letters, int atLeast)
      throws Exception {
    SpecificCharacterSet set = SpecificCharacterSet.valueOf(codes.split("\\\\", -1));
    // Codecs of ISO 2022 need the escape, those of the upper half would not understand it.
    String begin = codec.startsWith("iso2022") ? escape : "";
    List<List<String>> answers =
        ask(letters.stream().map(l -> "codec\t" + codec + "\t" + begin + l).toList());
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (int n = 0; n < letters.size(); n++) {
      String theirs = answers.get(n).get(0);
      if (theirs.equals("-") || isPrivateUse(theirs) || DISPUTED.contains(letters.get(n))) {
        continue;
      }
      compared++;
      String ours = hexed(set.decode(HEX.parseHex(escape + letters.get(n)), VR.LT));
      if (!ours.equals(theirs)) {
        different.add(letters.get(n) + ": " + ours + " for " + theirs);
      }
    }
    assertEquals(List.of(), different);
    assertTrue(compared >= atLeast, "only " + compared);
  }

  private static boolean isPrivateUse(String hexed) {
    String text = new String(HEX.parseHex(hexed), StandardCharsets.UTF_8);
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.PRIVATE_USE);
  }

  @Test
  @org.junit.jupiter.api.Tag("A16")
  @org.junit.jupiter.api.Tag("A18")
  @org.junit.jupiter.api.Tag("A22")
  @org.junit.jupiter.api.Tag("A35")
  void every_element_of_a_file_read_and_written_is_there_for_pydicom() throws Exception {
    List<Path> files = charsetFiles();
    files.addAll(testFiles());
    List<String> requests = new ArrayList<>();
    for (Path file : files) {
      Path copy = work.resolve("copy" + requests.size() + ".dcm");
      copy(file, copy);
      requests.add("compare\t" + file + "\t" + copy);
    }
    List<List<String>> answers = ask(requests);
    Map<String, List<String>> differences = new TreeMap<>();
    for (int n = 0; n < files.size(); n++) {
      if (!answers.get(n).isEmpty()) {
        differences.put(files.get(n).getFileName().toString(), answers.get(n));
      }
    }
    assertEquals(Map.of(), differences);
  }

  private static void copy(Path file, Path copy) throws Exception {
    try (DicomInputStream in = new DicomInputStream(file.toFile());
        DicomOutputStream out = new DicomOutputStream(copy.toFile())) {
      Attributes dataset = in.readDataset();
      boolean written =
          !Set.of(UID.ExplicitVRBigEndian, UID.DeflatedExplicitVRLittleEndian)
              .contains(in.getTransferSyntax());
      String syntax = written ? in.getTransferSyntax() : UID.ExplicitVRLittleEndian;
      out.writeDataset(dataset.createFileMetaInformation(syntax), dataset);
    }
  }

  /** Without the = signs that may end a name. */
  private static String withoutEmptyGroups(String hexed) {
    return hexed.replaceAll("(3d)+$", "");
  }

  private static String hexed(String text) {
    return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
