import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Lays out an update site for Fiji; the build runs this file as it is.
 *
 * <p>{@code FijiSite FOLDER PLUGIN_JAR ONNX_RUNTIME_JAR [PREVIOUS_DB_XML_GZ]}
 *
 * <p>In the folder lie {@code plugins/} and {@code jars/} as in Fiji's own, and what its updater
 * asks for: {@code db.xml.gz} and each file once more with its timestamp at the end of its name (a
 * hard link where the disk has them). Format and checksums are those of imagej-updater
 * (XMLFileWriter, XMLFileReader, FilesCollection.getURL, UpdaterUtil.getJarDigest). The index of
 * the site as it was published before gives the versions that users may have; without it their
 * updater would take these for files that they changed themselves.
 */
public final class FijiSite {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  private FijiSite() {}

  /** A file of the site; {@code name} is that in Fiji's folder, with slashes. */
  private record SiteFile(
      String name, String checksum, long bytes, String stamp, List<Old> previous) {}

  /** A version that was published before. */
  private record Old(String checksum, String stamp, String obsolete, String name) {}

  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("--checksum")) {
      System.out.println(checksum(Path.of(args[1])));
      return;
    }
    if (args.length < 3 || args.length > 4) {
      throw new IllegalArgumentException(
          "FijiSite takes a folder, the plugin's jar, ONNX Runtime's jar, and perhaps the db.xml.gz"
              + " of the site as published; found "
              + args.length
              + " arguments.");
    }
    Path site = Path.of(args[0]);
    Path plugin = Path.of(args[1]);
    Path runtime = Path.of(args[2]);
    boolean continued = args.length == 4 && !args[3].isBlank();
    Map<String, Element> published = continued ? published(Path.of(args[3])) : Map.of();
    String pluginName = "plugins/" + plugin.getFileName();
    String runtimeName = "jars/" + runtime.getFileName();
    clear(site, runtimeName, Files.getLastModifiedTime(runtime));
    place(site, pluginName, out -> Files.copy(plugin, out));
    place(site, runtimeName, out -> withoutDebugFiles(runtime, out));
    SiteFile library = file(site, runtimeName, newestEntry(site.resolve(runtimeName)), published);
    SiteFile ours =
        file(site, pluginName, stamp(Files.getLastModifiedTime(plugin).toInstant()), published);
    link(site, library);
    link(site, ours);
    writeIndex(site.resolve("db.xml.gz"), ours, library);
    System.out.printf(
        Locale.ROOT,
        "Fiji site: %s %.1f MB, %s %.1f MB%n",
        ours.name(),
        ours.bytes() / 1e6,
        library.name(),
        library.bytes() / 1e6);
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path out) throws IOException;
  }

  private static void place(Path site, String name, Writer writer) throws IOException {
    Path out = site.resolve(name);
    if (Files.exists(out)) {
      return; // the runtime, which clear has left
    }
    Files.createDirectories(out.getParent());
    Path part = site.resolve(name + ".part");
    writer.write(part);
    Files.move(part, out);
  }

  /** Empties the folder but for a runtime that was made from the same jar: that takes seconds. */
  private static void clear(Path folder, String runtime, FileTime made) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Path kept = folder.resolve(runtime);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        boolean stays = path.equals(kept) && Files.getLastModifiedTime(kept).compareTo(made) > 0;
        if (Files.isRegularFile(path) && !stays) {
          Files.delete(path);
        }
      }
    }
  }

  /** Debug symbols and the import library serve nobody at run time; 16 MB. Times are kept. */
  private static void withoutDebugFiles(Path jar, Path out) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream zip =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
      for (ZipEntry entry : in.stream().toList()) {
        String name = entry.getName();
        if (name.contains(".dSYM/") || name.endsWith(".pdb") || name.endsWith(".lib")) {
          continue;
        }
        if (name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)")) {
          throw new IOException(
              jar.getFileName()
                  + " is signed ("
                  + name
                  + "): it cannot be made smaller. Ship it"
                  + " whole.");
        }
        ZipEntry copy = new ZipEntry(name);
        copy.setTimeLocal(entry.getTimeLocal());
        zip.putNextEntry(copy);
        try (InputStream bytes = in.getInputStream(entry)) {
          bytes.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
  }

  private static String newestEntry(Path jar) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile())) {
      LocalDateTime newest =
          in.stream().map(ZipEntry::getTimeLocal).max(Comparator.naturalOrder()).orElseThrow();
      return STAMP.format(newest);
    }
  }

  private static String stamp(Instant time) {
    return STAMP.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private static void link(Path site, SiteFile file) throws IOException {
    Path there = site.resolve(file.name());
    Path link = site.resolve(file.name() + "-" + file.stamp());
    try {
      Files.createLink(link, there);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(there, link);
    }
  }

  private static SiteFile file(Path site, String name, String stamp, Map<String, Element> published)
      throws Exception {
    Path path = site.resolve(name);
    String checksum = checksum(path);
    Optional<Element> before = Optional.ofNullable(published.get(unversioned(name)));
    List<Old> previous = new ArrayList<>();
    String kept = stamp;
    if (before.isPresent()) {
      String oldName = before.get().getAttribute("filename");
      for (Element old : children(before.get(), "previous-version")) {
        previous.add(
            new Old(
                old.getAttribute("checksum"),
                old.getAttribute("timestamp"),
                old.getAttribute("timestamp-obsolete"),
                old.hasAttribute("filename") ? old.getAttribute("filename") : oldName));
      }
      for (Element current : children(before.get(), "version")) {
        String then = current.getAttribute("checksum");
        String time = current.getAttribute("timestamp");
        if (then.equals(checksum)) {
          kept = time; // nothing new: nobody need load it again
        } else {
          previous.add(new Old(then, time, stamp(Instant.now()), oldName));
          if (kept.compareTo(time) <= 0) {
            throw new IOException(
                name
                    + " is of "
                    + kept
                    + ", not newer than what is published ("
                    + time
                    + "). Build it again.");
          }
        }
      }
      previous.removeIf(old -> old.checksum().equals(checksum));
    }
    return new SiteFile(name, checksum, Files.size(path), kept, previous);
  }

  /** As imagej-updater tells versions of one file from other files. */
  private static String unversioned(String name) {
    return name.replaceAll("-\\d+(\\.\\d+)*(-SNAPSHOT)?\\.jar$", ".jar");
  }

  private static Map<String, Element> published(Path index) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Map<String, Element> files = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(index))) {
      Document document = factory.newDocumentBuilder().parse(in);
      for (Element plugin : children(document.getDocumentElement(), "plugin")) {
        files.put(unversioned(plugin.getAttribute("filename")), plugin);
      }
    }
    return files;
  }

  private static List<Element> children(Element parent, String tag) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int n = 0; n < nodes.getLength(); n++) {
      if (nodes.item(n) instanceof Element e && e.getTagName().equals(tag)) {
        found.add(e);
      }
    }
    return found;
  }

  private static void writeIndex(Path out, SiteFile ours, SiteFile library) throws Exception {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    Element root = document.createElement("pluginRecords");
    document.appendChild(root);
    Element version =
        add(
            root,
            ours,
            "VoxelClick: click-driven segmentation of CT, MR and PET volumes, DICOM SEG. Needs"
                + " Java 17. Not a medical device.");
    Element dependency = document.createElement("dependency");
    dependency.setAttribute("filename", library.name());
    dependency.setAttribute("timestamp", library.stamp());
    version.appendChild(dependency);
    add(root, library, "ONNX Runtime, which runs VoxelClick's models.");
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    // The updater takes white space before a description for a part of it.
    transformer.setOutputProperty(OutputKeys.INDENT, "no");
    try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(out))) {
      transformer.transform(new DOMSource(document), new StreamResult(zip));
    }
  }

  private static Element add(Element root, SiteFile file, String description) {
    Document document = root.getOwnerDocument();
    Element plugin = document.createElement("plugin");
    plugin.setAttribute("filename", file.name());
    root.appendChild(plugin);
    Element version = document.createElement("version");
    version.setAttribute("checksum", file.checksum());
    version.setAttribute("timestamp", file.stamp());
    version.setAttribute("filesize", String.valueOf(file.bytes()));
    plugin.appendChild(version);
    Element text = document.createElement("description");
    text.setTextContent(description);
    version.appendChild(text);
    for (Old old : file.previous()) {
      Element previous = document.createElement("previous-version");
      previous.setAttribute("timestamp", old.stamp());
      if (!old.obsolete().isEmpty()) {
        previous.setAttribute("timestamp-obsolete", old.obsolete());
      }
      previous.setAttribute("checksum", old.checksum());
      previous.setAttribute("filename", old.name());
      plugin.appendChild(previous);
    }
    return version;
  }

  /**
   * The updater's checksum of a jar: SHA-1 over the names and contents of all entries, in the order
   * of their names; of manifests the name alone counts, of properties not the comments.
   */
  private static String checksum(Path jar) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    try (ZipFile in = new ZipFile(jar.toFile())) {
      List<ZipEntry> entries = new ArrayList<>(in.stream().toList());
      entries.sort(Comparator.comparing(ZipEntry::getName));
      for (ZipEntry entry : entries) {
        digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
          continue; // FilterManifest leaves nothing of it
        }
        try (InputStream bytes = in.getInputStream(entry)) {
          byte[] content = bytes.readAllBytes();
          digest.update(
              entry.getName().endsWith(".properties") ? withoutComments(content) : content);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * As SkipHashedLines reads: of a comment the line's end stays, and the state of "at a line's
   * start" gets lost after an empty line and after a lone #, so that a comment there stays whole.
   */
  private static byte[] withoutComments(byte[] content) {
    HashedLines lines = new HashedLines(content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = lines.next(); b >= 0; b = lines.next()) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private static final class HashedLines {
    private final ByteArrayInputStream in;
    private boolean atStart = true;

    HashedLines(byte[] content) {
      in = new ByteArrayInputStream(content);
    }

    int next() {
      int b = in.read();
      if (!atStart) {
        atStart = b == '\n';
        return b;
      }
      if (b != '#') {
        atStart = false;
        return b;
      }
      do {
        b = next();
      } while (b != '\n' && b >= 0);
      return b;
    }
  }
}
