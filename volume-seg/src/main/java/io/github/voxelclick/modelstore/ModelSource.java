package io.github.voxelclick.modelstore;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.ProfileProposer;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.seednet.SeedNetModel;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of one model as they lie in some folder, and the profile to run them by. Immutable; the
 * files may change.
 *
 * @param folder where the files lie
 * @param parts graphs, and weights beside them
 * @param profileJson the profile's whole text
 * @param profile what it says
 * @param proposed whether it is a known one that was filled in for these files, not somebody's own
 */
public record ModelSource(
    Path folder, List<Part> parts, String profileJson, ModelProfile profile, boolean proposed) {
  private static final String ONNX = ".onnx";
  private static final String JSON = ".json";

  /** A SeedNet's profile names no graph: its only one is called as the profile is. */
  private static final String ONLY_GRAPH = InstalledModel.PROFILE.replace(JSON, ONNX);

  /**
   * A file.
   *
   * @param file where it is
   * @param name what it is called once it is installed
   */
  public record Part(Path file, String name) {
    /** Checks that nothing is missing. */
    public Part {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * One of the profiles that files fit.
   *
   * @param profile name of the known profile, or what somebody's own calls itself
   * @param source the files as a model by it
   */
  public record Fit(String profile, ModelSource source) {
    /** Checks that nothing is missing. */
    public Fit {
      Objects.requireNonNull(profile, "profile");
      Objects.requireNonNull(source, "source");
    }
  }

  /** Copies the list. */
  public ModelSource {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(profile, "profile");
    parts = List.copyOf(parts);
  }

  /**
   * Finds out what files are.
   *
   * @param files one or two ONNX files, or a profile that names them, or a folder with a {@code
   *     profile.json}; and files with weights that the graphs refer to. All in one folder
   * @param chosen name of a known profile, or path of a profile; may be empty when the files say
   *     enough
   * @param options how graphs are loaded to look at their tensors
   * @throws ModelStoreException when files are missing, or several profiles fit and none is chosen
   * @throws ModelException when a file is no ONNX file, or no profile fits
   */
  public static ModelSource of(List<Path> files, Optional<String> chosen, OrtOptions options)
      throws ModelStoreException, ModelException {
    List<Fit> fits = fitting(files, chosen, options);
    if (fits.size() == 1) {
      return fits.get(0).source();
    }
    throw new ModelStoreException(
        "The tensors of these files fit several profiles: "
            + fits.stream().map(Fit::profile).collect(Collectors.joining(", "))
            + ". Expected to be told which, since the wrong one gives masks that look right and"
            + " are not. Write --profile with the name of the model that they were made from.");
  }

  /**
   * All that files can be. As {@link #of}, but where several known profiles fit, by each of them:
   * for whoever wants to look before choosing.
   *
   * @return at least one, the likeliest first
   * @throws ModelStoreException when files are missing
   * @throws ModelException when a file is no ONNX file, or no profile fits
   */
  public static List<Fit> fitting(List<Path> files, Optional<String> chosen, OrtOptions options)
      throws ModelStoreException, ModelException {
    OrtRuntime.require();
    List<Path> all = inFolder(files);
    for (Path file : all) {
      requireFile(file);
      requireOneFolder(all.get(0), file);
    }
    List<Path> profiles = all.stream().filter(f -> isCalled(f, JSON)).toList();
    List<Path> graphs = all.stream().filter(f -> isCalled(f, ONNX)).toList();
    List<Path> others = all.stream().filter(f -> !isCalled(f, JSON)).toList();
    if (profiles.size() + (chosen.isPresent() ? 1 : 0) > 1) {
      throw new ModelStoreException(
          "There is more than one profile, expected one. Name it once, among the files or with"
              + " --profile.");
    }
    if (profiles.size() == 1) {
      return own(byProfile(profiles.get(0), others, folder(profiles.get(0))));
    }
    if (graphs.isEmpty() || graphs.size() > 2) {
      throw new ModelStoreException(
          "Of these files "
              + graphs.size()
              + " are called .onnx, expected one, or two for encoder and decoder. Give those, or"
              + " the profile that names them.");
    }
    if (chosen.isPresent() && chosen.get().toLowerCase(Locale.ROOT).endsWith(JSON)) {
      Path file = Path.of(chosen.get());
      requireFile(file);
      return own(byProfile(file, others, folder(graphs.get(0))));
    }
    List<Fit> fits = new ArrayList<>();
    for (ProfileProposer.Proposal p : choose(ProfileProposer.propose(graphs, options), chosen)) {
      ModelProfile profile = ModelProfile.parse(p.fileName(), p.json());
      fits.add(
          new Fit(
              p.name(),
              new ModelSource(folder(graphs.get(0)), parts(others), p.json(), profile, true)));
    }
    return fits;
  }

  private static List<Fit> own(ModelSource source) {
    return List.of(new Fit(source.profile().id(), source));
  }

  /** A folder stands for the profile in it. */
  private static List<Path> inFolder(List<Path> files) throws ModelStoreException {
    if (files.isEmpty()) {
      throw new ModelStoreException("There is no file, expected those of a model. Name them.");
    }
    if (files.size() == 1 && Files.isDirectory(files.get(0))) {
      return List.of(files.get(0).resolve(InstalledModel.PROFILE));
    }
    return files;
  }

  /** The one that is chosen, or all. */
  private static List<ProfileProposer.Proposal> choose(
      List<ProfileProposer.Proposal> proposals, Optional<String> chosen)
      throws ModelStoreException {
    if (chosen.isEmpty()) {
      return proposals;
    }
    List<ProfileProposer.Proposal> named =
        proposals.stream().filter(p -> p.name().equals(chosen.get())).toList();
    if (named.isEmpty()) {
      throw new ModelStoreException(
          "The profile \""
              + SafeNames.shown(chosen.get())
              + "\" does not fit these files; those that do are "
              + proposals.stream()
                  .map(ProfileProposer.Proposal::name)
                  .collect(Collectors.joining(", "))
              + ". Write --profile with one of them, or with a profile's file.");
    }
    return named;
  }

  private static ModelSource byProfile(Path file, List<Path> given, Path folder)
      throws ModelStoreException, ModelException {
    String text;
    String place = String.valueOf(file.getFileName());
    try (var in = Files.newInputStream(file)) {
      text = JsonFields.text("the profile " + place, in);
    } catch (IOException e) {
      throw Trouble.cannot("read the profile " + place, e, "Check that it may be read.");
    }
    ModelProfile profile = ModelProfile.parse(place, text);
    List<Path> files = new ArrayList<>();
    for (String graph : profile.graphs().values()) {
      files.add(folder.resolve(graph));
    }
    if (isSeedNet(profile)) {
      files.clear();
      files.add(onlyGraph(file, given));
    }
    for (Path one : given) {
      boolean named = files.stream().anyMatch(f -> f.getFileName().equals(one.getFileName()));
      if (!named && isCalled(one, ONNX)) {
        throw new ModelStoreException(
            "The profile "
                + place
                + " names the graphs "
                + profile.graphs().values()
                + ", found "
                + one.getFileName()
                + ". Give the files that it names, or another profile.");
      }
      if (!named) {
        files.add(one);
      }
    }
    for (Path one : files) {
      requireFile(one);
    }
    List<Part> parts = parts(files.stream().distinct().toList());
    if (isSeedNet(profile)) {
      parts = new ArrayList<>(parts);
      parts.set(0, new Part(files.get(0), ONLY_GRAPH));
    }
    return new ModelSource(folder, parts, text, profile, false);
  }

  private static boolean isSeedNet(ModelProfile profile) {
    return profile.family().equals("seednet");
  }

  private static Path onlyGraph(Path profile, List<Path> given) {
    return given.stream()
        .filter(f -> isCalled(f, ONNX))
        .findFirst()
        .orElseGet(
            () -> {
              String name = String.valueOf(profile.getFileName());
              return profile.resolveSibling(name.substring(0, name.length() - 5) + ONNX);
            });
  }

  private static List<Part> parts(List<Path> files) throws ModelStoreException {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      boolean ours =
          name.equalsIgnoreCase(InstalledModel.PROFILE) || name.equalsIgnoreCase(Origin.FILE);
      if (!SafeNames.isFile(name) || ours) {
        throw new ModelStoreException(
            "Cannot install the file "
                + SafeNames.shown(name)
                + ": expected a name of "
                + SafeNames.FILE_RULE
                + ". Rename it, and in the profile too.");
      }
      parts.add(new Part(file, name));
    }
    ModelFile.requireDistinct(parts.stream().map(Part::name).toList(), "these files");
    return parts;
  }

  private static void requireFile(Path file) throws ModelStoreException {
    if (!Files.isRegularFile(file)) {
      throw new ModelStoreException(
          "There is no file "
              + file.getFileName()
              + ", expected ONNX files, or a profile with the ONNX files that it names beside it."
              + " Check the spelling.");
    }
  }

  private static void requireOneFolder(Path one, Path other) throws ModelStoreException {
    if (!folder(one).equals(folder(other))) {
      throw new ModelStoreException(
          "The files of a model lie in different folders, expected one. Move them together.");
    }
  }

  private static Path folder(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return Optional.ofNullable(absolute.getParent()).orElse(absolute);
  }

  private static boolean isCalled(Path file, String ending) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** The same model under a name that results will carry; somebody's own profile stays as it is. */
  public ModelSource named(String name) throws ModelException {
    if (!proposed) {
      return this;
    }
    JsonObject json = JsonParser.parseString(profileJson).getAsJsonObject();
    json.addProperty("id", name);
    String called = profile.name().replace("(" + profile.id() + ")", "(" + name + ")");
    json.addProperty("name", called);
    String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
    return new ModelSource(folder, parts, text + "\n", ModelProfile.parse(name, text), true);
  }

  /**
   * Opens the model where it lies.
   *
   * @throws ModelException when it cannot be read or run, or does not fit its profile
   */
  public SegmentationModel open(OrtOptions options) throws ModelException {
    OrtRuntime.require();
    return isSeedNet(profile)
        ? SeedNetModel.open(parts.get(0).file(), profile, options)
        : ModelCatalog.openIn(folder, profile, options);
  }

  /** How many bytes the files have together. */
  long bytes() throws IOException {
    long sum = 0;
    for (Part part : parts) {
      sum += Files.size(part.file());
    }
    return sum;
  }
}
