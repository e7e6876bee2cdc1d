package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in a data set or in a checked exception: no hang, no Error, no other one. */
class HostileInputTest {
  private static final int MUTATIONS = 700;
  private static final long UNDEFINED = 0xFFFFFFFFL;

  /** Lengths, tags and VRs that decide something. */
  private static final int[] TELLING_BYTES = {0, 1, 0x7F, 0x80, 0xFE, 0xFF, 'S', 'Q', 'U', 'N'};

  @TempDir Path folder;

  private static DicomBytes dataSet(DicomBytes empty) {
    byte[] nested =
        DicomBytes.explicitLittle().element(Tag.PatientID, "LO", text("ABCD")).toBytes();
    byte[] hidden =
        DicomBytes.implicitLittle()
            .item(new byte[0])
            .item(DicomBytes.implicitLittle().us(Tag.Rows, 4).toBytes())
            .sequenceDelimiter()
            .toBytes();
    return empty
        .element(Tag.SpecificCharacterSet, "CS", text("\\ISO 2022 IR 149\\ISO 2022 IR 87 "))
        .element(Tag.Modality, "CS", text("CT"))
        .element(Tag.SeriesDescription, "LO", text("\u001B$)C\u00FB\u00F3^\u001B$B;3\u001B(B"))
        .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
        .item(nested)
        .item(UNDEFINED)
        .raw(nested)
        .itemDelimiter()
        .sequenceDelimiter()
        .element(
            Tag.ReferencedStudySequence, "SQ", DicomBytes.explicitLittle().item(nested).toBytes())
        .element(0x00090010, "LO", text("ACME"))
        .header(0x00091001, "UN", UNDEFINED)
        .raw(hidden)
        .us(Tag.Rows, 2)
        .us(Tag.Columns, 3);
  }

  private static List<byte[]> seeds() throws IOException {
    byte[] encapsulated =
        dataSet(DicomBytes.file(UID.RLELossless))
            .header(Tag.PixelData, "OB", UNDEFINED)
            .item(new byte[4])
            .item(new byte[20])
            .sequenceDelimiter()
            .toBytes();
    byte[] explicit =
        dataSet(DicomBytes.file(UID.ExplicitVRLittleEndian))
            .element(Tag.PixelData, "OW", new byte[12])
            .toBytes();
    byte[] implicit =
        DicomBytes.file(UID.ImplicitVRLittleEndian)
            .raw(dataSet(DicomBytes.implicitLittle()).toBytes())
            .toBytes();
    byte[] bigEndian =
        DicomBytes.file(UID.ExplicitVRBigEndian)
            .raw(dataSet(DicomBytes.explicitBig()).toBytes())
            .toBytes();
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(dataSet(DicomBytes.explicitLittle()).toBytes());
    }
    deflater.end();
    byte[] inflatable =
        DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(deflated.toByteArray()).toBytes();
    byte[] noPreamble = dataSet(DicomBytes.explicitLittle()).toBytes();
    return List.of(encapsulated, explicit, implicit, bigEndian, inflatable, noPreamble);
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    int changes = 1 + random.nextInt(4);
    // The preamble takes no part; what follows it is what is parsed.
    int from = seed.length > 132 && seed[128] == 'D' ? 132 : 0;
    for (int i = 0; i < changes; i++) {
      int at = from + random.nextInt(bytes.length - from);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
        case 2 -> Arrays.fill(bytes, at, Math.min(at + 4, bytes.length), (byte) 0xFF);
        default -> bytes = Arrays.copyOf(bytes, Math.max(from + 1, at));
      }
    }
    return bytes;
  }

  /**
   * Reads from a stream; only the checked exception may come out.
   *
   * @return what was tolerated and, in the end, refused
   */
  private static List<String> read(byte[] bytes) throws IOException {
    try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(bytes))) {
      List<String> told = new ArrayList<>();
      try {
        decodeTexts(in.readDataset());
      } catch (DicomReadException e) {
        assertTrue(e.getMessage().length() > 20, e.getMessage());
        told.add(e.getMessage());
      }
      in.getWarnings().forEach(warning -> told.add(warning.message()));
      return told;
    }
  }

  /** Texts are decoded when they are asked for, so that reading alone would not show a fault. */
  private static void decodeTexts(Attributes dataset) {
    for (int tag : dataset.tags()) {
      if (dataset.getValue(tag) instanceof Sequence items) {
        items.forEach(HostileInputTest::decodeTexts);
      } else {
        dataset.getStrings(tag);
      }
    }
  }

  /** The same from a file, whose size is known and in which the reader can go back. */
  private void readFile(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("mutated.dcm"), bytes);
    try {
      DicomFile.read(file);
    } catch (DicomReadException e) {
      assertTrue(e.getMessage().length() > 20, e.getMessage());
    }
  }

  @Test
  void mutated_files_are_read_or_refused() throws IOException {
    for (byte[] seed : seeds()) {
      Random random = new Random(seed.length);
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            for (int i = 0; i < MUTATIONS; i++) {
              byte[] bytes = mutated(seed, random);
              read(bytes);
              if (i % 5 == 0) {
                readFile(bytes);
              }
            }
          });
    }
  }

  @Test
  void the_same_damage_is_told_in_the_same_words_and_never_at_length() throws IOException {
    for (byte[] seed : seeds()) {
      Random random = new Random(11);
      for (int i = 0; i < 100; i++) {
        byte[] bytes = mutated(seed, random);
        List<String> told = read(bytes);
        assertEquals(told, read(bytes));
        assertTrue(told.size() <= 102, "" + told.size());
      }
    }
  }

  @Test
  void every_truncation_is_read_or_refused() throws IOException {
    byte[] seed = seeds().get(0);
    for (int length = 0; length < seed.length; length++) {
      read(Arrays.copyOf(seed, length));
      readFile(Arrays.copyOf(seed, length));
    }
  }

  @Test
  void random_bytes_are_refused_or_read() throws IOException {
    Random random = new Random(3);
    byte[] start = DicomBytes.file(UID.ExplicitVRLittleEndian).toBytes();
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      read(noise);
      read(DicomBytes.explicitLittle().raw(start).raw(noise).toBytes());
    }
  }

  @Test
  void a_deflate_bomb_is_refused_before_it_fills_the_memory() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(
          DicomBytes.explicitLittle()
              .element(Tag.Modality, "CS", text("CT"))
              .header(Tag.PixelData, "OW", 2_000_000_000)
              .toBytes());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    deflater.end();
    byte[] bomb =
        DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(deflated.toByteArray()).toBytes();
    try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(bomb))) {
      assertThrows(DicomReadException.class, in::readDataset);
    }
  }

  @Test
  void a_stream_that_promises_gigabytes_costs_only_what_it_holds() throws IOException {
    byte[] promise =
        DicomBytes.file(UID.ExplicitVRLittleEndian)
            .element(Tag.Modality, "CS", text("CT"))
            .header(Tag.ICCProfile, "OB", 200_000_000)
            .raw(new byte[10])
            .toBytes();
    try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(promise))) {
      assertThrows(DicomReadException.class, in::readDataset);
    }
  }

  /** Eight bytes of file each, of which every one would take a hundred of memory. */
  @Test
  @org.junit.jupiter.api.Tag("A51")
  void millions_of_empty_items_are_refused_before_they_fill_the_memory() {
    byte[] item = DicomBytes.explicitLittle().item(new byte[0]).toBytes();
    byte[] start =
        DicomBytes.file(UID.ExplicitVRLittleEndian)
            .element(Tag.Modality, "CS", text("CT"))
            .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
            .toBytes();
    byte[] items = new byte[item.length * 1_000_000];
    for (int i = 0; i < items.length; i++) {
      items[i] = item[i % item.length];
    }
    List<InputStream> parts = new ArrayList<>(List.of(new ByteArrayInputStream(start)));
    for (int million = 0; million < 10; million++) {
      parts.add(new ByteArrayInputStream(items));
    }
    InputStream bomb = new SequenceInputStream(Collections.enumeration(parts));
    DicomReadException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> {
              try (DicomInputStream in = new DicomInputStream(bomb)) {
                return assertThrows(DicomReadException.class, in::readDataset);
              }
            });
    assertTrue(e.getMessage().contains("elements, more than memory holds"), e.getMessage());
  }
}
