package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.awt.Color;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Colours for the segments of a file beside others. A colour that the file chose stays, whatever
 * others have; one that comes from a segment's number or code alone gives way where it is in use.
 * Stateless.
 */
final class FreeColours {
  /** Colours that differ by more in some channel are told apart on a slice, if barely. */
  private static final int TOLD_APART = 24;

  /** By so much a channel of sRGB changes on the way through CIELab in a DICOM object. */
  private static final int ROUNDING = 2;

  /** Of more segments nobody tells the colours apart, and to compare them all takes long. */
  private static final int MOST = 512;

  /** Turns of the colour circle by this part of it meet no hue twice. */
  private static final double GOLDEN = 0.618033988749895;

  private static final int TRIED_HUES = 256;

  private FreeColours() {}

  /**
   * The segment as it is, or in another colour where it has none of its own and others have the
   * same or nearly the same.
   *
   * @param segment numbered as in its file
   * @param used colours of other segments
   */
  static Segment toldApart(Segment segment, Collection<Rgb> used) {
    boolean stays = used.size() >= MOST || isFree(segment.colour(), used) || isChosen(segment);
    return stays ? segment : segment.withColour(free(segment.number(), used));
  }

  private static Rgb free(int number, Collection<Rgb> used) {
    Rgb first = Rgb.ofNumber(number);
    int n = number;
    do {
      Rgb colour = Rgb.ofNumber(n++);
      if (isFree(colour, used)) {
        return colour;
      }
    } while (!Rgb.ofNumber(n).equals(first));
    Rgb best = first;
    int apart = 0;
    for (int hue = 1; hue <= TRIED_HUES && apart <= TOLD_APART; hue++) {
      float saturation = hue % 3 == 0 ? 0.4f : 0.75f;
      float lightness = hue % 2 == 0 ? 0.95f : 0.65f;
      Color c = new Color(Color.HSBtoRGB((float) (hue * GOLDEN % 1), saturation, lightness));
      Rgb colour = new Rgb(c.getRed(), c.getGreen(), c.getBlue());
      int nearest = nearest(colour, used);
      if (nearest > apart) {
        best = colour;
        apart = nearest;
      }
    }
    return best;
  }

  private static boolean isFree(Rgb colour, Collection<Rgb> used) {
    return nearest(colour, used) > TOLD_APART;
  }

  private static int nearest(Rgb colour, Collection<Rgb> used) {
    return used.stream().mapToInt(other -> difference(colour, other)).min().orElse(256);
  }

  /** Whether its file gives a colour that follows from neither number nor code nor name. */
  private static boolean isChosen(Segment segment) {
    Terminology terms = Terminology.standard();
    Stream<Rgb> coded =
        Stream.of(
                terms.ofCode(segment.type().scheme(), segment.type().value()),
                terms.ofName(segment.label()),
                Optional.of(terms.unnamed()))
            .flatMap(Optional::stream)
            .map(Term::colour);
    List<Rgb> usual = Stream.concat(Stream.of(Rgb.ofNumber(segment.number())), coded).toList();
    return usual.stream().noneMatch(c -> difference(segment.colour(), c) <= ROUNDING);
  }

  /** Of the channel that differs most. */
  private static int difference(Rgb a, Rgb b) {
    return Math.max(
        Math.abs(a.red() - b.red()),
        Math.max(Math.abs(a.green() - b.green()), Math.abs(a.blue() - b.blue())));
  }
}
