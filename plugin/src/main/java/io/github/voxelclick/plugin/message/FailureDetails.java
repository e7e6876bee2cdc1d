package io.github.voxelclick.plugin.message;

import io.github.voxelclick.plugin.task.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be handed on of a failure: versions, memory, kinds of exception, where in our code, and
 * messages without anything of a patient or of the computer's owner. In English, for whoever mends
 * it. Stateless.
 */
public final class FailureDetails {
  private static final String OURS = "io.github.voxelclick.";
  private static final int MOST_CAUSES = 12;
  private static final int MOST_FRAMES = 20;
  private static final long MIB = 1 << 20;

  private FailureDetails() {}

  /**
   * The details.
   *
   * @param device what the model runs on, such as CPU, if that is known; only its letters, digits
   *     and spaces are told
   * @param family how the model is run, such as SAM, if that is known; as the device. A model's own
   *     name may be that of a file of a person, and is not to be given
   */
  public static String of(Throwable failure, Optional<String> device, Optional<String> family) {
    Runtime runtime = Runtime.getRuntime();
    List<String> lines = new ArrayList<>();
    lines.add("VoxelClick " + Version.text());
    lines.add("Java " + property("java.version") + ", " + property("java.vendor"));
    lines.add(property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    lines.add(
        "Heap "
            + (runtime.totalMemory() - runtime.freeMemory()) / MIB
            + " of "
            + runtime.maxMemory() / MIB
            + " MiB used");
    device.ifPresent(d -> lines.add("Device " + plain(d)));
    family.ifPresent(f -> lines.add("Model family " + plain(f)));
    lines.add("");
    List<Throwable> chain = chain(failure);
    Scrubber scrubber = new Scrubber(literals(chain));
    for (int n = 0; n < chain.size(); n++) {
      add(lines, n == 0 ? "" : "Caused by ", chain.get(n), scrubber);
    }
    return String.join("\n", lines) + "\n";
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("[^\\p{Alnum} .:()-]", "").strip();
  }

  /** The failure and its causes; causes may run in a circle. */
  private static List<Throwable> chain(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && chain.size() < MOST_CAUSES && seen.add(next)) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }

  private static Set<String> literals(List<Throwable> chain) {
    Set<String> classes = new LinkedHashSet<>();
    for (Throwable t : chain) {
      for (StackTraceElement frame : t.getStackTrace()) {
        if (frame.getClassName().startsWith(OURS)) {
          classes.add(frame.getClassName());
        }
      }
    }
    Set<String> literals = new LinkedHashSet<>();
    classes.forEach(name -> literals.addAll(ClassLiterals.of(name)));
    return literals;
  }

  private static void add(List<String> lines, String before, Throwable t, Scrubber scrubber) {
    String message = t.getMessage();
    lines.add(
        before
            + t.getClass().getName()
            + (message == null || message.isBlank() ? "" : ": " + scrubber.scrub(message)));
    int told = 0;
    int left = 0;
    for (StackTraceElement frame : t.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS) && told < MOST_FRAMES) {
        lines.add(
            "  at "
                + frame.getClassName().substring(OURS.length())
                + "."
                + frame.getMethodName()
                + ":"
                + frame.getLineNumber());
        told++;
      } else {
        left++;
      }
    }
    if (left > 0) {
      lines.add("  and " + left + " more");
    }
  }
}
