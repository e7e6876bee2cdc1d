package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Parses the elements of one data set (PS3.5 §7), tolerant of the faults that real files have and
 * bounded against those that only hostile ones have: every length is checked against what is left
 * before anything is allocated, nesting and the number of elements are limited.
 */
final class DataSetParser {
  /** Deepest nesting of sequences; real files stay below ten. */
  static final int MAX_DEPTH = 64;

  /** A sequence whose items miss its length by no more than this is kept as bytes. */
  private static final int MAX_OVERSHOOT = 1024;

  /** Elements, items and fragments of one file, whatever the heap. */
  private static final int MAX_ELEMENTS = 5_000_000;

  /** Heap bytes that an empty element or item may cost. */
  private static final int HEAP_PER_ELEMENT = 256;

  /** Each one moves all later elements, so that many of them would take forever. */
  private static final int MAX_OUT_OF_ORDER = 10_000;

  private static final int UNDEFINED = 0xFFFFFFFF;
  private static final int ITEM_HEADER = 8;

  private final int maxElements =
      (int) Math.min(MAX_ELEMENTS, Runtime.getRuntime().maxMemory() / HEAP_PER_ELEMENT);

  private final ByteInput in;
  private final BulkReader bulk;
  private final ReadWarnings warnings;
  private final boolean stopAtPixelData;
  private Attributes root;
  private int elements;
  private int outOfOrder;
  private PixelDataLocation pixelData;

  /** A header; {@code length} −1 stands for undefined. */
  private record Header(int tag, VR vr, long length, long offset, Encoding encoding) {
    boolean isUndefinedLength() {
      return length < 0;
    }
  }

  /** Lengths of container and content that contradict each other by {@code excess} bytes. */
  private static final class Overshoot extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Header header;
    private final long excess;

    Overshoot(Header header, long excess) {
      this.header = header;
      this.excess = excess;
    }
  }

  /** Thrown for a fault that is not tolerated; unwrapped by {@link #parse}. */
  private static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(DicomReadException cause) {
      super(cause);
    }

    DicomReadException refusal() {
      return (DicomReadException) getCause();
    }
  }

  /**
   * @param in source, at the first element
   * @param bulk decides which values are left in the file
   * @param warnings collects what was tolerated
   * @param stopAtPixelData whether to stop before the pixel data of the outermost data set
   */
  DataSetParser(ByteInput in, BulkReader bulk, ReadWarnings warnings, boolean stopAtPixelData) {
    this.in = in;
    this.bulk = bulk;
    this.warnings = warnings;
    this.stopAtPixelData = stopAtPixelData;
  }

  /** Where the pixel data stand at which the parser stopped. */
  Optional<PixelDataLocation> pixelData() {
    return Optional.ofNullable(pixelData);
  }

  /**
   * Parses to the end of the input, or to the pixel data.
   *
   * @return the data set
   * @throws DicomReadException if the bytes are no data set; names the element and its offset
   * @throws IOException if the source cannot be read
   */
  Attributes parse(Encoding encoding) throws DicomReadException, IOException {
    root = new Attributes(encoding.bigEndian(), 64);
    refusing(() -> readElements(root, encoding, in.size(), false, 0));
    return root;
  }

  /**
   * Parses the file meta information: group 0002, always explicit little-endian, as long as the
   * group lasts whatever its length element says (PS3.10 §7.1).
   */
  Attributes parseFileMeta() throws DicomReadException, IOException {
    root = new Attributes(16);
    refusing(this::readFileMeta);
    return root;
  }

  private void readFileMeta() throws IOException {
    Encoding encoding = Encoding.EXPLICIT_LITTLE;
    long declaredEnd = -1;
    while (true) {
      byte[] group = in.peek(2);
      if (group.length < 2 || group[0] != 2 || group[1] != 0) {
        break;
      }
      Header header = readHeader(encoding, in.size());
      encoding = header.encoding();
      if (header.tag() == Tag.FileMetaInformationGroupLength && header.length() == 4) {
        declaredEnd = in.position() + 4 + (in.readInt(false) & 0xFFFFFFFFL);
      } else {
        readValue(root, header, in.size(), 0);
      }
    }
    if (declaredEnd != in.position() && !root.isEmpty()) {
      warnings.add(
          "meta-group-length",
          Tag.FileMetaInformationGroupLength,
          in.position(),
          "The length of the file meta information is missing or wrong; read by its group.");
    }
  }

  /** A part of parsing. */
  private interface Step {
    void run() throws IOException;
  }

  /** Turns the internal exceptions of a step into the checked one that names the fault. */
  private void refusing(Step step) throws DicomReadException, IOException {
    try {
      step.run();
    } catch (Refusal e) {
      throw e.refusal();
    } catch (Overshoot e) {
      throw lengthRefusal(e.header, e.excess).refusal();
    } catch (BulkReader.BudgetExceededException e) {
      throw new DicomReadException(
          "Cannot read the data set: its values need more than half of the memory. Start with a"
              + " larger heap (-Xmx).",
          e);
    } catch (ZipException e) {
      throw new DicomReadException(
          "Cannot inflate the data set: the deflated stream is damaged (" + e.getMessage() + ").",
          e);
    } catch (EOFException e) {
      throw new DicomReadException(
          String.format(
              "Cannot read the data set: the file ends at offset %d in the middle of an element; it"
                  + " is truncated. Copy it again from its source.",
              in.position()),
          0,
          in.position());
    }
  }

  /** Reads elements up to {@code end}, or up to the delimiter of an item of undefined length. */
  private void readElements(
      Attributes target, Encoding declared, long end, boolean delimited, int depth)
      throws IOException {
    Encoding encoding = declared;
    boolean outermost = depth == 0;
    int previous = 0;
    while (in.position() < end && !(outermost && isTrailer(end))) {
      Header header = readHeader(encoding, end);
      encoding = header.encoding();
      if (header.tag() == Tag.ItemDelimitationItem && delimited) {
        return;
      }
      if (isDelimiter(header)) {
        // Rather skipped than refused: what follows is still an element at a known place.
        warnings.add("delimiter", header.tag(), header.offset(), "Skipped, it belongs to no item.");
        continue;
      }
      if (header.tag() >>> 16 == 0xFFFE) {
        throw refusal(header, "an item stands outside of a sequence");
      }
      if (outermost && stopAtPixelData && isPixelData(header.tag())) {
        pixelData = locate(header, end);
        return;
      }
      if (outermost && header.tag() == Tag.DataSetTrailingPadding) {
        return;
      }
      checkOrder(target, header, previous);
      previous = header.tag();
      readValue(target, header, end, depth);
    }
    if (delimited) {
      throw new Overshoot(
          new Header(Tag.ItemDelimitationItem, null, 0, in.position(), encoding), 0);
    }
  }

  private static boolean isDelimiter(Header header) {
    return header.tag() == Tag.ItemDelimitationItem
        || (header.tag() == Tag.SequenceDelimitationItem && header.length() == 0);
  }

  private static boolean isPixelData(int tag) {
    return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
  }

  /** Whether nothing but padding follows: too few bytes for a header, or zeros. */
  private boolean isTrailer(long end) throws IOException {
    byte[] head = in.peek(ITEM_HEADER);
    if (head.length == 0) {
      return true;
    }
    boolean zeros = true;
    for (byte b : head) {
      zeros &= b == 0;
    }
    if (head.length == ITEM_HEADER && !(zeros && !root.isEmpty())) {
      return false;
    }
    warnings.add(
        "trailing-bytes", "Bytes after the last element were ignored, offset " + in.position());
    return in.position() < end;
  }

  private Header readHeader(Encoding encoding, long end) throws IOException {
    count();
    long offset = in.position();
    if (end - offset < ITEM_HEADER) {
      throw new Overshoot(new Header(0, null, 0, offset, encoding), ITEM_HEADER - (end - offset));
    }
    int tag = readTag(encoding);
    if (tag >>> 16 == 0xFFFE || !encoding.explicit()) {
      long length = length(in.readInt(encoding.bigEndian()));
      return new Header(tag, implicitVr(tag), length, offset, encoding);
    }
    byte[] code = in.read(2);
    Optional<VR> vr = VR.valueOf((code[0] & 0xFF) << 8 | (code[1] & 0xFF));
    if (vr.isEmpty() && !(isCapital(code[0]) && isCapital(code[1]))) {
      if (encoding.bigEndian()) {
        throw refusal(new Header(tag, VR.UN, 0, offset, encoding), "it has no VR");
      }
      warnings.add("bad-vr", tag, offset, "No value representation; read as implicit from here.");
      int low = (code[0] & 0xFF) | (code[1] & 0xFF) << 8;
      int high = in.readUnsignedShort(false);
      return new Header(
          tag, implicitVr(tag), length(high << 16 | low), offset, Encoding.IMPLICIT_LITTLE);
    }
    if (vr.isEmpty()) {
      vr = Optional.of(ElementDictionary.vrOf(tag, null));
      warnings.add("bad-vr", tag, offset, "Unknown value representation; read as " + vr.get());
    }
    long length;
    if (vr.get().headerLength() == ITEM_HEADER) {
      length = in.readUnsignedShort(encoding.bigEndian());
    } else {
      in.skip(2);
      length = length(in.readInt(encoding.bigEndian()));
    }
    return new Header(tag, vr.get(), length, offset, encoding);
  }

  private void count() throws Refusal {
    if (++elements > maxElements) {
      throw new Refusal(
          new DicomReadException(
              "Cannot read the data set: it has more than "
                  + maxElements
                  + " elements, more than memory holds. It is damaged, or needs a larger heap."));
    }
  }

  private int readTag(Encoding encoding) throws IOException {
    int group = in.readUnsignedShort(encoding.bigEndian());
    return group << 16 | in.readUnsignedShort(encoding.bigEndian());
  }

  private static long length(int bits) {
    return bits == UNDEFINED ? -1 : bits & 0xFFFFFFFFL;
  }

  private static boolean isCapital(byte letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  /** VR by the dictionary; US or SS by Pixel Representation of the outermost data set. */
  private VR implicitVr(int tag) {
    if (ElementDictionary.isUnsignedOrSigned(tag)) {
      int representation = numberOrZero(Tag.PixelRepresentation);
      return representation == 1 ? VR.SS : VR.US;
    }
    return ElementDictionary.vrOf(tag, null);
  }

  /** A number of a US element, 0 if it is absent or odd: never an exception while parsing. */
  private int numberOrZero(int tag) {
    return root.getVR(tag) == VR.US ? root.getInt(tag, 0) : 0;
  }

  private void checkOrder(Attributes target, Header header, int previous) throws Refusal {
    if (Integer.compareUnsigned(header.tag(), previous) > 0) {
      return;
    }
    if (target.contains(header.tag())) {
      warnings.add(
          "duplicate", header.tag(), header.offset(), "Occurs twice; the last one counts.");
    } else if (previous != 0) {
      warnings.add("out-of-order", header.tag(), header.offset(), "Not in ascending order.");
    }
    if (++outOfOrder > MAX_OUT_OF_ORDER) {
      throw refusal(header, "more than " + MAX_OUT_OF_ORDER + " elements are out of order");
    }
  }

  private void readValue(Attributes target, Header header, long end, int depth) throws IOException {
    int tag = header.tag();
    if (header.isUndefinedLength()) {
      readUndefinedLength(target, header, end, depth);
      return;
    }
    if (header.length() > end - in.position()) {
      readTruncated(target, header, end, depth);
      return;
    }
    if (Tag.isGroupLength(tag)) {
      in.skip(header.length());
      return;
    }
    VR vr = header.vr();
    boolean known = vr == VR.UN && ElementDictionary.contains(tag);
    if (known) {
      vr = implicitVr(tag);
    }
    if (vr == VR.SQ) {
      readSequence(target, header, known ? encodingOfUnknown() : header.encoding(), end, depth);
      return;
    }
    if (header.length() % 2 != 0) {
      warnings.add("odd-length", tag, header.offset(), "The value has an odd length.");
    }
    if (depth == 0 && bulk.leavesInFile(tag)) {
      bulk.leave(target, tag, vr, header.length(), target.bigEndian());
      return;
    }
    byte[] bytes = readBytes(header);
    if (known && target.bigEndian()) {
      setLittleEndian(target, tag, vr, bytes);
    } else {
      target.setBytes(tag, vr, bytes);
    }
  }

  /** A value of VR UN is little-endian also in a big-endian data set (PS3.5 §6.2.2). */
  private static void setLittleEndian(Attributes target, int tag, VR vr, byte[] bytes) {
    Attributes little = new Attributes(1);
    little.setBytes(tag, vr, bytes);
    target.addAll(little);
  }

  private byte[] readBytes(Header header) throws IOException {
    if (header.length() > Integer.MAX_VALUE - 8) {
      throw refusal(header, "its " + header.length() + " bytes are more than one array holds");
    }
    bulk.checkBudget(header.length());
    return in.read((int) header.length());
  }

  /** A value longer than what is left: usable only if it is the pixel data of the image. */
  private void readTruncated(Attributes target, Header header, long end, int depth)
      throws IOException {
    long left = end - in.position();
    if (depth > 0 || !isPixelData(header.tag())) {
      throw new Overshoot(header, header.length() - left);
    }
    warnTruncated(header, left);
    if (bulk.leavesInFile(header.tag())) {
      bulk.leave(target, header.tag(), header.vr(), left, target.bigEndian());
    } else {
      target.setBytes(
          header.tag(),
          header.vr(),
          readBytes(new Header(header.tag(), header.vr(), left, header.offset(), null)));
    }
  }

  private void warnTruncated(Header header, long left) {
    warnings.add(
        "truncated-pixel-data",
        header.tag(),
        header.offset(),
        "The file ends after " + left + " of " + header.length() + " bytes.");
  }

  private PixelDataLocation locate(Header header, long end) {
    long left = end - in.position();
    long length = header.length();
    if (length > left) {
      warnTruncated(header, left);
      length = left;
    }
    return new PixelDataLocation(
        header.tag(), header.vr(), in.position(), length, header.encoding().bigEndian());
  }

  private void readUndefinedLength(Attributes target, Header header, long end, int depth)
      throws IOException {
    VR vr = header.vr();
    if (header.tag() == Tag.PixelData && vr != VR.SQ) {
      // Depth over 0: an icon. Its VR is UN or OW where a writer was careless.
      readFragments(target, header, end);
    } else if (vr == VR.SQ) {
      readSequence(target, header, header.encoding(), end, depth);
    } else if (vr == VR.UN) {
      readSequence(target, header, encodingOfUnknown(), end, depth);
    } else if (vr == VR.OB || vr == VR.OW) {
      readFragments(target, header, end);
    } else {
      throw refusal(header, "its length is undefined, which a " + vr + " may not be");
    }
  }

  /** Items inside a UN are implicit by the standard, explicit in some files. */
  private Encoding encodingOfUnknown() throws IOException {
    byte[] head = in.peek(ITEM_HEADER + 6);
    boolean explicit =
        head.length == ITEM_HEADER + 6
            && VR.valueOf((head[ITEM_HEADER + 4] & 0xFF) << 8 | (head[ITEM_HEADER + 5] & 0xFF))
                .isPresent();
    return explicit ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
  }

  private void readSequence(
      Attributes target, Header header, Encoding encoding, long end, int depth) throws IOException {
    if (depth >= MAX_DEPTH) {
      throw refusal(header, "sequences are nested more than " + MAX_DEPTH + " deep");
    }
    long start = in.position();
    try {
      readItems(target, header, encoding, end, depth);
    } catch (Overshoot e) {
      boolean keepable = !header.isUndefinedLength() && in.isSeekable();
      if (!keepable || e.excess > MAX_OVERSHOOT || e.excess < 0) {
        throw e;
      }
      warnings.add(
          "sequence-length",
          header.tag(),
          header.offset(),
          "The items do not fill the sequence; kept as bytes.");
      in.seek(start);
      target.setBytes(header.tag(), VR.UN, readBytes(header));
    }
  }

  private void readItems(Attributes target, Header header, Encoding encoding, long end, int depth)
      throws IOException {
    Sequence sequence = target.newSequence(header.tag(), 1);
    long sequenceEnd = header.isUndefinedLength() ? end : in.position() + header.length();
    while (in.position() < sequenceEnd) {
      count();
      long offset = in.position();
      int tag = readTag(encoding);
      long length = length(in.readInt(encoding.bigEndian()));
      Header item = new Header(tag, null, length, offset, encoding);
      if (tag == Tag.SequenceDelimitationItem) {
        if (header.isUndefinedLength()) {
          return;
        }
        warnings.add("delimiter", header.tag(), offset, "A sequence of known length has one.");
        continue;
      }
      if (tag != Tag.Item) {
        throw refusal(header, "an item was expected at offset " + offset);
      }
      long itemEnd = item.isUndefinedLength() ? sequenceEnd : in.position() + length;
      if (itemEnd > sequenceEnd) {
        throw new Overshoot(item, itemEnd - sequenceEnd);
      }
      Attributes content = new Attributes(encoding.bigEndian(), 0);
      sequence.add(content);
      readElements(content, encoding, itemEnd, item.isUndefinedLength(), depth + 1);
    }
    if (header.isUndefinedLength()) {
      throw new Overshoot(header, 0);
    }
  }

  private void readFragments(Attributes target, Header header, long end) throws IOException {
    Fragments fragments = target.newFragments(header.tag(), header.vr(), 2);
    while (in.position() < end && !in.atEnd()) {
      count();
      long offset = in.position();
      int tag = readTag(header.encoding());
      long length = length(in.readInt(header.encoding().bigEndian()));
      Header item = new Header(tag, VR.OB, length, offset, header.encoding());
      if (tag == Tag.SequenceDelimitationItem) {
        return;
      }
      if (tag != Tag.Item || length < 0) {
        throw refusal(header, "a fragment was expected at offset " + offset);
      }
      if (length > end - in.position()) {
        throw new Overshoot(item, length - (end - in.position()));
      }
      if (bulk.leavesInFile(header.tag()) && target.getParent() == null) {
        bulk.leave(fragments, length);
      } else {
        fragments.add(readBytes(item));
      }
    }
    warnings.add("delimiter", header.tag(), header.offset(), "The last fragment is not delimited.");
  }

  private Refusal refusal(Header header, String reason) {
    return new Refusal(
        new DicomReadException(
            String.format(
                "Cannot read element %s at offset %d: %s.",
                ReadWarnings.name(header.tag()), header.offset(), reason),
            header.tag(),
            header.offset()));
  }

  private Refusal lengthRefusal(Header header, long excess) {
    if (header.tag() == 0) {
      return new Refusal(
          new DicomReadException(
              "Cannot read the element at offset "
                  + header.offset()
                  + ": the file or the enclosing item ends within its header; the file is truncated"
                  + " or damaged.",
              0,
              header.offset()));
    }
    if (header.length() <= 0) {
      return refusal(header, "the file or the enclosing item ends before its delimiter");
    }
    return refusal(
        header,
        String.format(
            "its length is %d bytes, %d more than the file or the enclosing item has; the file is"
                + " truncated or damaged",
            header.length(), excess));
  }
}
