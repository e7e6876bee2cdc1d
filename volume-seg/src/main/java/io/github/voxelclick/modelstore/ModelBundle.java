package io.github.voxelclick.modelstore;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Installed models in one file, to be carried to a computer without a network: a ZIP file without
 * compression whose first entry, {@code manifest.json}, lists every other with its length and
 * SHA-256. The same models give the same bytes. Stateless.
 */
public final class ModelBundle {
  private static final String MANIFEST = "manifest.json";
  private static final int FORMAT = 1;
  private static final int MOST_MODELS = 100;

  /** ZIP cannot say "no time"; this is its first day. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ModelBundle() {}

  /** A model and its files, {@code origin.json} among them. */
  private record Listed(String name, List<ModelFile> files) {
    String entry(ModelFile file) {
      return name + "/" + file.name();
    }
  }

  /**
   * Writes models into a file that must not be there yet.
   *
   * @param models sound ones of the store, at least one
   * @param target appears when it is complete
   * @param progress asked whether to go on; cancelled, no file is left
   * @throws ModelStoreException when a model is damaged, the file is there, or the disk refuses
   */
  public static void write(
      ModelStore store, List<InstalledModel> models, Path target, Progress progress)
      throws ModelStoreException {
    if (Files.exists(target)) {
      throw new ModelStoreException(
          "There is a file "
              + target.getFileName()
              + " already; it is left alone. Choose another"
              + " name.");
    }
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        write(store, models, temporary, target, progress);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw Trouble.cannot(
          "write the bundle " + target.getFileName(),
          e,
          "No file was left. Free space or choose another folder.");
    }
  }

  private static void write(
      ModelStore store, List<InstalledModel> models, Path temporary, Path target, Progress progress)
      throws IOException, ModelStoreException {
    long total = models.stream().mapToLong(InstalledModel::bytes).sum();
    ByteProgress bytes = new ByteProgress(progress, 2 * total);
    List<Listed> listed = new ArrayList<>();
    Map<String, Long> checksums = new HashMap<>();
    for (InstalledModel model : models) {
      store.findSound(model.name());
      listed.add(list(model, bytes, checksums));
    }
    try (OutputStream file = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
        ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
      zip.setMethod(ZipOutputStream.STORED);
      byte[] manifest = manifest(listed).getBytes(StandardCharsets.UTF_8);
      CRC32 crc = new CRC32();
      crc.update(manifest);
      zip.putNextEntry(entry(MANIFEST, manifest.length, crc.getValue()));
      zip.write(manifest);
      for (int n = 0; n < listed.size(); n++) {
        for (ModelFile one : listed.get(n).files()) {
          String name = listed.get(n).entry(one);
          zip.putNextEntry(entry(name, one.bytes(), checksums.getOrDefault(name, 0L)));
          copy(models.get(n).folder().resolve(one.name()), zip, bytes);
          zip.closeEntry();
        }
      }
    }
    try (var written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Looks at the files as they are now: sums that the ZIP needs before, hashes as installed. */
  private static Listed list(InstalledModel model, ByteProgress bytes, Map<String, Long> checksums)
      throws IOException, ModelStoreException {
    List<ModelFile> installed =
        new ArrayList<>(model.origin().map(Origin::files).orElse(List.of()));
    Listed listed = new Listed(model.name(), installed);
    for (ModelFile file : List.copyOf(installed)) {
      ModelFile found = look(model, file.name(), listed, bytes, checksums);
      if (!found.equals(file)) {
        throw new ModelStoreException(
            "The file "
                + file.name()
                + " of the model "
                + model.name()
                + " has changed since it was installed. Remove the model and install it again.");
      }
    }
    installed.add(look(model, Origin.FILE, listed, bytes, checksums));
    return new Listed(model.name(), List.copyOf(installed));
  }

  private static ModelFile look(
      InstalledModel model,
      String name,
      Listed listed,
      ByteProgress bytes,
      Map<String, Long> checksums)
      throws IOException {
    CRC32 crc = new CRC32();
    MessageDigest digest = Sha256.digest();
    byte[] chunk = new byte[Sha256.CHUNK];
    long length = 0;
    try (InputStream in = Files.newInputStream(model.folder().resolve(name))) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        crc.update(chunk, 0, n);
        digest.update(chunk, 0, n);
        length += n;
        bytes.add(n);
      }
    }
    ModelFile file = new ModelFile(name, length, Sha256.text(digest));
    checksums.put(listed.entry(file), crc.getValue());
    return file;
  }

  private static ZipEntry entry(String name, long bytes, long crc) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes);
    entry.setCompressedSize(bytes);
    entry.setCrc(crc);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  private static void copy(Path file, OutputStream to, ByteProgress bytes) throws IOException {
    byte[] chunk = new byte[Sha256.CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        to.write(chunk, 0, n);
        bytes.add(n);
      }
    }
  }

  private static String manifest(List<Listed> listed) {
    JsonArray models = new JsonArray();
    for (Listed one : listed) {
      JsonArray files = new JsonArray();
      one.files().forEach(file -> files.add(file.json()));
      JsonObject model = new JsonObject();
      model.addProperty("name", one.name());
      model.add("files", files);
      models.add(model);
    }
    JsonObject json = new JsonObject();
    json.addProperty("voxelclickModels", FORMAT);
    json.add("models", models);
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  /**
   * Installs all models of a bundle. Each is whole or not there; all are put together and looked at
   * before the first appears.
   *
   * @param options how each is run once
   * @param progress asked whether to go on; cancelled, nothing is installed
   * @return what was installed
   * @throws ModelStoreException when the file is no bundle, holds anything but what its manifest
   *     lists, a name is taken, or the disk refuses
   * @throws ModelException when a model does not run
   */
  public static List<InstalledModel> install(
      Path bundle, ModelStore store, OrtOptions options, Progress progress)
      throws ModelStoreException, ModelException {
    Map<String, Staging> staged = new LinkedHashMap<>();
    try (InputStream file = Files.newInputStream(bundle);
        ZipInputStream zip = new ZipInputStream(file, StandardCharsets.UTF_8)) {
      List<Listed> listed = readManifest(zip);
      for (Listed model : listed) {
        store.requireNew(model.name());
      }
      requireRoom(store, listed);
      for (Listed model : listed) {
        staged.put(model.name(), store.begin());
      }
      readFiles(zip, listed, staged, progress);
      for (Staging one : staged.values()) {
        requireSound(one, options, progress);
      }
      List<InstalledModel> installed = new ArrayList<>();
      for (Map.Entry<String, Staging> one : staged.entrySet()) {
        installed.add(store.install(one.getValue(), one.getKey()));
      }
      return installed;
    } catch (ZipException e) {
      throw new ModelStoreException(
          "Cannot read the bundle: the ZIP file is damaged ("
              + SafeNames.shown(String.valueOf(e.getMessage()))
              + "). Nothing was installed. Copy it again.",
          e);
    } catch (IllegalArgumentException e) {
      // The JDK's answer to names that are no UTF-8.
      throw strange("an entry whose name cannot be read", e);
    } catch (IOException e) {
      throw Trouble.cannot(
          "install the bundle",
          e,
          "Nothing was installed. Check the file, free space, or copy the bundle again.");
    } finally {
      staged.values().forEach(Staging::close);
    }
  }

  private static List<Listed> readManifest(ZipInputStream zip)
      throws IOException, ModelStoreException {
    ZipEntry first = zip.getNextEntry();
    if (first == null || !first.getName().equals(MANIFEST)) {
      throw new ModelStoreException(
          "This is no bundle of models: expected a ZIP file that begins with "
              + MANIFEST
              + ". Make one with \"voxelclick models export-bundle\".");
    }
    String place = "the bundle's " + MANIFEST;
    JsonFields json = JsonFields.parse(place, JsonFields.text(place, zip));
    json.whole("voxelclickModels", FORMAT, FORMAT);
    json.requireOnly("voxelclickModels", "models");
    List<Listed> listed = new ArrayList<>();
    for (JsonFields one : json.objects("models", MOST_MODELS)) {
      listed.add(listed(one));
    }
    ModelFile.requireDistinct(listed.stream().map(Listed::name).toList(), place);
    return listed;
  }

  private static Listed listed(JsonFields json) throws ModelStoreException {
    json.requireOnly("name", "files");
    String name = json.text("name");
    if (!SafeNames.isModel(name)) {
      throw json.wrong("name", SafeNames.MODEL_RULE);
    }
    List<ModelFile> files = new ArrayList<>();
    for (JsonFields one : json.objects("files", ModelFile.MOST_FILES + 1)) {
      one.requireOnly("name", "bytes", "sha256");
      files.add(ModelFile.read(one));
    }
    List<String> names = files.stream().map(ModelFile::name).toList();
    ModelFile.requireDistinct(names, json.place());
    if (!names.contains(Origin.FILE) || !names.contains(InstalledModel.PROFILE)) {
      throw json.wrong("files", Origin.FILE + " and " + InstalledModel.PROFILE + " among them");
    }
    return new Listed(name, files);
  }

  private static void requireRoom(ModelStore store, List<Listed> listed)
      throws IOException, ModelStoreException {
    long needed =
        listed.stream().flatMap(l -> l.files().stream()).mapToLong(ModelFile::bytes).sum();
    Files.createDirectories(store.folder());
    long room = Files.getFileStore(store.folder()).getUsableSpace();
    if (needed > room) {
      throw new ModelStoreException(
          "There is no room for the bundle: its manifest lists "
              + needed
              + " bytes, the model folder's disk has "
              + room
              + " free. Free some, or name another folder with VOXELCLICK_MODELS.");
    }
  }

  private static void readFiles(
      ZipInputStream zip, List<Listed> listed, Map<String, Staging> staged, Progress progress)
      throws IOException, ModelStoreException {
    Map<String, ModelFile> expected = new HashMap<>();
    Map<String, Staging> homes = new HashMap<>();
    for (Listed model : listed) {
      for (ModelFile file : model.files()) {
        expected.put(model.entry(file), file);
        homes.put(model.entry(file), staged.get(model.name()));
      }
    }
    ByteProgress bytes =
        new ByteProgress(progress, expected.values().stream().mapToLong(ModelFile::bytes).sum());
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      ModelFile file = expected.remove(entry.getName());
      if (file == null) {
        throw strange("the entry \"" + SafeNames.shown(entry.getName()) + "\"", null);
      }
      Staging home = homes.get(entry.getName());
      ModelFile found = home.write(file.name(), zip, file.bytes(), bytes);
      if (!found.equals(file)) {
        throw new ModelStoreException(
            "The bundle is damaged: "
                + entry.getName()
                + " has "
                + found.bytes()
                + " bytes and the SHA-256 "
                + found.sha256()
                + ", expected "
                + file.bytes()
                + " and "
                + file.sha256()
                + ". Nothing was installed. Copy it again.");
      }
    }
    if (!expected.isEmpty()) {
      throw new ModelStoreException(
          "The bundle ends too early: "
              + expected.size()
              + " files that its manifest lists are missing, such as "
              + expected.keySet().iterator().next()
              + ". Nothing was installed. Copy it again.");
    }
  }

  private static ModelStoreException strange(String what, Throwable cause) {
    return new ModelStoreException(
        "The bundle has "
            + what
            + ", which its manifest does not list, or lists once. Nothing was installed. Use the"
            + " file as \"voxelclick models export-bundle\" wrote it.",
        cause);
  }

  /** What {@code origin.json} lists has to be what the manifest lists. */
  private static void requireSound(Staging staging, OrtOptions options, Progress progress)
      throws IOException, ModelStoreException, ModelException {
    staging.verify(progress);
    List<ModelFile> listed = new ArrayList<>(staging.files());
    listed.removeIf(file -> file.name().equals(Origin.FILE));
    List<ModelFile> own =
        new ArrayList<>(Origin.read(staging.folder().resolve(Origin.FILE)).files());
    own.sort(Comparator.comparing(ModelFile::name));
    if (!own.equals(listed)) {
      throw new ModelStoreException(
          "The bundle contradicts itself: a model's "
              + Origin.FILE
              + " lists other files than the manifest. Nothing was installed. Make the bundle"
              + " anew.");
    }
    Path profile = staging.folder().resolve(InstalledModel.PROFILE);
    ModelCheck.dryRun(o -> ModelCatalog.open(profile, o), options, progress);
  }
}
