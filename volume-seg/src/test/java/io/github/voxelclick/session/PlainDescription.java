package io.github.voxelclick.session;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.List;
import java.util.Map;

/** Everything there is to know of the segments of a session, for comparison. */
final class PlainDescription {
  private PlainDescription() {}

  /** All of a plain session. */
  static String of(List<PlainSession.Seg> segments) {
    StringBuilder text = new StringBuilder();
    for (PlainSession.Seg s : segments) {
      text.append(s.number).append(s.label).append(s.locked).append(bits(s.voxels)).append('\n');
      s.slices.forEach(
          (plane, x) ->
              text.append(Action.text(plane))
                  .append(x.prompts)
                  .append(x.settled)
                  .append(x.origin)
                  .append(x.confidence)
                  .append(x.confirmed)
                  .append(x.start == null ? "" : bits(x.start) + x.startOrigin)
                  .append('\n'));
    }
    return text.toString();
  }

  /** The same of a real session whose prompts are all answered. */
  static String of(SessionState state, GridSize size) {
    StringBuilder text = new StringBuilder();
    for (SegmentState s : state.segments()) {
      boolean[] voxels = new boolean[size.i() * size.j() * size.k()];
      for (int v = 0; v < voxels.length; v++) {
        voxels[v] =
            s.mask()
                .get(
                    new VoxelIndex(v % size.i(), v / size.i() % size.j(), v / size.i() / size.j()));
      }
      text.append(s.number()).append(s.segment().label()).append(s.locked());
      text.append(bits(voxels)).append('\n');
      for (Map.Entry<SlicePlane, SliceState> e : s.slices().entrySet()) {
        SliceState x = e.getValue();
        List<PlainSession.Given> prompts =
            x.prompts().stream()
                .map(p -> new PlainSession.Given(p.id(), p.prompt(), p.overlap()))
                .toList();
        text.append(Action.text(e.getKey()))
            .append(prompts)
            .append(x.settled())
            .append(x.origin().map(Enum::name).orElse(""))
            .append(x.confidence())
            .append(x.confirmed());
        x.start()
            .ifPresent(
                start -> {
                  boolean[] pixels = new boolean[start.mask().columns() * start.mask().rows()];
                  start.mask().forEachSet(n -> pixels[n] = true);
                  text.append(bits(pixels)).append(start.origin().map(Enum::name).orElse(""));
                });
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String bits(boolean[] bits) {
    char[] text = new char[bits.length];
    for (int n = 0; n < bits.length; n++) {
      text[n] = bits[n] ? '#' : '.';
    }
    return new String(text);
  }
}
