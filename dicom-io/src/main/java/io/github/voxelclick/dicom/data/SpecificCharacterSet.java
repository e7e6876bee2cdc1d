package io.github.voxelclick.dicom.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decodes text of the VRs SH, LO, UC, PN, ST, LT and UT by Specific Character Set (0008,0005), with
 * the code extensions of PS3.5 §6.1 and PS3.3 §C.12.1.1.2. What cannot be decoded becomes U+FFFD;
 * nothing is refused, since no text decides where a voxel lies. Immutable.
 *
 * <p>Escape sequences of sets that (0008,0005) does not list are followed too. There is no encoder:
 * this project writes ISO_IR 192 (UTF-8) only.
 */
public final class SpecificCharacterSet {
  /** The set of a data set without (0008,0005); bytes from 0x80 on are read as ISO 8859-1. */
  public static final SpecificCharacterSet DEFAULT =
      new SpecificCharacterSet(List.of(), CodeElement.IR_6, List.of());

  /** No file needs more; a damaged one could hold thousands in every item. */
  private static final int MAX_CODES = 16;

  /** The sets of one defined term, shared: every item of a file may have its own. */
  private static final Map<String, SpecificCharacterSet> SINGLE =
      CodeElement.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  CodeElement::title,
                  element ->
                      new SpecificCharacterSet(List.of(element.title()), element, List.of())));

  private final List<String> codes;
  private final CodeElement first;
  private final List<String> faults;

  private SpecificCharacterSet(List<String> codes, CodeElement first, List<String> faults) {
    this.codes = codes;
    this.first = first;
    this.faults = faults;
  }

  /**
   * The set of the values of (0008,0005). Common misspellings are understood; an unknown value
   * stands for the default. Both are listed by {@link #faults()}.
   */
  public static SpecificCharacterSet valueOf(String... codes) {
    if (codes.length == 0) {
      return DEFAULT;
    }
    SpecificCharacterSet single = codes.length == 1 ? SINGLE.get(codes[0]) : null;
    if (single != null) {
      return single;
    }
    List<String> faults = new ArrayList<>();
    List<CodeElement> elements = new ArrayList<>();
    String[] used = Arrays.copyOf(codes, Math.min(codes.length, MAX_CODES));
    for (String code : used) {
      Optional<CodeElement> known = CodeElement.of(code);
      elements.add(known.orElse(CodeElement.IR_6));
      if (known.isEmpty()) {
        faults.add("Unknown character set " + quoted(code) + "; read as ISO 8859-1.");
      } else if (!known.get().isSpelt(code)) {
        faults.add(
            "Misspelt character set " + quoted(code) + "; read as " + known.get().title() + ".");
      }
    }
    if (codes.length > MAX_CODES) {
      faults.add("Only the first " + MAX_CODES + " character sets were used.");
    }
    return new SpecificCharacterSet(List.of(used), firstOf(elements, faults), List.copyOf(faults));
  }

  /**
   * The set to start with. One that cannot be combined with others decides alone wherever it
   * stands: behind another it can only have been meant.
   */
  private static CodeElement firstOf(List<CodeElement> elements, List<String> faults) {
    if (elements.size() == 1) {
      return elements.get(0);
    }
    Optional<CodeElement> alone = elements.stream().filter(e -> !e.allowsExtension()).findFirst();
    alone.ifPresent(
        element -> faults.add(element.title() + " cannot be combined; read as that alone."));
    return alone.orElse(elements.get(0));
  }

  /** Cut and cleaned for a message: these are capitals, digits, spaces and underscores. */
  private static String quoted(String code) {
    String cut = code.substring(0, Math.min(code.length(), 16));
    return '"' + cut.replaceAll("[^A-Za-z0-9_ -]", "?") + '"';
  }

  /** The values of (0008,0005) as given. */
  public List<String> codes() {
    return codes;
  }

  /** What was tolerated in those values: a sentence each, without patient data. */
  public List<String> faults() {
    return faults;
  }

  /** Whether a value has bytes from 0x80 on that no character set is declared for. */
  public boolean leavesUndefined(byte[] bytes) {
    if (first != CodeElement.IR_6) {
      return false;
    }
    boolean any = false;
    for (byte b : bytes) {
      any |= b < 0;
    }
    return any && indexOf(bytes, Iso2022Decoder.ESC) < 0;
  }

  /**
   * Decodes a whole value, its separators and padding included.
   *
   * @param bytes the value's bytes as in the file
   * @param vr representation, which tells what separates values and name components
   */
  public String decode(byte[] bytes, VR vr) {
    if (!vr.usesSpecificCharacterSet()) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    boolean escapes = first.allowsExtension() && indexOf(bytes, Iso2022Decoder.ESC) >= 0;
    // JIS X 0201 has a yen sign where the separator stands, so that it needs the longer way too.
    return escapes || first == CodeElement.IR_13
        ? new Iso2022Decoder(first, vr).decode(bytes)
        : new String(bytes, first.charset());
  }

  private static int indexOf(byte[] bytes, int value) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return String.join("\\", codes);
  }
}
