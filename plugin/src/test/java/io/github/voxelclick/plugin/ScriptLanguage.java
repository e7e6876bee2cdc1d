package io.github.voxelclick.plugin;

import bsh.Interpreter;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.python.core.PySystemState;
import org.python.util.PythonInterpreter;

/** The languages that scripts come in, each run by its own interpreter in this JVM. */
enum ScriptLanguage {
  GROOVY("groovy") {
    @Override
    Object run(String script, Path folder) {
      Binding binding = new Binding();
      binding.setVariable("answer", "");
      new GroovyShell(binding).evaluate(script);
      return binding.getVariable("answer");
    }
  },
  JYTHON("python") {
    @Override
    Object run(String script, Path folder) {
      Properties settings = new Properties();
      settings.setProperty("python.cachedir.skip", "true"); // nothing beside the jar
      settings.setProperty("python.console.encoding", "UTF-8");
      settings.setProperty("python.import.site", "false");
      PySystemState.initialize(System.getProperties(), settings);
      try (PythonInterpreter python = new PythonInterpreter()) {
        python.exec(script);
        Object answer = python.get("answer", Object.class);
        return answer == null ? "" : answer;
      }
    }
  },
  BEANSHELL("beanshell") {
    @Override
    Object run(String script, Path folder) throws Exception {
      Interpreter shell = new Interpreter();
      shell.eval(script);
      Object answer = shell.get("answer");
      return answer == null ? "" : answer;
    }
  },
  JAVA("java") {
    @Override
    Object run(String script, Path folder) throws Exception {
      return compiledAndRun(script, folder);
    }
  };

  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  private final String fence;

  ScriptLanguage(String fence) {
    this.fence = fence;
  }

  /** What Markdown calls it. */
  String fence() {
    return fence;
  }

  static ScriptLanguage ofFence(String fence) {
    for (ScriptLanguage language : values()) {
      if (language.fence.equals(fence)) {
        return language;
      }
    }
    throw new IllegalArgumentException("no language " + fence);
  }

  /**
   * Runs a script.
   *
   * @param folder where classes may be put
   * @return what it has put into the variable {@code answer}; an empty text where it has not
   */
  abstract Object run(String script, Path folder) throws Exception;

  /** A whole class with a main method, or statements as they stand in a method. */
  private static Object compiledAndRun(String script, Path folder) throws Exception {
    Matcher named = CLASS.matcher(script);
    boolean whole = named.find();
    String name = whole ? named.group(1) : "Example";
    Path source = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
    Files.writeString(source, whole ? script : wrapped(script));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(source, classes);
    URL[] place = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, VoxelClick.class.getClassLoader())) {
      Class<?> type = loader.loadClass(name);
      type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      return whole ? "" : type.getField("answer").get(null);
    }
  }

  private static String wrapped(String statements) {
    return String.format(
        Locale.ROOT,
        "import io.github.voxelclick.plugin.*;%n"
            + "import java.util.*;%n"
            + "public class Example {%n"
            + "  public static Object answer = \"\";%n"
            + "  public static void main(String[] args) throws Exception {%n%s%n  }%n}%n",
        statements);
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      String path =
          place(VoxelClick.class) + java.io.File.pathSeparator + place(VolumeException.class);
      List<String> options = List.of("-cp", path, "-d", classes.toString(), "-proc:none");
      boolean compiled =
          compiler
              .getTask(told, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new AssertionError("does not compile:\n" + told);
      }
    }
  }

  private static String place(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
