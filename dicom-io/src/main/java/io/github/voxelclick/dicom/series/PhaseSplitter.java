package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.series.Discriminators.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides images of which several lie at one place, such as echoes or time points, into volumes: by
 * the first attribute of which every value has an image at every place (contract c.2).
 */
final class PhaseSplitter {
  /**
   * The images of one value, or of one value of each of several attributes.
   *
   * @param places images by place, in the order of the places; none empty
   * @param variant such as {@code echo time 15}
   */
  record Phase(List<List<ImageHeader>> places, String variant) {
    private boolean isVolume() {
      return places.stream().allMatch(place -> place.size() == 1);
    }

    private List<ImageHeader> all() {
      return places.stream().flatMap(List::stream).toList();
    }

    /** The only image of each place, or of each moment. */
    List<ImageHeader> images() {
      return all();
    }
  }

  private PhaseSplitter() {}

  /**
   * Divides images.
   *
   * @param places images by place, as {@link ImageStack#byPlace} gives them
   * @return volumes in the order of the values, each with one image at a place; empty when no
   *     attribute divides them so
   */
  static Optional<List<Phase>> split(List<List<ImageHeader>> places) {
    Phase whole = new Phase(places, "");
    return splitEvenly(whole).or(() -> splitWithHoles(whole)).or(() -> splitByNumber(whole));
  }

  private static Optional<List<Phase>> splitEvenly(Phase whole) {
    if (whole.isVolume()) {
      return Optional.of(List.of(whole));
    }
    for (Kind kind : Kind.values()) {
      List<Phase> parts = parts(whole, kind);
      if (parts.size() > 1 && parts.stream().allMatch(part -> isEven(part, whole))) {
        Optional<List<Phase>> phases = splitAll(parts);
        if (phases.isPresent()) {
          return phases;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<List<Phase>> splitAll(List<Phase> parts) {
    List<Phase> phases = new ArrayList<>();
    for (Phase part : parts) {
      Optional<List<Phase>> own = splitEvenly(part);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      phases.addAll(own.get());
    }
    return Optional.of(phases);
  }

  /** Whether a part has equally many images at every place. */
  private static boolean isEven(Phase part, Phase whole) {
    int each = part.places.get(0).size();
    return part.places.size() == whole.places.size()
        && part.places.stream().allMatch(place -> place.size() == each);
  }

  /**
   * Where single images are missing no attribute divides evenly: then one does that has as many
   * values as there are images at the fullest place, none twice at a place, and each at half of the
   * places or more.
   */
  private static Optional<List<Phase>> splitWithHoles(Phase whole) {
    int most = whole.places.stream().mapToInt(List::size).max().orElse(0);
    for (Kind kind : Kind.values()) {
      List<Phase> parts = parts(whole, kind);
      if (parts.size() == most
          && parts.stream().allMatch(Phase::isVolume)
          && parts.stream().allMatch(part -> 2 * part.places.size() >= whole.places.size())) {
        return Optional.of(parts);
      }
    }
    return Optional.empty();
  }

  /** The last resort: the n-th image of each place by Instance Number and frame. */
  private static Optional<List<Phase>> splitByNumber(Phase whole) {
    int each = whole.places.get(0).size();
    List<List<List<ImageHeader>>> parts = new ArrayList<>();
    for (int n = 0; n < each; n++) {
      parts.add(new ArrayList<>());
    }
    for (List<ImageHeader> place : whole.places) {
      List<ImageHeader> sorted = new ArrayList<>(place);
      sorted.sort(byNumber());
      boolean told = place.size() == each;
      for (int n = 0; told && n < each; n++) {
        told = n == 0 || byNumber().compare(sorted.get(n - 1), sorted.get(n)) != 0;
        parts.get(n).add(List.of(sorted.get(n)));
      }
      if (!told) {
        return Optional.empty();
      }
    }
    List<Phase> phases = new ArrayList<>();
    for (int n = 0; n < each; n++) {
      phases.add(new Phase(parts.get(n), "image " + (n + 1) + " of " + each + " at each place"));
    }
    return Optional.of(phases);
  }

  private static Comparator<ImageHeader> byNumber() {
    return Comparator.<ImageHeader>comparingInt(image -> image.ids().instanceNumber())
        .thenComparingInt(ImageHeader::frame);
  }

  /** The images of each value of an attribute, with the places that such images have. */
  private static List<Phase> parts(Phase whole, Kind kind) {
    SortedMap<String, List<List<ImageHeader>>> byValue = new TreeMap<>(Discriminators::byNumber);
    for (List<ImageHeader> place : whole.places) {
      Map<String, List<ImageHeader>> here = new TreeMap<>();
      for (ImageHeader image : place) {
        String value = image.discriminators().get(kind);
        here.computeIfAbsent(value, v -> new ArrayList<>()).add(image);
      }
      here.forEach(
          (value, images) -> byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(images));
    }
    List<Phase> parts = new ArrayList<>();
    byValue.forEach(
        (value, images) -> {
          String name = kind.variant(value, parts.size() + 1, byValue.size());
          String variant = whole.variant.isEmpty() ? name : whole.variant + ", " + name;
          parts.add(new Phase(images, variant));
        });
    return parts;
  }

  /**
   * Where all images lie at one place: those that follow each other in time, as a film, or several
   * films that differ in something else, such as magnitude and phase.
   *
   * @param place all images
   * @return films, in each one image per moment in their order; empty when time does not order them
   */
  static Optional<List<Phase>> films(List<ImageHeader> place) {
    Phase whole = new Phase(List.of(place), "");
    Optional<Kind> kind = tellingApart(place);
    if (kind.isPresent() && kind.get().isTemporal() && !kind.get().isClock()) {
      return Optional.of(List.of(film(whole, kind.get())));
    }
    for (Kind other : Kind.values()) {
      List<Phase> parts = other.isTemporal() ? List.of() : parts(whole, other);
      if (parts.size() > 1 && parts.stream().allMatch(PhaseSplitter::isFilm)) {
        return Optional.of(
            parts.stream().map(p -> film(p, tellingApart(p.all()).orElseThrow())).toList());
      }
    }
    if (kind.isPresent()) {
      return kind.get().isTemporal()
          ? Optional.of(List.of(film(whole, kind.get())))
          : Optional.empty();
    }
    String file = place.get(0).ids().sopInstanceUid();
    return place.stream().allMatch(image -> image.ids().sopInstanceUid().equals(file))
        ? Optional.of(List.of(inOrder(whole, byNumber())))
        : Optional.empty();
  }

  /** Whether several images differ in time, and not by the clock alone. */
  private static boolean isFilm(Phase part) {
    return part.all().size() > 1
        && tellingApart(part.all()).filter(k -> k.isTemporal() && !k.isClock()).isPresent();
  }

  /** The first attribute that is different in all images. */
  private static Optional<Kind> tellingApart(List<ImageHeader> images) {
    return Arrays.stream(Kind.values())
        .filter(
            kind ->
                images.stream().map(image -> image.discriminators().get(kind)).distinct().count()
                    == images.size())
        .findFirst();
  }

  private static Phase film(Phase part, Kind kind) {
    return inOrder(
        part,
        Comparator.comparing(image -> image.discriminators().get(kind), Discriminators::byNumber));
  }

  private static Phase inOrder(Phase part, Comparator<ImageHeader> order) {
    return new Phase(
        part.all().stream().sorted(order).<List<ImageHeader>>map(List::of).toList(), part.variant);
  }
}
