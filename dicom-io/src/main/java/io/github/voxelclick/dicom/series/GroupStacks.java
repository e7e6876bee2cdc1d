package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes volumes, or plain slices, of images that have all in common but orientation, pixel spacing
 * and place (contract c.2). Used once.
 */
final class GroupStacks {
  /** Fewer parallel images beside at least so many are no volume but a localizer. */
  private static final int LEAST_OF_A_STACK = 4;

  private final List<ImageHeader> members;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<ReadWarning> warnings = new ArrayList<>();
  private List<ImagePlane> holes = List.of();

  /**
   * @param members of one size and series
   */
  GroupStacks(List<ImageHeader> members) {
    this.members = members;
  }

  /** What they make, after {@link #sort}. */
  List<Candidate> candidates() {
    return candidates;
  }

  /** Images that cannot be used, after {@link #sort}. */
  List<Refused> refused() {
    return refused;
  }

  void sort() {
    List<ImageHeader> distinct = withoutCopies();
    List<ImageHeader> faulty = distinct.stream().filter(i -> !i.fault().isEmpty()).toList();
    if (!faulty.isEmpty()) {
      refused.add(new Refused(faulty.get(0).file(), Refusals.faulty(faulty, distinct.size())));
      warnings.add(Refusals.leftOut(faulty));
      holes = faulty.stream().filter(ImageHeader::hasPlane).map(ImageHeader::plane).toList();
    }
    List<ImageHeader> usable = distinct.stream().filter(i -> i.fault().isEmpty()).toList();
    List<ImageHeader> unplaced = usable.stream().filter(i -> !i.hasPlane()).toList();
    addPages(unplaced);
    List<ImageHeader> placed = usable.stream().filter(ImageHeader::hasPlane).toList();
    if (!placed.isEmpty() && !unplaced.isEmpty()) {
      warnings.add(
          new ReadWarning(
              "unplaced-images",
              unplaced.get(0).name()
                  + (unplaced.size() > 1 ? " and " + (unplaced.size() - 1) + " more" : "")
                  + ": "
                  + unplaced.get(0).location().unknown()
                  + " Slices may be missing."));
    }
    addClusters(clusters(placed));
  }

  /** Of several copies of an image the first that is undamaged. */
  private List<ImageHeader> withoutCopies() {
    Map<String, ImageHeader> byUid = new LinkedHashMap<>();
    int copies = 0;
    for (ImageHeader image : members) {
      String uid = image.ids().sopInstanceUid() + "/" + image.frame();
      ImageHeader known = byUid.get(uid);
      if (known == null) {
        byUid.put(uid, image);
      } else if (!known.fault().isEmpty()) {
        copies++;
        byUid.put(uid, image);
      } else if (image.fault().isEmpty() && !known.isCopyOf(image)) {
        refused.add(new Refused(image.file(), Refusals.sameUid(known, image)));
        return List.of();
      } else {
        copies++;
      }
    }
    if (copies > 0) {
      warnings.add(
          new ReadWarning(
              "duplicate-files",
              copies + " images repeat one that was already found (same SOP Instance UID)."));
    }
    return List.copyOf(byUid.values());
  }

  /** Images without a place: films by themselves, all others as pages of one book. */
  private void addPages(List<ImageHeader> images) {
    Map<String, List<ImageHeader>> books = new LinkedHashMap<>();
    for (ImageHeader image : images) {
      String file =
          image.ids().concatenation().uid().isEmpty()
              ? image.ids().sopInstanceUid()
              : image.ids().concatenation().uid();
      PixelSize size = image.location().pixelSize();
      String key =
          (image.ids().frameCount() > 1 ? file : "")
              + "\n"
              + size.source()
              + "\n"
              + size.columnMm()
              + "\n"
              + size.rowMm();
      books.computeIfAbsent(key, k -> new ArrayList<>()).add(image);
    }
    for (List<ImageHeader> book : books.values()) {
      boolean film = book.get(0).ids().loop();
      String reason = book.get(0).location().unknown();
      addPlain(
          book.stream().sorted(PlainSlices.PAGE_ORDER).toList(),
          film ? SliceRelation.TEMPORAL : SliceRelation.UNRELATED,
          film ? Refusals.film(reason) : reason);
    }
  }

  /** Parallel images of one pixel spacing. */
  private static List<List<ImageHeader>> clusters(List<ImageHeader> placed) {
    List<List<ImageHeader>> clusters = new ArrayList<>();
    for (ImageHeader image : placed) {
      Optional<List<ImageHeader>> home =
          clusters.stream().filter(c -> belongTogether(c.get(0), image)).findFirst();
      home.orElseGet(
              () -> {
                clusters.add(new ArrayList<>());
                return clusters.get(clusters.size() - 1);
              })
          .add(image);
    }
    return clusters;
  }

  private static boolean belongTogether(ImageHeader a, ImageHeader b) {
    return a.location().inPatient() == b.location().inPatient()
        && a.plane().isParallelTo(b.plane())
        && a.plane().hasSpacingOf(b.plane());
  }

  private void addClusters(List<List<ImageHeader>> clusters) {
    int largest = clusters.stream().mapToInt(List::size).max().orElse(0);
    List<ImageHeader> single = new ArrayList<>();
    for (List<ImageHeader> cluster : clusters) {
      if (cluster.size() == 1 && clusters.size() > 1) {
        single.add(cluster.get(0));
      } else if (cluster.size() < LEAST_OF_A_STACK && largest >= LEAST_OF_A_STACK) {
        addPlain(cluster, SliceRelation.UNRELATED, Refusals.besideLarger(cluster.size(), largest));
      } else {
        addStack(ImageStack.of(cluster));
      }
    }
    if (!single.isEmpty()) {
      addPlain(
          single.stream().sorted(PlainSlices.PAGE_ORDER).toList(),
          SliceRelation.UNRELATED,
          largest >= LEAST_OF_A_STACK
              ? Refusals.besideLarger(single.size(), largest)
              : Refusals.mixedOrientations(single.size()));
    }
  }

  private void addStack(ImageStack stack) {
    Candidate.Rank rank = Candidate.Rank.of(stack.images());
    List<List<ImageHeader>> places = stack.byPlace();
    if (places.size() == stack.size()) {
      addVolume(rank, stack.images(), "", warnings);
      return;
    }
    Optional<List<PhaseSplitter.Phase>> films =
        places.size() == 1 ? PhaseSplitter.films(places.get(0)) : Optional.empty();
    if (films.isPresent()) {
      films.get().forEach(film -> addFilm(rank, film));
      return;
    }
    Optional<List<PhaseSplitter.Phase>> phases = PhaseSplitter.split(places);
    if (phases.isPresent()) {
      phases.get().forEach(phase -> addVolume(rank, phase.images(), phase.variant(), warnings));
    } else {
      addWithoutDuplicates(stack, places);
    }
  }

  /** Images that nothing tells apart were sent, or reconstructed, twice: the last one counts. */
  private void addWithoutDuplicates(ImageStack stack, List<List<ImageHeader>> places) {
    long several = places.stream().filter(place -> place.size() > 1).count();
    int most = places.stream().mapToInt(List::size).max().orElse(0);
    boolean even = places.stream().allMatch(place -> place.size() == most);
    if (2 * several > places.size() && !even) {
      addPlain(stack.images(), SliceRelation.UNRELATED, Refusals.samePlace(places));
      return;
    }
    Comparator<ImageHeader> byAge =
        Comparator.<ImageHeader, String>comparing(image -> image.ids().contentTime())
            .thenComparingInt(image -> image.ids().instanceNumber())
            .thenComparing(ImageHeader::file);
    List<ImageHeader> latest =
        places.stream().map(place -> place.stream().max(byAge).orElseThrow()).toList();
    List<ReadWarning> all = new ArrayList<>(warnings);
    all.add(
        new ReadWarning(
            "duplicate-places",
            several
                + " of "
                + places.size()
                + " places have several images that nothing tells apart; the one that was made last"
                + " is used, and "
                + (stack.size() - latest.size())
                + " are left out."));
    addVolume(Candidate.Rank.of(latest), latest, "", all);
  }

  private void addVolume(
      Candidate.Rank rank, List<ImageHeader> images, String variant, List<ReadWarning> met) {
    ImagePlane first = images.get(0).plane();
    StackGeometry grid =
        new StackGeometry(
            images, holes.stream().filter(first::isParallelTo).map(ImagePlane::position).toList());
    String curved = grid.plainReason();
    try {
      if (!curved.isEmpty()) {
        candidates.add(PlainSlices.of(rank, images, SliceRelation.UNRELATED, variant, curved, met));
        return;
      }
      VolumeGeometry geometry = grid.build();
      List<ReadWarning> all = new ArrayList<>(met);
      all.addAll(grid.warnings());
      all.addAll(FileWarnings.ofImages(images));
      candidates.add(new Candidate(rank, images, geometry, variant, "", all));
    } catch (GeometryException e) {
      refuse(images.get(0), e);
    }
  }

  private void addFilm(Candidate.Rank rank, PhaseSplitter.Phase film) {
    String reason = Refusals.oneView(film.images().size());
    addPlain(rank, film.images(), SliceRelation.TEMPORAL, film.variant(), reason);
  }

  private void addPlain(List<ImageHeader> images, SliceRelation relation, String reason) {
    addPlain(Candidate.Rank.of(images), images, relation, "", reason);
  }

  private void addPlain(
      Candidate.Rank rank,
      List<ImageHeader> images,
      SliceRelation relation,
      String variant,
      String reason) {
    try {
      candidates.add(PlainSlices.of(rank, images, relation, variant, reason, warnings));
    } catch (GeometryException e) {
      refuse(images.get(0), e);
    }
  }

  private void refuse(ImageHeader image, GeometryException e) {
    refused.add(new Refused(image.file(), image.name() + ": " + e.getMessage()));
  }
}
