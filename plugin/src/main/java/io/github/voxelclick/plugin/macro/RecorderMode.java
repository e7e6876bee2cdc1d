package io.github.voxelclick.plugin.macro;

import java.util.List;
import java.util.Locale;

/**
 * What ImageJ's Recorder can write. Apart from the macro language they agree in the calls that we
 * write; what differs is how a text stands between quotes and what ImageJ's <i>Create</i> does to
 * all of it. Stateless.
 */
public enum RecorderMode {
  /** ImageJ's own. */
  MACRO("Macro"),
  /** As ImageJ runs it. */
  JAVASCRIPT("JavaScript"),
  /** Also what the Recorder runs its Java as. */
  BEANSHELL("BeanShell"),
  /** Jython, which is Python 2. */
  PYTHON("Python"),
  /** Statements for the {@code run} method of a plugin. */
  JAVA("Java");

  /**
   * What <i>Create</i> looks for in the whole text, texts between quotes included, to declare what
   * is used and to put Java's or Python's words in the place of others. A path that holds one by
   * chance must not: where no image is open yet, the added line would fail.
   */
  private static final List<String> TAKEN_FOR_CODE =
      List.of("imp.", "imp =", "(imp", "rm.", "overlay.add", "IJ.", "print", "new ");

  /** Where this stands, <i>Create</i> does not begin the script with the image in front. */
  private static final String MARK = "IJ.openImage";

  private final String label;

  RecorderMode(String label) {
    this.label = label;
  }

  /** The mode that the Recorder's menu calls so; JavaScript where it is none of these. */
  public static RecorderMode ofLabel(String label) {
    for (RecorderMode mode : values()) {
      if (mode.label.equals(label)) {
        return mode;
      }
    }
    return JAVASCRIPT;
  }

  /** What the Recorder's menu calls it. */
  public String label() {
    return label;
  }

  /**
   * A text between quotes. Line breaks become blanks. In scripts all but ASCII is written by code
   * units, since ImageJ saves them in whatever encoding the computer has.
   */
  public String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean escaped = false;
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(n);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(' '); // a line ends where the text does
      } else if (this != MACRO && (c >= 127 || isTakenForCode(text, n))) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        escaped = true;
      } else {
        quoted.append(c);
      }
    }
    quoted.append('"');
    return escaped && this == PYTHON ? "u" + quoted : quoted.toString();
  }

  private static boolean isTakenForCode(String text, int at) {
    return TAKEN_FOR_CODE.stream().anyMatch(word -> text.startsWith(word, at));
  }

  /** The call that runs a command. */
  String run(String label, String options) {
    String call = "run(" + quoted(label);
    if (this == MACRO) {
      return options.isEmpty() ? call + ");\n" : call + ", " + quoted(options) + ");\n";
    }
    return "IJ." + call + ", " + quoted(options) + ");\n";
  }

  /** The call that says something in the log. */
  String log(String sentence) {
    return (this == MACRO ? "print(" : "IJ.log(") + quoted(sentence) + ");\n";
  }

  /**
   * The call that closes the image in front. In scripts it is ImageJ's command, which then knows
   * that nobody is there to be asked; that closes whatever window is active.
   */
  String close(String title) {
    return this == MACRO
        ? "close();\n"
        : "IJ.selectWindow(" + quoted(title) + "); " + run("Close", "");
  }

  /**
   * The line that brings an image to the front.
   *
   * @param written all that was recorded before
   */
  public String select(String title, String written) {
    return this == MACRO
        ? "selectImage(" + quoted(title) + ");\n"
        : "IJ.selectWindow(" + quoted(title) + ");" + image(written);
  }

  /**
   * A line that opens an image, so that what ImageJ itself records of it works, too: in scripts
   * those lines are calls of a variable that ImageJ only sets where it opens the image itself.
   *
   * @param line in this language, with its line break
   * @param written all that was recorded before
   */
  public String opening(String line, String written) {
    return this == MACRO ? line : line.stripTrailing() + image(written);
  }

  private String image(String written) {
    String assigned = " imp = IJ.getImage();";
    if (written.contains("imp =")) {
      return assigned + "\n";
    }
    if (written.contains("imp.") || written.contains("(imp")) {
      return assigned + "\n"; // Create begins with a declaration then
    }
    return (this == JAVA ? " ImagePlus" : "")
        + assigned
        + (this == PYTHON ? " # " : " // ")
        + "as of "
        + MARK
        + "\n";
  }
}
