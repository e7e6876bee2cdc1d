package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.SurfacePreview;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.view.DisplayListener;
import io.github.voxelclick.plugin.view.Layer;
import io.github.voxelclick.plugin.view.LinkedViews;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.SurfaceView;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.surface.Surface;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import javax.swing.JFrame;
import javax.swing.Timer;
import javax.swing.WindowConstants;

/**
 * Three linked views of a volume and its segments in space. Surfaces are made on a thread of their
 * own, once nothing has changed for a moment. Used on the event thread only.
 */
final class ViewsWindow {
  /** Nothing has to change for so long before surfaces are made anew, ms. */
  private static final int QUIET_MS = 300;

  private final JFrame frame;
  private final LinkedViews views;
  private final SurfaceView surface = new SurfaceView();
  private final SurfacePreview preview;
  private final LatestJobRunner surfaces =
      new LatestJobRunner("VoxelClick surfaces", EventQueue::invokeLater);
  private final Timer quiet = new Timer(QUIET_MS, e -> buildSurfaces());
  private OverlayContent content;

  /**
   * A window that is not shown yet.
   *
   * @param anatomical whether the volume is of a patient
   * @param style told when masks are to be drawn another way
   * @param closed called when the person closes the window
   */
  ViewsWindow(
      String title,
      Volume volume,
      boolean anatomical,
      DisplayPreset preset,
      OverlayContent content,
      ViewListener listener,
      Consumer<MaskStyle> style,
      Runnable closed) {
    this.content = content;
    preview = new SurfacePreview(volume.geometry());
    views = new LinkedViews(volume, anatomical, preset, listener, new Display(style));
    surface.setVolume(Optional.of(volume.geometry()));
    views.setFourth(Texts.get("case.surface"), surface);
    frame = new JFrame(Texts.get("case.views.title", title));
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            closed.run();
          }
        });
    frame.add(views);
    quiet.setRepeats(false);
  }

  /** What the bar above the views asks for. */
  private final class Display implements DisplayListener {
    private final Consumer<MaskStyle> style;

    Display(Consumer<MaskStyle> style) {
      this.style = style;
    }

    @Override
    public void preset(DisplayPreset preset) {
      views.setPreset(preset);
    }

    @Override
    public void style(MaskStyle next) {
      style.accept(next);
    }

    @Override
    public void crosshair(boolean shown) {
      views.setCrosshairShown(shown);
    }
  }

  /** Shows the window where there is more room beside the panel, as large as it may be there. */
  void show(Rectangle panel) {
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    int left = panel.x - screen.x;
    int right = screen.x + screen.width - (panel.x + panel.width);
    int beside = Math.max(screen.width / 2, Math.max(left, right));
    Dimension wanted = views.getPreferredSize();
    frame.setSize(
        Math.min(beside, Math.max(wanted.width, screen.width / 2)),
        Math.min(screen.height, Math.max(wanted.height, screen.height * 3 / 4)));
    int x = left >= right ? screen.x : screen.x + screen.width - frame.getWidth();
    frame.setLocation(x, screen.y);
    frame.setVisible(true);
    quiet.restart();
  }

  JFrame frame() {
    return frame;
  }

  LinkedViews views() {
    return views;
  }

  SurfaceView surface() {
    return surface;
  }

  /** Draws something else over all views. */
  void show(OverlayContent next) {
    boolean sameMasks = layers(next).equals(layers(content));
    content = next;
    views.show(next);
    if (!sameMasks) {
      quiet.restart();
    }
  }

  /** What surfaces depend on; masks are told apart by identity, which costs nothing. */
  private static List<List<Integer>> layers(OverlayContent content) {
    List<List<Integer>> all = new ArrayList<>();
    for (Layer layer : content.layers()) {
      Segment.Rgb c = layer.colour();
      all.add(
          List.of(
              layer.number(), System.identityHashCode(layer.mask()), c.red(), c.green(), c.blue()));
    }
    return all;
  }

  /** Shows the slices through a voxel in all views. */
  void aim(VoxelIndex voxel) {
    views.aim(voxel);
    surface.setCrossHair(Optional.of(new VoxelPoint(voxel.i(), voxel.j(), voxel.k())));
  }

  private void buildSurfaces() {
    Map<Integer, Mask> masks = new HashMap<>();
    Map<Integer, Segment.Rgb> colours = new HashMap<>();
    for (Layer layer : content.layers()) {
      masks.put(layer.number(), layer.mask());
      colours.put(layer.number(), layer.colour());
    }
    surfaces.submit(
        progress -> preview.build(masks, progress),
        new LatestJobRunner.Listener<SortedMap<Integer, Surface>>() {
          @Override
          public void progress(int done, int total) {}

          @Override
          public void done(SortedMap<Integer, Surface> found) {
            List<SurfaceView.Part> parts = new ArrayList<>();
            found.forEach(
                (number, s) ->
                    parts.add(
                        new SurfaceView.Part(
                            number,
                            s.mesh(),
                            colours.getOrDefault(number, Segment.Rgb.ofNumber(number)))));
            surface.show(parts);
          }

          @Override
          public void failed(Throwable cause) {
            surface.show(List.of());
            Messages.status(cause.getMessage() == null ? "" : cause.getMessage());
          }

          @Override
          public void cancelled() {}
        });
  }

  void dispose() {
    quiet.stop();
    surfaces.close();
    frame.dispose();
  }
}
