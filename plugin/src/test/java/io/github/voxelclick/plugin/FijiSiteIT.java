package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The update site that the build lays out. Fiji loads all of {@code jars/} and {@code plugins/}
 * into one class path, so nothing there may have what Fiji ships.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FijiSiteIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  private static final Path SITE = JARS.resolve("fiji-site");
  private static final String PLUGIN =
      "plugins/VoxelClick_-" + System.getProperty("voxelclick.version") + ".jar";
  private static final Path PROGRAM =
      JARS.resolveSibling("src").resolve("build").resolve("java").resolve("FijiSite.java");

  /** Java 17; Fiji-Latest runs on 21. */
  private static final int NEWEST_CLASS_FILE = 61;

  @TempDir Path folder;

  private static String runtime() throws IOException {
    try (Stream<Path> jars = Files.list(SITE.resolve("jars"))) {
      List<String> names =
          jars.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".jar")).toList();
      assertEquals(1, names.size(), names.toString());
      return "jars/" + names.get(0);
    }
  }

  private static Map<String, Element> index(Path gz) throws Exception {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gz))) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      assertEquals("pluginRecords", document.getDocumentElement().getTagName());
      Map<String, Element> files = new LinkedHashMap<>();
      NodeList plugins = document.getDocumentElement().getChildNodes();
      for (int n = 0; n < plugins.getLength(); n++) {
        Element e = (Element) plugins.item(n);
        files.put(e.getAttribute("filename"), e);
      }
      return files;
    }
  }

  private static Element version(Element plugin) {
    return (Element) plugin.getElementsByTagName("version").item(0);
  }

  @Test
  void there_are_two_jars_as_in_fiji_and_as_its_updater_asks_for_them() throws Exception {
    Map<String, Element> index = index(SITE.resolve("db.xml.gz"));
    Set<String> expected = new TreeSet<>(Set.of("db.xml.gz"));
    for (String name : List.of(PLUGIN, runtime())) {
      String stamp = version(index.get(name)).getAttribute("timestamp");
      assertTrue(stamp.matches("20\\d{12}"), stamp);
      expected.add(name);
      expected.add(name + "-" + stamp);
      assertEquals(-1, Files.mismatch(SITE.resolve(name), SITE.resolve(name + "-" + stamp)));
    }
    try (Stream<Path> all = Files.walk(SITE)) {
      Set<String> found =
          all.filter(Files::isRegularFile)
              .map(p -> SITE.relativize(p).toString().replace(File.separatorChar, '/'))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, found);
    }
    assertEquals(-1, Files.mismatch(SITE.resolve(PLUGIN), JARS.resolve(PLUGIN.substring(8))));
  }

  @Test
  void the_index_says_of_each_jar_what_it_is_and_of_ours_that_it_needs_the_other()
      throws Exception {
    Map<String, Element> index = index(SITE.resolve("db.xml.gz"));
    assertEquals(Set.of(PLUGIN, runtime()), index.keySet());
    for (Map.Entry<String, Element> file : index.entrySet()) {
      Element version = version(file.getValue());
      assertEquals(
          Files.size(SITE.resolve(file.getKey())),
          Long.parseLong(version.getAttribute("filesize")));
      Element description = (Element) version.getFirstChild();
      assertEquals("description", description.getTagName());
      assertTrue(description.getTextContent().matches("\\S.*\\."), description.getTextContent());
    }
    Element needs = (Element) index.get(PLUGIN).getElementsByTagName("dependency").item(0);
    assertEquals(runtime(), needs.getAttribute("filename"));
    assertEquals(
        version(index.get(runtime())).getAttribute("timestamp"), needs.getAttribute("timestamp"));
    assertEquals(
        plainChecksum(SITE.resolve(runtime())),
        version(index.get(runtime())).getAttribute("checksum"));
  }

  /** The updater's checksum where there are no properties. */
  private static String plainChecksum(Path jar) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-1");
    try (JarFile file = new JarFile(jar.toFile())) {
      for (ZipEntry e : file.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        assertFalse(e.getName().endsWith(".properties"), "another way of counting is needed");
        sha.update(e.getName().getBytes(StandardCharsets.US_ASCII));
        if (!e.getName().equals("META-INF/MANIFEST.MF")) {
          sha.update(file.getInputStream(e).readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  @Test
  void the_runtime_is_whole_but_for_what_only_debuggers_read() throws Exception {
    Map<String, Long> original = checksums(JARS.resolve("lib").resolve(runtime().substring(5)));
    Map<String, Long> shipped = checksums(SITE.resolve(runtime()));
    Set<String> left = new TreeSet<>(original.keySet());
    left.removeAll(shipped.keySet());
    assertFalse(left.isEmpty());
    for (String name : left) {
      assertTrue(name.contains(".dSYM/") || name.matches(".*\\.(pdb|lib)"), name);
    }
    original.keySet().removeAll(left);
    assertEquals(original, shipped);
    for (String system : List.of("linux-x64", "linux-aarch64", "win-x64", "osx-aarch64")) {
      assertTrue(
          shipped.keySet().stream()
              .anyMatch(n -> n.matches("ai/onnxruntime/native/" + system + "/.*\\.(so|dll|dylib)")),
          system);
    }
  }

  private static Map<String, Long> checksums(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc, (a, b) -> b));
    }
  }

  @Test
  void no_class_is_one_that_fiji_ships_and_all_load_in_its_java() throws Exception {
    for (Map.Entry<String, String> jar :
        Map.of(PLUGIN, "io/github/voxelclick/", runtime(), "ai/onnxruntime/").entrySet()) {
      int classes = 0;
      try (JarFile file = new JarFile(SITE.resolve(jar.getKey()).toFile())) {
        for (ZipEntry e : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
          assertTrue(e.getName().startsWith(jar.getValue()), jar.getKey() + " has " + e.getName());
          try (DataInputStream in = new DataInputStream(file.getInputStream(e))) {
            in.readInt();
            in.readUnsignedShort();
            int version = in.readUnsignedShort();
            assertTrue(version <= NEWEST_CLASS_FILE, e.getName() + " is of " + version);
          }
          classes++;
        }
      }
      assertTrue(classes > 50, jar.getKey());
    }
  }

  /** A name that exists already is an error window at ImageJ's start. */
  @Test
  void the_menu_can_be_read_and_takes_no_name_of_imagejs() throws Exception {
    Pattern line = Pattern.compile("[A-Z][A-Za-z >]+, \"([^\"]+)\", [a-zA-Z.]+(\\(\"[^\"]+\"\\))?");
    Set<String> labels = new HashSet<>();
    try (JarFile file = new JarFile(SITE.resolve(PLUGIN).toFile())) {
      String config = text(file.getInputStream(file.getEntry("plugins.config")));
      for (String text : config.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        Matcher match = line.matcher(text);
        assertTrue(match.matches(), text);
        assertTrue(labels.add(match.group(1)), "twice: " + text);
      }
    }
    String props = text(ij.IJ.class.getResourceAsStream("/IJ_Props.txt"));
    Set<String> theirs = new HashSet<>();
    Matcher match = Pattern.compile("\"([^\"]+)\",ij\\.").matcher(props);
    while (match.find()) {
      theirs.add(match.group(1));
    }
    assertTrue(theirs.size() > 300, "ImageJ's commands: " + theirs.size());
    labels.retainAll(theirs);
    assertEquals(Set.of(), labels);
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The expected digest is what imagej-updater (commit ea5f12ef, 2025-11-11) gave for such a jar.
   */
  @Test
  void checksums_are_the_updaters_also_for_comments_and_manifests() throws Exception {
    Path jar = folder.resolve("p.jar");
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("META-INF/", "");
    entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: x\n");
    entries.put("a.properties", "#a\n#\n#b\nx=1\n\n#c\n##d\ny=2\n#e");
    entries.put("b.txt", "hello");
    entries.put("\u00fc.properties", "\n\n#q\n");
    zip(jar, entries);
    assertEquals(
        "f199e5ba15a20fee36bfbb90576653a97d3ebd43", program(0, "--checksum", jar.toString()));
  }

  private static void zip(Path jar, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> e : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private String program(int expectedExit, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(PROGRAM.toString());
    command.addAll(List.of(words));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running: " + command);
    String text = Files.readString(out).strip();
    assertEquals(expectedExit, process.exitValue(), text);
    return text;
  }

  @ParameterizedTest
  @ValueSource(strings = {"as we write it", "as the updater writes it"})
  void a_newer_version_goes_on_from_what_is_published(String how) throws Exception {
    Path first = jar("VoxelClick_-0.1.0.jar", "one", "2025-01-02T03:04:05Z");
    Path runtime = jar("onnxruntime-1.29.0.jar", "runtime", "2025-01-01T00:00:00Z");
    Path site = folder.resolve("site \u00fc");
    Path published = folder.resolve("published.gz");
    program(0, site.toString(), first.toString(), runtime.toString());
    if (how.startsWith("as we")) {
      Files.copy(site.resolve("db.xml.gz"), published);
    } else {
      String xml = text(new GZIPInputStream(Files.newInputStream(site.resolve("db.xml.gz"))));
      int end = xml.indexOf("?>") + 2;
      try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(published))) {
        out.write(
            (xml.substring(0, end)
                    + "<!DOCTYPE pluginRecords [\n<!ELEMENT plugin (version?)>]>\n"
                    + xml.substring(end).replace("><", ">\n    <"))
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    Element before = index(site.resolve("db.xml.gz")).get("plugins/VoxelClick_-0.1.0.jar");
    assertEquals("20250102030405", version(before).getAttribute("timestamp"));

    Path second = jar("VoxelClick_-0.2.0.jar", "two", "2025-02-02T03:04:05Z");
    program(0, site.toString(), second.toString(), runtime.toString(), published.toString());
    Map<String, Element> index = index(site.resolve("db.xml.gz"));
    assertEquals(
        Set.of("plugins/VoxelClick_-0.2.0.jar", "jars/onnxruntime-1.29.0.jar"), index.keySet());
    Element old =
        (Element)
            index
                .get("plugins/VoxelClick_-0.2.0.jar")
                .getElementsByTagName("previous-version")
                .item(0);
    assertEquals(version(before).getAttribute("checksum"), old.getAttribute("checksum"));
    assertEquals("20250102030405", old.getAttribute("timestamp"));
    assertEquals("plugins/VoxelClick_-0.1.0.jar", old.getAttribute("filename"));
    assertEquals(
        0,
        index
            .get("jars/onnxruntime-1.29.0.jar")
            .getElementsByTagName("previous-version")
            .getLength(),
        "the runtime is the same");
  }

  @Test
  void a_version_that_is_older_than_the_published_one_is_refused() throws Exception {
    Path first = jar("VoxelClick_-0.1.0.jar", "one", "2025-01-02T03:04:05Z");
    Path runtime = jar("onnxruntime-1.29.0.jar", "runtime", "2025-01-01T00:00:00Z");
    Path site = folder.resolve("site");
    Path published = folder.resolve("published.gz");
    program(0, site.toString(), first.toString(), runtime.toString());
    Files.copy(site.resolve("db.xml.gz"), published);
    Path older = jar("VoxelClick_-0.0.9.jar", "nine", "2025-01-01T03:04:05Z");
    String text =
        program(1, site.toString(), older.toString(), runtime.toString(), published.toString());
    assertTrue(text.contains("not newer than what is published (20250102030405)"), text);
  }

  private Path jar(String name, String content, String time) throws IOException {
    Path jar = folder.resolve(name);
    zip(jar, Map.of("content.txt", content));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse(time)));
    return jar;
  }
}
