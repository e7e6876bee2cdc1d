package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of uncompressed samples in every encoding: two frames of 5×3 pixels. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoredFormsTest {
  private static final int COLUMNS = 5;
  private static final int ROWS = 3;
  private static final int PIXELS = COLUMNS * ROWS;
  private static final int FRAMES = 2;

  private enum Encoding {
    IMPLICIT,
    EXPLICIT,
    BIG_ENDIAN,
    DEFLATED,
    ENCAPSULATED;

    boolean isBigEndian() {
      return this == BIG_ENDIAN;
    }
  }

  /** One way to store samples, and values that show how their bits are read. */
  private record Form(int tag, int allocated, int stored, boolean signed, List<Double> values) {
    static Form of(int allocated, int stored, boolean signed, long... extremes) {
      List<Double> values = new ArrayList<>();
      for (int n = 0; n < FRAMES * PIXELS; n++) {
        values.add((double) (n < extremes.length ? extremes[n] : n % 2 + (n % 3 == 0 ? 0 : n / 9)));
      }
      return new Form(Tag.PixelData, allocated, stored, signed, values);
    }

    static Form ofBits() {
      List<Double> values = new ArrayList<>();
      for (int n = 0; n < FRAMES * PIXELS; n++) {
        values.add((double) (n * n % 7 & 1));
      }
      return new Form(Tag.PixelData, 1, 1, false, values);
    }

    static Form ofReals(int tag, int allocated, double... extremes) {
      List<Double> values = new ArrayList<>();
      for (int n = 0; n < FRAMES * PIXELS; n++) {
        values.add(n < extremes.length ? extremes[n] : n - 0.5);
      }
      return new Form(tag, allocated, allocated, false, values);
    }

    String vr() {
      return switch (tag) {
        case Tag.FloatPixelData -> "OF";
        case Tag.DoubleFloatPixelData -> "OD";
        default -> allocated > 8 ? "OW" : "OB";
      };
    }

    private void put(ByteBuffer out, double value) {
      switch (allocated) {
        case 8 -> out.put((byte) value);
        case 16 -> out.putShort((short) (int) value);
        case 32 -> out.putInt(Float.floatToRawIntBits((float) value));
        default -> out.putDouble(value);
      }
    }

    /** The cells of some samples. */
    byte[] encode(int from, int to, boolean bigEndian) {
      if (allocated == 1) {
        byte[] bytes = new byte[(to - from + 7) / 8];
        for (int n = from; n < to; n++) {
          bytes[(n - from) / 8] |= (byte) (values.get(n).intValue() << ((n - from) % 8));
        }
        return bytes;
      }
      ByteBuffer out = ByteBuffer.allocate((to - from) * allocated / 8);
      out.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (double value : values.subList(from, to)) {
        if (allocated == 32 && tag == Tag.PixelData) {
          out.putInt((int) (long) value);
        } else {
          put(out, value);
        }
      }
      byte[] bytes = out.array();
      return Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }
  }

  @TempDir Path folder;

  private PixelSource open(DicomBytes bytes) throws Exception {
    Path file = Files.write(folder.resolve("image.dcm"), bytes.toBytes());
    return PixelSource.open(DicomFile.read(file));
  }

  private static DicomBytes headers(DicomBytes start, Form form, int highBit) {
    start
        .us(Tag.SamplesPerPixel, 1)
        .element(Tag.PhotometricInterpretation, "CS", text("MONOCHROME2 "))
        .element(Tag.NumberOfFrames, "IS", text("2 "))
        .us(Tag.Rows, ROWS)
        .us(Tag.Columns, COLUMNS)
        .us(Tag.BitsAllocated, form.allocated());
    return form.tag() != Tag.PixelData
        ? start
        : start
            .us(Tag.BitsStored, form.stored())
            .us(Tag.HighBit, highBit)
            .us(Tag.PixelRepresentation, form.signed() ? 1 : 0);
  }

  private static DicomBytes file(Form form, Encoding encoding) throws Exception {
    byte[] all = form.encode(0, FRAMES * PIXELS, encoding.isBigEndian());
    int high = form.stored() - 1;
    return switch (encoding) {
      case IMPLICIT -> {
        DicomBytes content = headers(DicomBytes.implicitLittle(), form, high);
        content.element(form.tag(), form.vr(), all);
        yield DicomBytes.file(UID.ImplicitVRLittleEndian).raw(content.toBytes());
      }
      case EXPLICIT ->
          headers(DicomBytes.file(UID.ExplicitVRLittleEndian), form, high)
              .element(form.tag(), form.vr(), all);
      case BIG_ENDIAN -> {
        DicomBytes content = headers(DicomBytes.explicitBig(), form, high);
        content.element(form.tag(), form.vr(), all);
        yield DicomBytes.file(UID.ExplicitVRBigEndian).raw(content.toBytes());
      }
      case DEFLATED -> {
        DicomBytes content = headers(DicomBytes.explicitLittle(), form, high);
        content.element(form.tag(), form.vr(), all);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
          out.write(content.toBytes());
        }
        deflater.end();
        yield DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(deflated.toByteArray());
      }
      case ENCAPSULATED ->
          headers(DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian), form, high)
              .header(form.tag(), "OB", 0xFFFFFFFFL)
              .item(new byte[0])
              .item(form.encode(0, PIXELS, false))
              .item(form.encode(PIXELS, 2 * PIXELS, false))
              .sequenceDelimiter();
    };
  }

  private static void assertValues(List<Double> expected, PixelSource source) throws Exception {
    List<Double> found = new ArrayList<>();
    for (int f = 0; f < source.frames(); f++) {
      RawFrame frame = source.frame(f);
      for (int n = 0; n < frame.size(); n++) {
        found.add(frame.sample(n));
      }
    }
    assertEquals(expected, found);
  }

  private static List<Arguments> cases(List<Form> forms, Encoding... encodings) {
    return forms.stream()
        .flatMap(form -> Stream.of(encodings).map(encoding -> Arguments.of(form, encoding)))
        .toList();
  }

  static List<Arguments> integers() {
    return cases(
        List.of(
            Form.ofBits(),
            Form.of(8, 8, false, 0, 127, 128, 255),
            Form.of(8, 8, true, -128, -1, 127),
            Form.of(8, 5, true, -16, -1, 15),
            Form.of(16, 16, false, 0, 0x102, 0x7FFF, 0x8000, 0xFFFF),
            Form.of(16, 16, true, -32_768, -1, 0x102, 32_767),
            Form.of(16, 12, false, 0, 4_095),
            Form.of(16, 12, true, -2_048, -1, 2_047),
            Form.of(32, 32, false, 0, 0x1020304, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL),
            Form.of(32, 32, true, Integer.MIN_VALUE, -1, Integer.MAX_VALUE),
            Form.of(32, 20, true, -524_288, -1, 524_287)),
        Encoding.values());
  }

  @ParameterizedTest
  @MethodSource("integers")
  @org.junit.jupiter.api.Tag("A22")
  @org.junit.jupiter.api.Tag("A41")
  @org.junit.jupiter.api.Tag("B18")
  @org.junit.jupiter.api.Tag("B27")
  void integers_keep_their_value(Form form, Encoding encoding) throws Exception {
    PixelSource source = open(file(form, encoding));
    assertValues(form.values(), source);
    assertEquals(List.of(), source.warnings());
  }

  static List<Arguments> reals() {
    return cases(
        List.of(
            Form.ofReals(Tag.FloatPixelData, 32, 0.1f, -3.4e38f, Float.MIN_VALUE, Float.NaN),
            Form.ofReals(Tag.DoubleFloatPixelData, 64, 0.1, -1e300, 16_777_217, Double.NaN)),
        Encoding.IMPLICIT,
        Encoding.EXPLICIT,
        Encoding.BIG_ENDIAN,
        Encoding.DEFLATED);
  }

  @ParameterizedTest
  @MethodSource("reals")
  @org.junit.jupiter.api.Tag("A47")
  void floats_and_doubles_keep_their_value(Form form, Encoding encoding) throws Exception {
    PixelSource source = open(file(form, encoding));
    assertValues(form.values(), source);
    assertFalse(source.isColour());
  }

  @Test
  @org.junit.jupiter.api.Tag("A47")
  void floats_of_another_size_than_allocated_are_refused() {
    Form form = Form.ofReals(Tag.FloatPixelData, 32);
    DicomBytes bytes =
        headers(
                DicomBytes.file(UID.ExplicitVRLittleEndian),
                new Form(form.tag(), 16, 16, false, form.values()),
                15)
            .element(form.tag(), "OF", form.encode(0, 2 * PIXELS, false));
    DicomReadException e = assertThrows(DicomReadException.class, () -> open(bytes));
    assertTrue(e.getMessage().contains("16 bits allocated"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A22")
  void bits_in_big_endian_words_are_swapped_in_pairs() throws Exception {
    Form form = Form.ofBits();
    byte[] little = form.encode(0, FRAMES * PIXELS, false);
    byte[] swapped = {little[1], little[0], little[3], little[2]};
    DicomBytes content =
        headers(DicomBytes.explicitBig(), form, 0).element(form.tag(), "OW", swapped);
    assertValues(
        form.values(), open(DicomBytes.file(UID.ExplicitVRBigEndian).raw(content.toBytes())));
  }

  @Nested
  class Damage {
    private final Form form = Form.of(16, 12, false, 7, 4_095);

    private DicomBytes withHighBit(int highBit) {
      return headers(DicomBytes.file(UID.ExplicitVRLittleEndian), form, highBit)
          .element(form.tag(), "OW", form.encode(0, FRAMES * PIXELS, false));
    }

    private static List<String> codes(PixelSource source) {
      return source.warnings().stream().map(ReadWarning::code).toList();
    }

    @Test
    @org.junit.jupiter.api.Tag("A55")
    void an_unusual_high_bit_shifts_the_samples_with_a_warning() throws Exception {
      PixelSource source = open(withHighBit(13));
      assertEquals(List.of("high-bit"), codes(source));
      assertEquals(7 >> 2, source.frame(0).sample(0));
      assertEquals(4_095 >> 2, source.frame(0).sample(1));
    }

    @ParameterizedTest
    @CsvSource({"10", "16"})
    @org.junit.jupiter.api.Tag("A55")
    void an_impossible_high_bit_is_ignored_with_a_warning(int highBit) throws Exception {
      PixelSource source = open(withHighBit(highBit));
      assertEquals(List.of("high-bit"), codes(source));
      assertValues(form.values(), source);
    }

    @Test
    @org.junit.jupiter.api.Tag("A52")
    @org.junit.jupiter.api.Tag("A42")
    void frames_behind_the_end_are_absent_and_the_others_there() throws Exception {
      byte[] whole = withHighBit(11).toBytes();
      byte[] cut = Arrays.copyOf(whole, whole.length - 1);
      PixelSource source = open(DicomBytes.explicitLittle().raw(cut));
      assertEquals(2, source.frames());
      assertEquals(1, source.framesPresent());
      assertTrue(source.isPresent(0));
      assertFalse(source.isPresent(1));
      assertEquals(List.of("missing-frames"), codes(source));
      assertEquals(7, source.frame(0).sample(0));
      assertThrows(DicomReadException.class, () -> source.frame(1));
    }

    @Test
    @org.junit.jupiter.api.Tag("A42")
    void bits_of_a_frame_that_ends_within_a_byte_need_that_byte() throws Exception {
      Form bits = Form.ofBits();
      byte[] all = bits.encode(0, FRAMES * PIXELS, false);
      byte[][] values = {all, Arrays.copyOf(all, 2), Arrays.copyOf(all, 6)};
      int[] present = {2, 1, 2};
      List<List<String>> warnings =
          List.of(List.of(), List.of("missing-frames"), List.of("excess-pixel-data"));
      for (int n = 0; n < values.length; n++) {
        DicomBytes bytes =
            headers(DicomBytes.file(UID.ExplicitVRLittleEndian), bits, 0)
                .element(bits.tag(), "OB", values[n]);
        PixelSource source = open(bytes);
        assertEquals(present[n], source.framesPresent());
        assertEquals(warnings.get(n), codes(source));
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("A55")
    void packed_twelve_bits_and_integers_of_sixty_four_are_refused_by_name() {
      for (int allocated : new int[] {12, 64}) {
        DicomBytes bytes =
            headers(
                    DicomBytes.file(UID.ExplicitVRLittleEndian),
                    new Form(Tag.PixelData, allocated, 12, false, List.of()),
                    11)
                .element(Tag.PixelData, "OW", new byte[FRAMES * PIXELS * 8]);
        DicomReadException e = assertThrows(DicomReadException.class, () -> open(bytes));
        assertTrue(e.getMessage().contains(allocated + " bits"), e.getMessage());
      }
    }

    @Test
    void an_encapsulated_frame_that_is_too_short_is_refused() throws Exception {
      DicomBytes bytes =
          headers(DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian), form, 11)
              .header(form.tag(), "OB", 0xFFFFFFFFL)
              .item(new byte[0])
              .item(form.encode(0, PIXELS, false))
              .item(form.encode(PIXELS, 2 * PIXELS - 1, false))
              .sequenceDelimiter();
      PixelSource source = open(bytes);
      assertArrayEquals(
          new double[] {7, 4_095},
          new double[] {source.frame(0).sample(0), source.frame(0).sample(1)});
      assertThrows(DicomReadException.class, () -> source.frame(1));
    }
  }
}
