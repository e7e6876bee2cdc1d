package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsh.Interpreter;
import io.github.voxelclick.plugin.macro.MacroClose;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroRemark;
import io.github.voxelclick.plugin.macro.RecorderMode;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.python.core.PySystemState;
import org.python.util.PythonInterpreter;

/**
 * What is recorded in the languages other than that of macros runs there, and makes the calls that
 * the macro makes. Each is run by its own interpreter or compiler with an {@code IJ} that writes
 * down what it is asked; JavaScript, for which there is no engine here, is letter for letter what
 * BeanShell reads.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class RecorderModesTest {
  /** Backslashes before a u, quotes, umlauts, kanji, a lung, a line break, words of ImageJ's. */
  private static final String NASTY =
      "C:\\users\\print new\\farm.shrimp.dcm \"q\" 'a' Bühler 日本 \uD83E\uDEC1\n(imp = x)\\";

  @TempDir private Path temp;

  /** What a script did with ImageJ. Public and with public methods, for interpreters. */
  public static final class Calls {
    private final List<String> calls = new ArrayList<>();
    private String front = "";

    /** As of ImageJ. */
    public void run(String command, String options) {
      calls.add("run " + command + "|" + options);
      if (command.equals(MacroCommand.OPEN.label())) {
        front = "opened " + calls.size();
      }
    }

    /** As of ImageJ. */
    public void log(String sentence) {
      calls.add("log " + sentence);
    }

    /** As of ImageJ. */
    public void selectWindow(String title) {
      calls.add("select " + title);
      front = title;
    }

    /** As of ImageJ. */
    public Image getImage() {
      if (front.isEmpty()) {
        throw new IllegalStateException("There are no images open");
      }
      return new Image(this, front);
    }
  }

  /** An image, as ImageJ's own lines use it. */
  public static final class Image {
    private final Calls calls;
    private final String title;

    Image(Calls calls, String title) {
      this.calls = calls;
      this.title = title;
    }

    /** As of ImageJ. */
    public void setSlice(int slice) {
      calls.calls.add("slice " + slice + " of " + title);
    }
  }

  private static List<String> beanShell(String script) throws Exception {
    Calls calls = new Calls();
    Interpreter shell = new Interpreter();
    shell.set("IJ", calls);
    shell.eval(script);
    return calls.calls;
  }

  private static List<String> python(String script) {
    Properties settings = new Properties();
    settings.setProperty("python.cachedir.skip", "true"); // nothing beside the jar
    settings.setProperty("python.console.encoding", "UTF-8");
    settings.setProperty("python.import.site", "false");
    PySystemState.initialize(System.getProperties(), settings);
    Calls calls = new Calls();
    try (PythonInterpreter python = new PythonInterpreter()) {
      python.set("IJ", calls);
      python.exec(script);
    }
    return calls.calls;
  }

  /** As statements in the method of a plugin. */
  private List<String> java(String script) throws Exception {
    String source =
        "import java.util.*;\n"
            + "public class Recorded {\n"
            + "  static class IJ {\n"
            + "    static "
            + Calls.class.getCanonicalName()
            + " c;\n"
            + "    static void run(String a, String b) { c.run(a, b); }\n"
            + "    static void log(String a) { c.log(a); }\n"
            + "    static void selectWindow(String a) { c.selectWindow(a); }\n"
            + "    static ImagePlus getImage() { ImagePlus i = new ImagePlus();"
            + " i.image = c.getImage(); return i; }\n"
            + "  }\n"
            + "  static class ImagePlus {\n    "
            + Image.class.getCanonicalName()
            + " image;\n"
            + "    void setSlice(int n) { image.setSlice(n); }\n"
            + "  }\n"
            + "  public static void run("
            + Calls.class.getCanonicalName()
            + " calls) {\n    IJ.c = calls;\n"
            + script
            + "  }\n}\n";
    Path file = Files.writeString(temp.resolve("Recorded.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-cp", place(), "-d", temp.toString(), "-proc:none");
      assertTrue(
          compiler.getTask(told, files, null, options, null, files.getJavaFileObjects(file)).call(),
          () -> told + source);
    }
    Calls calls = new Calls();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {temp.toUri().toURL()}, RecorderModesTest.class.getClassLoader())) {
      loader.loadClass("Recorded").getMethod("run", Calls.class).invoke(null, calls);
    }
    return calls.calls;
  }

  private static String place() throws IOException {
    try {
      return Path.of(Calls.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private List<String> done(RecorderMode mode, String script) throws Exception {
    return switch (mode) {
      case PYTHON -> python(script);
      case JAVA -> java(script);
      default -> beanShell(script);
    };
  }

  private static final Object CT = new Object();
  private static final Object MR = new Object();

  /** Two images, a line of ImageJ's on each, a remark and the end of one. */
  private static String recorded(RecorderMode mode, String path) {
    FakePad pad = new FakePad().in(mode);
    MacroScript script = new MacroScript(pad, Runnable::run);
    MacroLine open = MacroLine.of(MacroCommand.OPEN).with("path", path).withFlag("new", true);
    MacroLine lock = MacroLine.of(MacroCommand.LOCK_SEGMENT).with("segment", 1);
    script.writeOpening(CT, "CT é", open);
    pad.append("imp.setSlice(3);\n");
    script.write(CT, "CT é", lock);
    script.writeOpening(MR, "MR", open);
    pad.append("imp.setSlice(4);\n");
    script.write(CT, "CT é", MacroLine.of(MacroCommand.UNDO));
    pad.append("imp.setSlice(5);\n");
    script.write(CT, "CT é", new MacroRemark("not \"all\" é"));
    script.write(CT, "CT é", new MacroClose("CT é"));
    return pad.text();
  }

  private static List<String> expected(String path) {
    String open =
        "run Open Volume...|"
            + MacroLine.of(MacroCommand.OPEN)
                .with("path", path)
                .withFlag("new", true)
                .optionText()
                .replace('\n', ' ');
    return List.of(
        open,
        "slice 3 of opened 1",
        "select CT é",
        "run VoxelClick Lock Segment|segment=1",
        open,
        "slice 4 of opened 5",
        "select CT é",
        "run Undo Prompt|",
        "slice 5 of CT é",
        "select CT é",
        "log VoxelClick: not \"all\" é",
        "select CT é",
        "run Close|");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MACRO")
  void a_script_runs_in_its_language(RecorderMode mode) throws Exception {
    assertEquals(expected(NASTY), done(mode, recorded(mode, NASTY)));
    assertEquals(expected("/data/ct"), done(mode, recorded(mode, "/data/ct")));
  }

  @Test
  void javascript_is_read_as_beanshell_is() {
    assertEquals(recorded(RecorderMode.BEANSHELL, NASTY), recorded(RecorderMode.JAVASCRIPT, NASTY));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MACRO")
  void scripts_are_written_in_ascii_and_end_no_line_within_a_text(RecorderMode mode) {
    String text = recorded(mode, NASTY + "\u2028\u2029\u0085\r\n\t\u007f");
    assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), text);
    assertEquals(12, text.lines().count(), text);
    String quoted = mode.quoted("a\u2028\u0085\r\nü\uD83E\uDEC1");
    assertTrue(quoted.endsWith("\"a\\u2028\\u0085  \\u00fc\\ud83e\\udec1\""), quoted);
  }

  /** What ImageJ's Create looks for, in texts between quotes, too, and would put code for. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MACRO")
  void create_finds_no_code_in_a_path(RecorderMode mode) throws Exception {
    String path =
        "/rm.x/overlay.add/imp.close/(imp/imp = IJ.createImage/blueprint/new scans/IJ.log";
    FakePad pad = new FakePad().in(mode);
    new MacroScript(pad, Runnable::run).write(MacroLine.of(MacroCommand.LOAD).with("path", path));
    for (String word :
        List.of(
            "rm.",
            "overlay.add",
            "imp.",
            "(imp",
            "imp =",
            "IJ.createImage",
            "IJ.log",
            "print",
            "new ")) {
      assertFalse(pad.text().contains(word), word + " in " + pad.text());
    }
    assertEquals(List.of("run Load Segments...|path=[" + path + "]"), done(mode, pad.text()));
  }

  /** Else it would begin the script with the image in front, when none is open yet. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MACRO")
  void create_need_not_say_which_image_a_script_begins_with(RecorderMode mode) {
    assertTrue(recorded(mode, "/data/ct").contains("IJ.openImage"));
  }

  /** Create declares the variable then, and a second declaration would not compile in Java. */
  @Test
  void what_imagej_recorded_before_is_left_to_create() throws Exception {
    FakePad pad = new FakePad().in(RecorderMode.JAVA);
    pad.append("imp.setSlice(2);\n");
    MacroScript script = new MacroScript(pad, Runnable::run);
    script.write(CT, "CT", MacroLine.of(MacroCommand.UNDO));
    assertFalse(pad.text().contains("IJ.openImage"), pad.text());
    String created = "ImagePlus imp = IJ.getImage();\n" + pad.text();
    assertEquals(
        List.of("slice 2 of X", "select CT", "run Undo Prompt|"),
        java("IJ.c.selectWindow(\"X\");\n" + created).stream()
            .filter(call -> !call.equals("select X"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Macro", "JavaScript", "BeanShell", "Python", "Java"})
  void the_modes_are_imagejs(String label) throws Exception {
    assertEquals(label, RecorderMode.ofLabel(label).label());
    java.lang.reflect.Field modes = ij.plugin.frame.Recorder.class.getDeclaredField("modes");
    modes.setAccessible(true);
    List<String> all = List.of((String[]) modes.get(null));
    assertTrue(all.contains(label), all.toString());
    assertEquals(RecorderMode.values().length, all.size());
  }

  @Test
  void a_mode_of_a_later_imagej_is_taken_for_javascript() {
    assertEquals(RecorderMode.JAVASCRIPT, RecorderMode.ofLabel("Groovy"));
  }

  @Test
  void macros_are_written_as_ever() {
    assertEquals(
        """
        run("Open Volume...", "path=/data/ct new");
        imp.setSlice(3);
        selectImage("CT é");
        run("VoxelClick Lock Segment", "segment=1");
        run("Open Volume...", "path=/data/ct new");
        imp.setSlice(4);
        selectImage("CT é");
        run("Undo Prompt");
        imp.setSlice(5);
        selectImage("CT é");
        print("VoxelClick: not \\"all\\" é");
        close();
        """,
        recorded(RecorderMode.MACRO, "/data/ct"));
  }
}
