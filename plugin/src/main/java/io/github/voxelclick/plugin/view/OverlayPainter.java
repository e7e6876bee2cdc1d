package io.github.voxelclick.plugin.view;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paints masks, prompts and drafts over one view of a volume; keeps a picture per segment. Used on
 * the event thread only.
 */
public final class OverlayPainter {
  private final Map<Integer, MaskPainter> masks = new HashMap<>();

  /**
   * Draws what belongs to a slice.
   *
   * @param graphics left as it was
   * @param plane the slice that is shown
   * @param toScreen from the slice's columns and rows, whole numbers being corners of pixels, to
   *     the pixels of the component
   */
  public void paint(
      Graphics2D graphics, OverlayContent content, SlicePlane plane, AffineTransform toScreen) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      if (content.style().shown()) {
        paintLayers(g, content, plane, toScreen);
      }
      content
          .draft()
          .filter(d -> d.plane().equals(plane))
          .ifPresent(d -> PromptPainter.draw(g, d, toScreen));
    } finally {
      g.dispose();
    }
  }

  private void paintLayers(
      Graphics2D g, OverlayContent content, SlicePlane plane, AffineTransform toScreen) {
    Set<Integer> present = content.layers().stream().map(Layer::number).collect(Collectors.toSet());
    masks.keySet().retainAll(present);
    for (Layer layer : content.layers()) {
      masks
          .computeIfAbsent(layer.number(), n -> new MaskPainter())
          .draw(g, layer.mask(), plane, layer.colour(), content.style(), toScreen);
    }
    for (Layer layer : content.layers()) {
      for (Prompt p : layer.prompts()) {
        if (p.plane().equals(plane)) {
          PromptPainter.draw(g, p, toScreen);
        }
      }
    }
  }
}
