package io.github.voxelclick.modelstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Models that are known: those of the list that comes with the program, or of a hospital's own.
 * Immutable.
 *
 * @param entries in the list's order
 */
public record Catalogue(List<CatalogueEntry> entries) {
  private static final int FORMAT = 1;
  private static final int MOST_ENTRIES = 1000;
  private static final String RESOURCE = "catalogue.json";

  /** Copies the list. */
  public Catalogue {
    entries = List.copyOf(entries);
  }

  /** The list that comes with the program. */
  public static Catalogue builtIn() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      return parse(JsonFields.parse(RESOURCE, JsonFields.text(RESOURCE, in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ModelStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A list of somebody's own.
   *
   * @throws ModelStoreException when the file cannot be read or a field is missing or wrong
   */
  public static Catalogue read(Path file) throws ModelStoreException {
    return parse(JsonFields.read("the catalogue " + file.getFileName(), file));
  }

  /** This list with another's entries before; of two with one name the other's counts. */
  public Catalogue with(Catalogue other) {
    List<CatalogueEntry> all = new ArrayList<>(other.entries);
    for (CatalogueEntry entry : entries) {
      if (other.find(entry.name()).isEmpty()) {
        all.add(entry);
      }
    }
    return new Catalogue(all);
  }

  /** An entry by its name; capitals do not count. */
  public Optional<CatalogueEntry> find(String name) {
    return entries.stream().filter(e -> e.name().equalsIgnoreCase(name)).findFirst();
  }

  private static Catalogue parse(JsonFields json) throws ModelStoreException {
    json.requireOnly("format", "models");
    json.whole("format", FORMAT, FORMAT);
    List<CatalogueEntry> entries = new ArrayList<>();
    for (JsonFields one : json.objects("models", MOST_ENTRIES)) {
      entries.add(entry(one));
    }
    ModelFile.requireDistinct(entries.stream().map(CatalogueEntry::name).toList(), json.place());
    return new Catalogue(entries);
  }

  private static CatalogueEntry entry(JsonFields json) throws ModelStoreException {
    json.requireOnly(
        "name", "title", "project", "licence", "profile", "checkpoint", "export", "files");
    String name = json.text("name");
    if (!SafeNames.isModel(name)) {
      throw json.wrong("name", SafeNames.MODEL_RULE + ", and no file's ending");
    }
    Optional<CatalogueEntry.Licence> licence = Optional.empty();
    if (json.has("licence")) {
      licence = Optional.of(licence(json.object("licence")));
    }
    Optional<CatalogueEntry.Checkpoint> checkpoint = Optional.empty();
    if (json.has("checkpoint")) {
      checkpoint = Optional.of(checkpoint(json.object("checkpoint")));
    }
    Optional<String> profile = json.optionalText("profile");
    return new CatalogueEntry(
        name,
        json.text("title"),
        json.text("project"),
        licence,
        profile,
        checkpoint,
        json.optionalText("export"),
        json.has("files") ? files(json, profile.isPresent()) : List.of());
  }

  private static CatalogueEntry.Licence licence(JsonFields json) throws ModelStoreException {
    json.requireOnly("name", "covers", "nonCommercial", "source");
    return new CatalogueEntry.Licence(
        json.text("name"),
        json.text("covers"),
        json.optionalFlag("nonCommercial"),
        json.text("source"));
  }

  private static CatalogueEntry.Checkpoint checkpoint(JsonFields json) throws ModelStoreException {
    json.requireOnly("url", "file", "size");
    return new CatalogueEntry.Checkpoint(
        json.optionalText("url"), json.optionalText("file"), json.optionalText("size"));
  }

  private static List<CatalogueEntry.Download> files(JsonFields json, boolean profileKnown)
      throws ModelStoreException {
    List<CatalogueEntry.Download> files = new ArrayList<>();
    for (JsonFields one : json.objects("files", ModelFile.MOST_FILES)) {
      one.requireOnly("name", "url", "bytes", "sha256");
      ModelFile file = ModelFile.read(one);
      if (file.bytes() == 0) {
        throw one.wrong("bytes", "at least 1");
      }
      files.add(new CatalogueEntry.Download(url(one), file));
    }
    List<String> names = files.stream().map(d -> d.file().name()).toList();
    ModelFile.requireDistinct(names, json.place());
    boolean clash = names.stream().anyMatch(n -> n.equalsIgnoreCase(Origin.FILE));
    boolean hasProfile = names.contains(InstalledModel.PROFILE);
    if (clash || hasProfile == profileKnown) {
      throw json.wrong(
          "files",
          "either a \"profile\" beside them or a file "
              + InstalledModel.PROFILE
              + " among them, and none called "
              + Origin.FILE);
    }
    return files;
  }

  /** HTTPS to a host; no user's name or password, which would end up in proxies' logs. */
  private static URI url(JsonFields json) throws ModelStoreException {
    try {
      URI url = new URI(json.text("url"));
      if ("https".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException notOne) {
      throw json.wrong("url", "an address that begins with https://");
    }
    throw json.wrong("url", "an address that begins with https://, without a user's name");
  }
}
