package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.ij.ImportedImage;
import io.github.voxelclick.plugin.ij.VolumeView;
import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JFrame;

/**
 * The windows of one case: its image, its panel and, where they are open, its linked views. Draws
 * every new state of the session in all of them. Used on the event thread only, where nothing else
 * is said.
 */
final class CaseWindows {
  private static final Set<String> AUTOMATIC_WINDOW = Set.of("MR", "PT");

  private final String title;
  private final OpenedVolume opened;
  private final SegmentationSession session;
  private final DisplayState display;
  private final ViewListener listener;
  private final CaseKeys keys;
  private final PanelContent.Maker panelContent;
  private final CaseViews views;
  private boolean drawSoon;
  private VolumeView view;
  private volatile ReaderPanel panel;

  /**
   * Windows that are not shown yet.
   *
   * @param title of all of them
   * @param display what they show
   * @param listener told what the user does in the image and the views
   * @param shortcuts told what keys mean that are pressed in any of them
   */
  CaseWindows(
      String title,
      OpenedVolume opened,
      SegmentationSession session,
      DisplayState display,
      ViewListener listener,
      Consumer<ShortcutAction> shortcuts) {
    this.title = title;
    this.opened = opened;
    this.session = session;
    this.display = display;
    this.listener = listener;
    this.keys = new CaseKeys(Shortcuts.ofPlatform(), shortcuts, display::look);
    this.panelContent = new PanelContent.Maker(session, display, ImportedImage.isMeasured(opened));
    this.views =
        new CaseViews(title, opened.volume(), isOfPatient(), listener, keys, this::styleChosen);
  }

  /**
   * Shows the image and its panel, with nothing drawn in the panel yet.
   *
   * @param model asked what it runs on after each job
   * @param actions told what the user does in the panel
   * @param commands runs commands of ImageJ's menu on the image
   * @param models offers other models
   */
  void show(LoadedModel model, PanelActions actions, OwnCommands commands, ModelChoice models) {
    view =
        VolumeView.show(
            title, opened.volume(), displayPreset(), content(), isOfPatient(), listener);
    panel =
        new ReaderPanel(
            title,
            opened.volume().geometry(),
            model.model(),
            Shortcuts.ofPlatform(),
            actions,
            actions::run,
            commands::run);
    keys.add(panel.frame());
    keys.install();
    panel.offerModels(models::show);
    panel.showBeside(view.bounds(), PanelMemory.bounds()).ifPresent(view::place);
  }

  /** Opens the linked views, or brings them to the front. */
  void showViews() {
    views.open(displayPreset(), content(), display.crosshair(), panel.frame().getBounds());
  }

  /** The linked views, while they are open. */
  Optional<ViewsWindow> views() {
    return views.window();
  }

  /** What ImageJ's window shows. */
  VolumeView view() {
    return view;
  }

  /** On any thread. */
  ReaderPanel panel() {
    return panel;
  }

  /** The panel's window, which dialogs belong to. On any thread. */
  JFrame frame() {
    return panel.frame();
  }

  /** Images that are no volumes in space have no left and right. */
  private boolean isOfPatient() {
    return (opened.dicomSource().isPresent() || opened.niftiHeader().isPresent())
        && opened.volume().geometry().relation() == SliceRelation.SPATIAL;
  }

  /** What is proposed for MR and PET is made for single slices, and rarely fits a volume. */
  private DisplayPreset displayPreset() {
    Volume volume = opened.volume();
    List<DisplayPreset> proposed = volume.display().presets();
    boolean automatic = proposed.isEmpty() || AUTOMATIC_WINDOW.contains(volume.modality());
    return automatic
        ? DisplayPreset.of(session.window(session.state().segment(display.selected())))
        : proposed.get(0);
  }

  private OverlayContent content() {
    return display.content(session.state());
  }

  /** Whether ImageJ's window is still open. */
  boolean isOpen() {
    return view.isOpen();
  }

  /** Puts the image and its panel before all other windows. */
  void toFront() {
    panel.frame().setVisible(true);
    view.toFront();
  }

  /** Brings the image to the front, and tells whether it is there now. */
  boolean makeCurrent() {
    return view.makeCurrent();
  }

  /** Of an image that ImageJ still shows, but has no command for any more. */
  void tellThatItIsGone() {
    if (view.isOpen()) {
      Messages.failure(new JobException(Texts.get("closing.gone")));
    }
  }

  /** Draws everything as it is now. */
  void draw() {
    if (view.isOpen()) {
      SessionState state = session.state(); // another thread may change it between two looks
      display.follow(state);
      drawViews(display.content(state));
      panel.show(panelContent.of(state));
    }
  }

  /**
   * The session has changed; on any thread. A job may change it many times before the event thread
   * can draw it once.
   */
  void changed() {
    synchronized (this) {
      if (drawSoon) {
        return;
      }
      drawSoon = true;
    }
    EventQueue.invokeLater(
        () -> {
          synchronized (this) {
            drawSoon = false;
          }
          draw();
        });
  }

  private void styleChosen(MaskStyle style) {
    display.setStyle(style);
    draw();
  }

  /** Something else is being drawn with a tool, or nothing any more. */
  void drafted(Optional<Draft> draft) {
    display.setDraft(draft);
    drawViews(content());
  }

  private void drawViews(OverlayContent content) {
    view.draw(content);
    views.show(content);
  }

  /** The other views show what is pointed at in one. */
  void aimAt(PointerEvent event) {
    GridSize size = opened.volume().size();
    int column = (int) Math.rint(event.column());
    int row = (int) Math.rint(event.row());
    SliceAxis axis = event.plane().axis();
    if (column >= 0 && row >= 0 && column < axis.columns(size) && row < axis.rows(size)) {
      display.look(event.plane());
      aim(event.plane().voxel(column, row));
    }
  }

  /** A view shows another slice: the other views follow. */
  void looked(SlicePlane plane) {
    display.look(plane);
    views.aim(display.crosshair());
    draw();
  }

  /** Shows a slice in the view of its axis. */
  void goTo(SlicePlane plane) {
    display.look(plane);
    aim(display.crosshair());
  }

  /** Shows a voxel in all views. */
  void aim(VoxelIndex voxel) {
    display.aim(voxel);
    view.goTo(voxel.k());
    views.aim(display.crosshair());
    draw();
  }

  /**
   * A key was pressed in the image.
   *
   * @return whether it means anything
   */
  boolean key(KeyEvent e) {
    display.look(SlicePlane.k(view.currentSlice())); // keys mean the slice of their window
    return keys.press(e);
  }

  /** Only asks a window where it is, which any thread may. */
  void rememberPanel() {
    ReaderPanel shown = panel;
    if (shown != null) { // "Close All" may come while this image is just being shown
      shown.movedTo().ifPresent(PanelMemory::put);
    }
  }

  /** The image is closed: so are the others. */
  void dispose() {
    views.dispose();
    keys.uninstall();
    rememberPanel();
    panel.dispose();
  }
}
