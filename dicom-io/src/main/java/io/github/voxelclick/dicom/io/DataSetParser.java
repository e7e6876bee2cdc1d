package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.ElementDictionary;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

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

  /** Each one moves all later elements, so that many of them would take forever. */
  private static final int MAX_OUT_OF_ORDER = 10_000;

  private final ByteInput in;
  private final BulkReader bulk;
  private final ReadWarnings warnings;
  private final boolean stopAtPixelData;
  private Attributes root;
  private HeaderReader headers;
  private int outOfOrder;
  private PixelDataLocation pixelData;

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
    start(new Attributes(encoding.bigEndian(), 64));
    refusing(() -> readElements(root, encoding, in.size(), false, 0));
    return root;
  }

  /**
   * Parses the file meta information: group 0002, always explicit little-endian, as long as the
   * group lasts whatever its length element says (PS3.10 §7.1).
   */
  Attributes parseFileMeta() throws DicomReadException, IOException {
    start(new Attributes(16));
    refusing(this::readFileMeta);
    return root;
  }

  private void start(Attributes target) {
    root = target;
    headers = new HeaderReader(in, warnings, target);
  }

  private void readFileMeta() throws IOException {
    Encoding encoding = Encoding.EXPLICIT_LITTLE;
    long declaredEnd = -1;
    while (true) {
      byte[] group = in.peek(2);
      if (group.length < 2 || group[0] != 2 || group[1] != 0) {
        break;
      }
      ElementHeader header = headers.readElement(encoding, in.size());
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
    } catch (ParseFault e) {
      throw e.toReadException();
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
      ElementHeader header = headers.readElement(encoding, end);
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
        throw ParseFault.Refusal.of(header, "an item stands outside of a sequence");
      }
      if (outermost && stopAtPixelData && BulkReader.isPixelData(header.tag())) {
        pixelData = bulk.locate(header, end);
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
      throw new ParseFault.Overshoot(
          new ElementHeader(Tag.ItemDelimitationItem, null, 0, in.position(), encoding), 0);
    }
  }

  private static boolean isDelimiter(ElementHeader header) {
    return header.tag() == Tag.ItemDelimitationItem
        || (header.tag() == Tag.SequenceDelimitationItem && header.length() == 0);
  }

  /** Whether nothing but padding follows: too few bytes for a header, or zeros. */
  private boolean isTrailer(long end) throws IOException {
    byte[] head = in.peek(HeaderReader.MIN_LENGTH);
    if (head.length == 0) {
      return true;
    }
    boolean zeros = true;
    for (byte b : head) {
      zeros &= b == 0;
    }
    if (head.length == HeaderReader.MIN_LENGTH && !(zeros && !root.isEmpty())) {
      return false;
    }
    warnings.add(
        "trailing-bytes", "Bytes after the last element were ignored, offset " + in.position());
    return in.position() < end;
  }

  private void checkOrder(Attributes target, ElementHeader header, int previous)
      throws ParseFault.Refusal {
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
      throw ParseFault.Refusal.of(
          header, "more than " + MAX_OUT_OF_ORDER + " elements are out of order");
    }
  }

  private void readValue(Attributes target, ElementHeader header, long end, int depth)
      throws IOException {
    int tag = header.tag();
    if (header.isUndefinedLength()) {
      readUndefinedLength(target, header, end, depth);
      return;
    }
    if (Tag.isGroupLength(tag) && header.length() <= end - in.position()) {
      in.skip(header.length());
      return;
    }
    VR vr = header.vr();
    boolean known = vr == VR.UN && ElementDictionary.contains(tag);
    if (known) {
      vr = headers.vrOf(tag);
    }
    if (vr == VR.SQ && header.length() <= end - in.position()) {
      readSequence(target, header, known ? encodingOfUnknown() : header.encoding(), end, depth);
      return;
    }
    if (header.length() % 2 != 0) {
      warnings.add("odd-length", tag, header.offset(), "The value has an odd length.");
    }
    if (known && target.bigEndian()) {
      readLittleEndian(target, header, vr, end);
    } else {
      bulk.readValue(target, header, vr, end);
    }
  }

  /** A value of VR UN is little-endian also in a big-endian data set (PS3.5 §6.2.2). */
  private void readLittleEndian(Attributes target, ElementHeader header, VR vr, long end)
      throws IOException {
    Attributes little = new Attributes(1);
    bulk.readValue(little, header, vr, end);
    target.addAll(little);
  }

  private void readUndefinedLength(Attributes target, ElementHeader header, long end, int depth)
      throws IOException {
    VR vr = header.vr();
    if (header.tag() == Tag.PixelData && vr != VR.SQ) {
      // Depth over 0: an icon. Its VR is UN or OW where a writer was careless.
      bulk.readFragments(target, header, end, headers);
    } else if (vr == VR.SQ) {
      readSequence(target, header, header.encoding(), end, depth);
    } else if (vr == VR.UN) {
      readSequence(target, header, encodingOfUnknown(), end, depth);
    } else if (vr == VR.OB || vr == VR.OW) {
      bulk.readFragments(target, header, end, headers);
    } else {
      throw ParseFault.Refusal.of(header, "its length is undefined, which a " + vr + " may not be");
    }
  }

  /** Items inside a UN are implicit by the standard, explicit in some files. */
  private Encoding encodingOfUnknown() throws IOException {
    int vrAt = HeaderReader.MIN_LENGTH + 4;
    byte[] head = in.peek(vrAt + 2);
    boolean explicit =
        head.length == vrAt + 2
            && VR.valueOf((head[vrAt] & 0xFF) << 8 | (head[vrAt + 1] & 0xFF)).isPresent();
    return explicit ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
  }

  private void readSequence(
      Attributes target, ElementHeader header, Encoding encoding, long end, int depth)
      throws IOException {
    if (depth >= MAX_DEPTH) {
      throw ParseFault.Refusal.of(header, "sequences are nested more than " + MAX_DEPTH + " deep");
    }
    long start = in.position();
    try {
      readItems(target, header, encoding, end, depth);
    } catch (ParseFault.Overshoot e) {
      boolean keepable = !header.isUndefinedLength() && in.isSeekable();
      if (!keepable || e.excess() > MAX_OVERSHOOT || e.excess() < 0) {
        throw e;
      }
      warnings.add(
          "sequence-length",
          header.tag(),
          header.offset(),
          "The items do not fill the sequence; kept as bytes.");
      in.seek(start);
      target.setBytes(header.tag(), VR.UN, bulk.read(header, header.length()));
    }
  }

  private void readItems(
      Attributes target, ElementHeader header, Encoding encoding, long end, int depth)
      throws IOException {
    Sequence sequence = target.newSequence(header.tag(), 1);
    long sequenceEnd = header.isUndefinedLength() ? end : in.position() + header.length();
    while (in.position() < sequenceEnd) {
      ElementHeader item = headers.readItem(encoding);
      if (item.tag() == Tag.SequenceDelimitationItem) {
        if (header.isUndefinedLength()) {
          return;
        }
        warnings.add(
            "delimiter", header.tag(), item.offset(), "A sequence of known length has one.");
        continue;
      }
      if (item.tag() != Tag.Item) {
        throw ParseFault.Refusal.of(header, "an item was expected at offset " + item.offset());
      }
      long itemEnd = item.isUndefinedLength() ? sequenceEnd : in.position() + item.length();
      if (itemEnd > sequenceEnd) {
        throw new ParseFault.Overshoot(item, itemEnd - sequenceEnd);
      }
      Attributes content = new Attributes(encoding.bigEndian(), 0);
      sequence.add(content);
      readElements(content, encoding, itemEnd, item.isUndefinedLength(), depth + 1);
    }
    if (header.isUndefinedLength()) {
      throw new ParseFault.Overshoot(header, 0);
    }
  }
}
