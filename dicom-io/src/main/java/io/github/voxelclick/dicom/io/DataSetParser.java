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
import org.jspecify.annotations.Nullable;

/**
 * Parses the elements of one data set (PS3.5 §7), tolerant of the faults that real files have and
 * bounded against those that only hostile ones have: every length is checked against what is left
 * before anything is allocated, nesting and the number of elements are limited.
 */
final class DataSetParser {
  /** Deepest nesting of sequences; real files stay below ten. */
  static final int MAX_DEPTH = 64;

  /** A sequence whose items miss its length by no more than this is still usable. */
  private static final int MAX_MISMATCH = 1024;

  /** Each one moves all later elements, so that many of them would take forever. */
  private static final int MAX_OUT_OF_ORDER = 10_000;

  private final ByteInput in;
  private final BulkReader bulk;
  private final ReadWarnings warnings;
  private final ElementPath path;
  private final boolean stopAtPixelData;
  private final TextChecks texts;
  private Attributes root;
  private HeaderReader headers;
  private int outOfOrder;
  private @Nullable PixelDataLocation pixelData;

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
    this.path = warnings.path();
    this.stopAtPixelData = stopAtPixelData;
    this.texts = new TextChecks(warnings);
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
    refusing(() -> readElements(root, encoding, in.size(), false));
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
    while (in.fill(2) == 2 && in.peek(0) == 2 && in.peek(1) == 0) {
      ElementHeader header = headers.readElement(encoding, in.size());
      encoding = header.encoding();
      if (header.tag() == Tag.FileMetaInformationGroupLength && header.length() == 4) {
        declaredEnd = in.position() + 4 + (in.readInt(false) & 0xFFFFFFFFL);
      } else {
        readValue(root, header, in.size());
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
      throw e.toReadException(path);
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
  private void readElements(Attributes target, Encoding declared, long end, boolean delimited)
      throws IOException {
    Encoding encoding = declared;
    boolean outermost = path.depth() == 0;
    int previous = 0;
    int highest = 0;
    while (in.position() < end && !(outermost && isTrailer())) {
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
        throw new ParseFault.Refusal(header, "an item stands outside of a sequence");
      }
      if (outermost && stopAtPixelData && BulkReader.isPixelData(header.tag())) {
        pixelData = bulk.locate(header, end);
        return;
      }
      if (outermost && header.tag() == Tag.DataSetTrailingPadding) {
        return;
      }
      if (Integer.compareUnsigned(header.tag(), highest) > 0) {
        highest = header.tag();
      } else {
        checkOrder(target, header, previous);
      }
      previous = header.tag();
      readValue(target, header, end);
    }
    if (delimited) {
      throw ParseFault.Mismatch.undelimited(
          new ElementHeader(Tag.ItemDelimitationItem, VR.UN, 0, in.position(), encoding));
    }
  }

  private static boolean isDelimiter(ElementHeader header) {
    return header.tag() == Tag.ItemDelimitationItem
        || (header.tag() == Tag.SequenceDelimitationItem && header.length() == 0);
  }

  /** Whether nothing but padding follows: too few bytes for a header, or zeros. */
  private boolean isTrailer() throws IOException {
    int count = in.fill(HeaderReader.MIN_LENGTH);
    boolean whole = count == HeaderReader.MIN_LENGTH;
    if (whole && (in.peek(0) != 0 || root.isEmpty())) {
      return false;
    }
    for (int i = 0; whole && i < count; i++) {
      if (in.peek(i) != 0) {
        return false;
      }
    }
    if (count > 0) {
      warnings.add(
          "trailing-bytes", "Bytes after the last element were ignored, offset " + in.position());
    }
    return true;
  }

  /** Warns of an element that does not follow all others. */
  private void checkOrder(Attributes target, ElementHeader header, int previous)
      throws ParseFault.Refusal {
    if (target.contains(header.tag())) {
      warnings.add(
          "duplicate", header.tag(), header.offset(), "Occurs twice; the last one counts.");
    } else if (Integer.compareUnsigned(header.tag(), previous) < 0) {
      warnings.add("out-of-order", header.tag(), header.offset(), "Not in ascending order.");
    }
    if (++outOfOrder > MAX_OUT_OF_ORDER) {
      throw new ParseFault.Refusal(
          header, "more than " + MAX_OUT_OF_ORDER + " elements are out of order");
    }
  }

  private void readValue(Attributes target, ElementHeader header, long end) throws IOException {
    int tag = header.tag();
    if (header.isUndefinedLength()) {
      readUndefinedLength(target, header, end);
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
      readSequence(
          target, header, known ? new SequenceProbe(in).encoding() : header.encoding(), end);
      return;
    }
    if (header.length() % 2 != 0) {
      warnings.add("odd-length", tag, header.offset(), "The value has an odd length.");
    }
    if (known && target.bigEndian() && vr.unitSize() > 1) {
      readLittleEndian(target, header, vr, end);
    } else {
      bulk.readValue(target, header, vr, end);
    }
    texts.check(target, header, vr);
  }

  /** Numbers in a value of VR UN are little-endian also in a big-endian data set (PS3.5 §6.2.2). */
  private void readLittleEndian(Attributes target, ElementHeader header, VR vr, long end)
      throws IOException {
    Attributes little = new Attributes(1);
    bulk.readValue(little, header, vr, end);
    target.addAll(little);
  }

  private void readUndefinedLength(Attributes target, ElementHeader header, long end)
      throws IOException {
    VR vr = header.vr();
    boolean bytes = vr == VR.OB || vr == VR.OW;
    if (header.tag() == Tag.PixelData && vr != VR.SQ) {
      // In an item: an icon. Its VR is UN or OW where a writer was careless.
      bulk.readFragments(target, header, end, headers);
    } else if (vr == VR.SQ) {
      readSequence(target, header, header.encoding(), end);
    } else if (vr == VR.UN) {
      readSequence(target, header, new SequenceProbe(in).encoding(), end);
    } else if (bytes) {
      warnings.add(
          "undefined-length", header.tag(), header.offset(), "Read as fragments of a value.");
      bulk.readFragments(target, header, end, headers);
    } else {
      throw new ParseFault.Refusal(
          header, "its length is undefined, which a " + vr + " may not be");
    }
  }

  private void readSequence(Attributes target, ElementHeader header, Encoding encoding, long end)
      throws IOException {
    int depth = path.depth();
    if (depth >= MAX_DEPTH) {
      throw new ParseFault.Refusal(header, "sequences are nested more than " + MAX_DEPTH + " deep");
    }
    long start = in.position();
    path.enter(header.tag());
    try {
      readItems(target, header, encoding, end);
      path.leaveTo(depth);
    } catch (ParseFault.Mismatch e) {
      boolean keepable = !header.isUndefinedLength() && in.canSeek(start);
      if (!keepable || e.bytes() > MAX_MISMATCH) {
        throw e;
      }
      path.leaveTo(depth);
      warnings.add(
          "sequence-length",
          header.tag(),
          header.offset(),
          "Its length is not that of its items; kept as bytes.");
      in.seek(start);
      target.setBytes(header.tag(), VR.UN, bulk.read(header, header.length()));
    }
  }

  private void readItems(Attributes target, ElementHeader header, Encoding encoding, long end)
      throws IOException {
    Sequence sequence = target.newSequence(header.tag(), 1);
    long sequenceEnd = header.isUndefinedLength() ? end : in.position() + header.length();
    while (in.position() < sequenceEnd) {
      ElementHeader item = headers.readItem(encoding);
      path.nextItem();
      if (item.tag() == Tag.SequenceDelimitationItem) {
        if (header.isUndefinedLength()) {
          return;
        }
        warnings.add("delimiter", item.tag(), item.offset(), "A sequence of known length has one.");
        continue;
      }
      if (item.tag() != Tag.Item) {
        endEarly(header, item, sequenceEnd);
        return;
      }
      long itemEnd = item.isUndefinedLength() ? sequenceEnd : in.position() + item.length();
      if (itemEnd > sequenceEnd) {
        shorten(item, itemEnd - sequenceEnd);
        itemEnd = sequenceEnd;
      }
      Attributes content = new Attributes(encoding.bigEndian(), 0);
      sequence.add(content);
      readElements(content, encoding, itemEnd, item.isUndefinedLength());
    }
    if (header.isUndefinedLength()) {
      path.leaveTo(path.depth() - 1);
      throw ParseFault.Mismatch.undelimited(header);
    }
  }

  /** Lets an item end with its sequence that would end a little later. */
  private void shorten(ElementHeader item, long excess) throws ParseFault.Mismatch {
    if (excess > MAX_MISMATCH) {
      throw ParseFault.Mismatch.overshoot(item, excess);
    }
    warnings.add(
        "sequence-length",
        item.tag(),
        item.offset(),
        "The item's length reaches beyond its sequence; ended with that.");
  }

  /** Ends a sequence whose length reaches into the elements behind it. */
  private void endEarly(ElementHeader sequence, ElementHeader next, long sequenceEnd)
      throws IOException {
    if (sequence.isUndefinedLength()) {
      throw new ParseFault.Refusal(next, "an item of a sequence was expected here");
    }
    long excess = sequenceEnd - next.offset();
    // Read as an item, the VR of an element is the lower half of the length.
    int lower = (int) next.length();
    boolean hasVr = VR.valueOf(((lower & 0xFF) << 8) | ((lower >> 8) & 0xFF)).isPresent();
    boolean follows =
        next.encoding() == Encoding.EXPLICIT_LITTLE
            && hasVr
            && Integer.compareUnsigned(next.tag(), sequence.tag()) > 0;
    if (!follows || excess > MAX_MISMATCH || !in.canSeek(next.offset())) {
      throw ParseFault.Mismatch.noItem(next, excess);
    }
    warnings.add(
        "sequence-length",
        next.tag(),
        next.offset(),
        "The sequence before it is shorter than its length says; ended here.");
    in.seek(next.offset());
  }
}
