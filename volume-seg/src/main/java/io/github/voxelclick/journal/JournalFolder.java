package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the journals of one user lie. Their names are hashes, so that a listing tells
 * nobody's name. On POSIX systems what is created is its owner's alone (folders 0700, files 0600);
 * on Windows it inherits the user profile's access. Symbolic links in the folder are neither
 * listed, opened nor removed; the folder's own path may hold some.
 *
 * <p>Immutable, safe for several threads and processes.
 */
public final class JournalFolder {
  private static final int HASH_LENGTH = 64;
  private static final String ENDING = ".journal";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern OURS =
      Pattern.compile(
          HASH.pattern()
              + "\\.journal(|\\.lock|\\.new|\\.rewrite|\\.damaged-tail(|\\.[0-9]+|\\.part))");

  private final Path folder;

  private JournalFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Where journals lie unless the user says otherwise: {@code $XDG_DATA_HOME/voxelclick/journals}
   * or {@code ~/.local/share/voxelclick/journals}; {@code ~/Library/Application
   * Support/VoxelClick/journals} on macOS; {@code %LOCALAPPDATA%\VoxelClick\journals} on Windows.
   *
   * @param osName the system property {@code os.name}
   * @param environment such as {@link System#getenv()}
   * @param home the user's
   */
  public static Path defaultPath(String osName, Map<String, String> environment, Path home) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      Path local = absolute(environment.get("LOCALAPPDATA")).orElse(home.resolve("AppData/Local"));
      return local.resolve("VoxelClick").resolve("journals");
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library/Application Support/VoxelClick/journals");
    }
    Path data = absolute(environment.get("XDG_DATA_HOME")).orElse(home.resolve(".local/share"));
    return data.resolve("voxelclick").resolve("journals");
  }

  /** What is empty or relative does not count, as the XDG specification asks. */
  private static Optional<Path> absolute(@Nullable String value) {
    return Optional.ofNullable(value)
        .filter(v -> !v.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /**
   * The default folder, created when it is not there and closed to others when it was open to them.
   *
   * @param chosen by the user, instead of {@link #defaultPath}; one that is there keeps its
   *     permissions, for it may hold other things
   * @param osName as for {@link #defaultPath}
   * @param environment as for {@link #defaultPath}
   * @param home as for {@link #defaultPath}
   * @throws JournalException when it cannot be created
   */
  public static JournalFolder prepare(
      Optional<Path> chosen, String osName, Map<String, String> environment, Path home)
      throws JournalException {
    Path folder = chosen.orElseGet(() -> defaultPath(osName, environment, home));
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, OwnerOnly.folder(folder));
      } else if (chosen.isEmpty() && OwnerOnly.isKnownTo(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new JournalException(
          "Cannot make the folder for journals: "
              + Trouble.of(e)
              + ". Nothing is recorded without one. Make the folder yours to write to, or choose"
              + " another.",
          e);
    }
    return new JournalFolder(folder);
  }

  /** The folder, absolute. */
  public Path path() {
    return folder;
  }

  /**
   * Where the journal of a case lies or would lie, for {@link Journal#create} and {@link
   * Journal#open}.
   *
   * @param caseKey what tells this case from all others, such as the UIDs of its images
   */
  public Path file(String caseKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(caseKey.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash) + ENDING);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * All journals, the last changed first.
   *
   * @throws JournalException when the folder cannot be read
   */
  public List<JournalEntry> list() throws JournalException {
    List<JournalEntry> list;
    try {
      list = new ArrayList<>(entries().values());
    } catch (IOException e) {
      throw failed("list the journals", e);
    }
    list.sort(Comparator.comparing(JournalEntry::lastChange).reversed());
    return list;
  }

  /**
   * Removes one journal for good, with all that lies beside it, damaged tails too. The bytes are
   * not overwritten.
   *
   * @param hash from {@link #list}
   * @throws JournalException when it is open, is not there, or cannot be removed
   */
  public void purge(String hash) throws JournalException {
    if (!isHash(hash)) {
      throw new IllegalArgumentException("not a hash");
    }
    if (list().stream().noneMatch(entry -> entry.hash().equals(hash))) {
      throw new JournalException(
          "Cannot remove the journal " + hash + ": there is none. List them again.");
    }
    try {
      ProcessLock lock = lock(hash).orElseThrow(() -> JournalLock.inUse("remove", files(hash)));
      try (lock) {
        remove(hash);
      }
    } catch (IOException e) {
      throw failed("remove the journal " + hash, e);
    }
  }

  /**
   * Removes all journals but those that are open.
   *
   * @throws JournalException when one cannot be removed; those before it are gone
   */
  public Purged purgeAll() throws JournalException {
    return purge(entry -> true);
  }

  /**
   * Removes the journals that have not changed for a while, but those that are open.
   *
   * @param age since the last change, at least
   * @param clock tells the time now
   * @throws JournalException as {@link #purgeAll}
   */
  public Purged purgeOlderThan(Duration age, Clock clock) throws JournalException {
    Instant limit = clock.instant().minus(age);
    return purge(entry -> !entry.lastChange().isAfter(limit));
  }

  /**
   * What a purge did.
   *
   * @param removed hashes of journals that are gone
   * @param open hashes of journals that stay because they are open
   */
  public record Purged(List<String> removed, List<String> open) {
    /** Copies the lists. */
    public Purged {
      removed = List.copyOf(removed);
      open = List.copyOf(open);
    }
  }

  private Purged purge(Predicate<JournalEntry> condemned) throws JournalException {
    List<String> removed = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (JournalEntry entry : list()) {
      if (!condemned.test(entry)) {
        continue;
      }
      try {
        Optional<ProcessLock> lock = lock(entry.hash());
        if (lock.isEmpty()) {
          open.add(entry.hash());
        } else if (removeStill(condemned, entry.hash(), lock.get())) {
          removed.add(entry.hash());
        }
      } catch (IOException e) {
        throw failed("remove the journal " + entry.hash(), e);
      }
    }
    return new Purged(removed, open);
  }

  /** Removes a journal unless it changed before it was locked. */
  private boolean removeStill(Predicate<JournalEntry> condemned, String hash, ProcessLock lock)
      throws IOException {
    try (lock) {
      Optional<JournalEntry> now = Optional.ofNullable(entries().get(hash));
      if (now.filter(condemned).isEmpty()) {
        return false;
      }
      remove(hash);
      return true;
    }
  }

  /** The lock file goes last, while it is held: then whoever waits for it looks for a new one. */
  private void remove(String hash) throws IOException {
    JournalFiles files = files(hash);
    Files.deleteIfExists(files.journal());
    for (Path file : ours(hash)) {
      if (!file.equals(files.lock())) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(files.lock());
    FolderSync.probe(new DiskStorage(), folder);
  }

  private Optional<ProcessLock> lock(String hash) throws IOException {
    return JournalLock.tryAcquire(files(hash));
  }

  private JournalFiles files(String hash) {
    return new JournalFiles(folder.resolve(hash + ENDING));
  }

  private Map<String, JournalEntry> entries() throws IOException {
    Map<String, JournalEntry> entries = new TreeMap<>();
    for (Path file : ours("")) {
      if (!file.toString().endsWith(".lock")) {
        entry(file).ifPresent(part -> entries.merge(part.hash(), part, JournalEntry::and));
      }
    }
    return entries;
  }

  /** Regular files that journals consist of, of hashes that begin so. */
  private List<Path> ours(String start) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path file : names) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(start)
            && OURS.matcher(name).matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static Optional<JournalEntry> entry(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String hash = String.valueOf(file.getFileName()).substring(0, HASH_LENGTH);
      return Optional.of(
          new JournalEntry(hash, attributes.size(), attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Removed or renamed since the folder was read.
    }
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static JournalException failed(String what, IOException e) {
    return new JournalException(
        "Cannot "
            + what
            + ": "
            + Trouble.of(e)
            + ". See that the folder of the journals is there and yours to write to, then try"
            + " again.",
        e);
  }
}
