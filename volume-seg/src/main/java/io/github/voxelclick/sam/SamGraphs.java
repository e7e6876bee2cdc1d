package io.github.voxelclick.sam;

import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.volume.ModelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signatures of an encoder and a decoder, checked against a profile when the model is opened
 * rather than at the first click. Immutable.
 */
final class SamGraphs {
  private static final Set<TensorType> FLOATS = Set.of(TensorType.FLOAT32, TensorType.FLOAT16);
  private static final Set<TensorType> NUMBERS =
      Set.of(TensorType.FLOAT32, TensorType.FLOAT16, TensorType.INT64, TensorType.INT32);

  private final ModelProfile profile;
  private final SamProfile sam;
  private final GraphSpec encoder;
  private final GraphSpec decoder;

  /** Shapes of the decoder's embedding inputs, by their names. */
  private final Map<String, long[]> embeddingShapes = new LinkedHashMap<>();

  SamGraphs(ModelProfile profile, SamProfile sam, GraphSpec encoder, GraphSpec decoder)
      throws ModelException {
    this.profile = profile;
    this.sam = sam;
    this.encoder = encoder;
    this.decoder = decoder;
    checkEncoder();
    checkDecoder();
  }

  private void checkEncoder() throws ModelException {
    TensorSpec image = input("encoder", encoder, sam.image().input(), 3, 4);
    boolean nchw = sam.image().layout() == SamProfile.Layout.NCHW;
    long side = sam.image().resize() == SamProfile.Resize.NONE ? TensorSpec.ANY : profile.side();
    int first = image.rank() - 3;
    long[] wanted = nchw ? new long[] {3, side, side} : new long[] {side, side, 3};
    for (int d = 0; d < wanted.length; d++) {
      long found = image.size(first + d);
      if (found != TensorSpec.ANY && found != wanted[d]) {
        throw misfit(
            "encoder",
            "input " + image,
            (nchw ? "[1, 3, rows, columns]" : "[rows, columns, 3]")
                + (side > 0 ? " of side " + side : ""));
      }
    }
    if (image.rank() == 4 && image.size(0) > 1) {
      throw misfit("encoder", "input " + image, "one image at a time");
    }
    requireOnly("encoder", encoder, Set.of(image.name()));
  }

  private void checkDecoder() throws ModelException {
    Set<String> known = new TreeSet<>();
    for (Map.Entry<String, String> e : sam.embedding().entrySet()) {
      TensorSpec given = output("encoder", encoder, e.getKey());
      TensorSpec taken = input("decoder", decoder, e.getValue(), 1, 6);
      embeddingShapes.put(taken.name(), shape(given, taken));
      known.add(taken.name());
    }
    SamProfile.Prompts prompts = sam.prompts();
    TensorSpec points = input("decoder", decoder, prompts.points(), 2, 4);
    TensorSpec labels = input("decoder", decoder, prompts.labels(), 1, 3);
    if (labels.rank() != points.rank() - 1
        || (points.size(points.rank() - 1) != TensorSpec.ANY
            && points.size(points.rank() - 1) != 2)) {
      throw misfit("decoder", points + " and " + labels, "points [.., n, 2] and labels [.., n]");
    }
    known.add(points.name());
    known.add(labels.name());
    for (String empty : prompts.empty()) {
      known.add(input("decoder", decoder, empty, 1, 6).name());
    }
    if (sam.previous().isPresent()) {
      checkPrevious(sam.previous().get(), known);
    }
    if (sam.sizeInput().isPresent()) {
      known.add(input("decoder", decoder, sam.sizeInput().get(), 1, 1).name());
    }
    output("decoder", decoder, sam.mask().output());
    if (sam.mask().scores().isPresent()) {
      output("decoder", decoder, sam.mask().scores().get());
    }
    requireOnly("decoder", decoder, known);
  }

  private void checkPrevious(SamProfile.Previous previous, Set<String> known)
      throws ModelException {
    TensorSpec mask = input("decoder", decoder, previous.mask(), 2, 4);
    for (int d = 0; d < 2; d++) {
      long found = mask.size(mask.rank() - 1 - d);
      if (found != TensorSpec.ANY && found != previous.side()) {
        throw misfit("decoder", "input " + mask, "side " + previous.side());
      }
    }
    known.add(mask.name());
    if (previous.flag().isPresent()) {
      known.add(input("decoder", decoder, previous.flag().get(), 0, 1).name());
    }
  }

  /** An embedding's shape from what both graphs say; a batch is one. */
  private long[] shape(TensorSpec given, TensorSpec taken) throws ModelException {
    if (given.rank() != taken.rank()) {
      throw misfit("decoder", "input " + taken, "the rank of the encoder's " + given);
    }
    long[] shape = new long[taken.rank()];
    for (int d = 0; d < shape.length; d++) {
      long a = given.size(d);
      long b = taken.size(d);
      if (a > 0 && b > 0 && a != b) {
        throw misfit("decoder", "input " + taken, "the shape of the encoder's " + given);
      }
      shape[d] = a > 0 ? a : b > 0 ? b : d == 0 ? 1 : TensorSpec.ANY;
    }
    return shape;
  }

  /**
   * The shape of an embedding of so many numbers.
   *
   * @throws ModelException when more than one of its sizes is open
   */
  long[] embeddingShape(String input, int numbers) throws ModelException {
    long[] shape = embeddingShapes.get(input).clone();
    long known = 1;
    int open = -1;
    int opens = 0;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] > 0) {
        known *= shape[d];
      } else {
        open = d;
        opens++;
      }
    }
    if (opens == 1) {
      shape[open] = numbers / known;
      known *= shape[open];
    }
    if (opens > 1 || known != numbers) {
      throw misfit(
          "decoder",
          "input " + decoder.input(input).orElseThrow() + " for " + numbers + " numbers",
          "fixed sizes");
    }
    return shape;
  }

  /** The shape of an input that is left empty: what is open is 0. */
  long[] emptyShape(String input) {
    TensorSpec spec = decoder.input(input).orElseThrow();
    long[] shape = new long[spec.rank()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Math.max(0, spec.size(d));
    }
    return shape;
  }

  /** A shape of the rank that a decoder's input has: ones, then these last sizes. */
  long[] padded(String input, long... last) {
    int rank = decoder.input(input).orElseThrow().rank();
    long[] shape = new long[Math.max(rank, last.length)];
    for (int d = 0; d < shape.length; d++) {
      int at = d - (shape.length - last.length);
      shape[d] = at < 0 ? 1 : last[at];
    }
    return shape;
  }

  TensorType decoderType(String input) {
    return decoder.input(input).orElseThrow().type();
  }

  TensorType imageType() {
    return encoder.input(sam.image().input()).orElseThrow().type();
  }

  int imageRank() {
    return encoder.input(sam.image().input()).orElseThrow().rank();
  }

  private TensorSpec input(String part, GraphSpec graph, String name, int leastRank, int mostRank)
      throws ModelException {
    Optional<TensorSpec> found = graph.input(name);
    if (found.isEmpty()) {
      throw misfit(part, "no input \"" + name + "\" among " + graph.inputs(), "one");
    }
    TensorSpec t = found.get();
    boolean image = part.equals("encoder");
    if (t.rank() < leastRank
        || t.rank() > mostRank
        || !(NUMBERS.contains(t.type()) || (image && t.type() == TensorType.UINT8))) {
      throw misfit(part, "input " + t, "numbers of rank " + leastRank + " to " + mostRank);
    }
    return t;
  }

  private TensorSpec output(String part, GraphSpec graph, String name) throws ModelException {
    Optional<TensorSpec> found = graph.output(name);
    if (found.isEmpty() || !FLOATS.contains(found.get().type())) {
      throw misfit(part, "no output \"" + name + "\" of floats among " + graph.outputs(), "one");
    }
    return found.get();
  }

  /** A graph that takes more than the profile knows would fail, or worse, at the first click. */
  private void requireOnly(String part, GraphSpec graph, Set<String> known) throws ModelException {
    for (TensorSpec t : graph.inputs()) {
      if (!known.contains(t.name())) {
        throw misfit(part, "an input " + t, "only " + known);
      }
    }
  }

  private ModelException misfit(String part, String found, String expected) {
    return new ModelException(
        "The "
            + part
            + " "
            + profile.graphs().getOrDefault(part, part)
            + " does not fit the profile "
            + profile.id()
            + ": found "
            + found
            + ", expected "
            + expected
            + ". Choose the profile made for this model.");
  }
}
