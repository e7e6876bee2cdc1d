package io.github.voxelclick.onnx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ONNX Runtime's messages, which hold its source files and several lines, cut to their point. */
final class OrtReason {
  private static final int LONGEST = 240;

  /** A shared library that the dynamic linker missed, on Linux. */
  private static final Pattern MISSING =
      Pattern.compile("(lib[A-Za-z0-9_+.-]+\\.so[.0-9]*): cannot open shared object file");

  private static final Pattern NOISE =
      Pattern.compile(
          "Error code - [A-Z_]+ - message: "
              + "|\\[ONNXRuntimeError\\] : [0-9]+ : [A-Z_]+ : "
              + "|\\S*/onnxruntime\\S*\\.(?:cc|h):[0-9]+ "
              + "|Exception from \\S+\\.[ch]pp:[0-9]+:"
              + "|Exception during initialization: ");

  /** A failed assertion: signature and condition come before the words. */
  private static final Pattern ASSERTION = Pattern.compile("^.*? was false\\. ?");

  private OrtReason() {}

  static String of(Throwable failure) {
    return of(String.valueOf(failure.getMessage()));
  }

  /** Whether a message tells of a shared library that the dynamic linker did not find. */
  static boolean namesMissingLibrary(String message) {
    return MISSING.matcher(message).find();
  }

  /** The point of a message: one line without full stop at its end, of at most 240 characters. */
  static String of(String message) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return missing.group(1) + " is not installed or not on the library path";
    }
    String text = message.replaceAll("\\s+", " ");
    text = NOISE.matcher(text).replaceAll("");
    int creating = text.indexOf("Error creating execution provider: ");
    text = creating < 0 ? text : text.substring(creating + 35);
    text = ASSERTION.matcher(text).replaceFirst("").strip();
    while (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
