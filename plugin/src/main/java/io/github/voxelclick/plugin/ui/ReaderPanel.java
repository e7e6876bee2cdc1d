package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.panel.ConfidenceStrip;
import io.github.voxelclick.plugin.panel.DevicePane;
import io.github.voxelclick.plugin.panel.DeviceStatus;
import io.github.voxelclick.plugin.panel.HistoryList;
import io.github.voxelclick.plugin.panel.ReviewPane;
import io.github.voxelclick.plugin.panel.SegmentsTable;
import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.panel.SliceNames;
import io.github.voxelclick.plugin.panel.SwingSegmentDialogs;
import io.github.voxelclick.plugin.panel.ToolPanel;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.WindowConstants;

/**
 * The window beside an image: segments, tools, what is left to check, what was done, which model
 * runs where. Buttons that have a command in ImageJ's menu run that, so that macros can be
 * recorded. To be used on the event thread.
 */
final class ReaderPanel {
  /** By so many pixels a window manager moves a window when it draws a frame round it. */
  private static final int ITSELF = 48;

  private final JFrame frame;
  private final SegmentationModel model;
  private final Consumer<String> commands;
  private final SegmentsTable segments;
  private final ToolPanel tools;
  private final ConfidenceStrip strip;
  private final ReviewPane review;
  private final HistoryList history;
  private final DevicePane device;
  private final JButton undo;
  private final JButton redo;
  private DeviceStatus status;
  private Rectangle placed = new Rectangle();
  private Optional<Object> current = Optional.empty();

  /** Learns what a person does in the panel. */
  interface Listener
      extends SegmentsTable.Listener,
          ToolPanel.Listener,
          ConfidenceStrip.Listener,
          ReviewPane.Listener,
          HistoryList.Listener {}

  /**
   * A window that is not shown yet.
   *
   * @param model asked what it runs on after each job
   * @param actions runs what buttons and keys mean
   * @param commands runs commands of ImageJ's menu on this panel's image
   */
  ReaderPanel(
      String title,
      VolumeGeometry geometry,
      SegmentationModel model,
      Shortcuts shortcuts,
      Listener listener,
      Consumer<ShortcutAction> actions,
      Consumer<String> commands) {
    this.model = model;
    this.commands = commands;
    SliceNames names = new SliceNames(geometry);
    frame = new JFrame(Texts.get("case.panel.title", title));
    frame.setDefaultCloseOperation(WindowConstants.HIDE_ON_CLOSE);
    frame.setAutoRequestFocus(false); // keys stay with the image until someone works here
    segments = new SegmentsTable(new SwingSegmentDialogs(), listener);
    tools = new ToolPanel(shortcuts, listener);
    strip = new ConfidenceStrip(false, names, listener);
    review = new ReviewPane(names, shortcuts, listener);
    history = new HistoryList(names, listener);
    device = new DevicePane(shortcuts, () -> actions.accept(ShortcutAction.CANCEL));
    undo = command("case.undo", "Undo Prompt", shortcuts, ShortcutAction.UNDO);
    redo = command("case.redo", "Redo Prompt", shortcuts, ShortcutAction.REDO);
    status = DeviceStatus.idle(model.profile().name(), model.device(), Texts.get("case.idle"));
    device.show(status);
    JScrollPane scroll =
        new JScrollPane(
            column(buttons(shortcuts, actions)),
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll
        .getVerticalScrollBar()
        .setUnitIncrement(frame.getFontMetrics(undo.getFont()).getHeight());
    frame.add(scroll, BorderLayout.CENTER);
    frame.add(device, BorderLayout.SOUTH);
  }

  /**
   * Offers another model, by a button beside the one in use.
   *
   * @param chooser given the button, to show a menu there
   */
  void offerModels(Consumer<Component> chooser) {
    JButton button = new JButton(Texts.get("model.choose"));
    button.setToolTipText(Texts.get("model.choose.tip"));
    button.addActionListener(e -> chooser.accept(button));
    JPanel south = new JPanel(new BorderLayout());
    JPanel side = new JPanel(new GridBagLayout());
    side.add(button);
    south.add(device, BorderLayout.CENTER);
    south.add(side, BorderLayout.LINE_END);
    frame.add(south, BorderLayout.SOUTH);
  }

  /** Its contents, to be painted before anyone waits for it. */
  Container contents() {
    return frame.getContentPane();
  }

  private JPanel column(JComponent buttons) {
    JPanel column = new JPanel(new GridBagLayout());
    GridBagConstraints at = new GridBagConstraints();
    at.gridx = 0;
    at.weightx = 1;
    at.fill = GridBagConstraints.BOTH;
    at.weighty = 1;
    column.add(titled("case.segments", segments), at);
    at.weighty = 0;
    column.add(titled("case.tools", tools), at);
    column.add(buttons, at);
    column.add(titled("case.slices", slices()), at);
    at.weighty = 1;
    column.add(titled("case.history", history), at);
    return column;
  }

  private JPanel slices() {
    JPanel slices = new JPanel(new BorderLayout());
    JPanel top = new JPanel(new BorderLayout());
    top.add(strip, BorderLayout.CENTER);
    top.add(ConfidenceStrip.legend(), BorderLayout.SOUTH);
    slices.add(top, BorderLayout.NORTH);
    slices.add(review, BorderLayout.CENTER);
    return slices;
  }

  private static JComponent titled(String key, Component content) {
    JPanel panel = new JPanel(new BorderLayout());
    panel.setBorder(BorderFactory.createTitledBorder(Texts.get(key)));
    panel.add(content, BorderLayout.CENTER);
    return panel;
  }

  private JPanel buttons(Shortcuts shortcuts, Consumer<ShortcutAction> actions) {
    JPanel buttons = new JPanel(new GridLayout(0, 3, 3, 3));
    buttons.setBorder(BorderFactory.createEmptyBorder(3, 6, 3, 6));
    buttons.add(undo);
    buttons.add(redo);
    buttons.add(action("case.keys", shortcuts, ShortcutAction.LIST, actions));
    buttons.add(action("case.propagateAll", shortcuts, ShortcutAction.PROPAGATE, actions));
    buttons.add(command("case.propagate", "Propagate..."));
    buttons.add(action("case.interpolate", shortcuts, ShortcutAction.INTERPOLATE, actions));
    buttons.add(command("case.views", "Linked Views"));
    buttons.add(command("case.load", "Load Segments..."));
    buttons.add(command("case.save", "Save Segments..."));
    return buttons;
  }

  private static JButton action(
      String key, Shortcuts shortcuts, ShortcutAction action, Consumer<ShortcutAction> actions) {
    JButton button = new JButton(Texts.get(key));
    button.setToolTipText(shortcuts.tip(action));
    button.addActionListener(e -> actions.accept(action));
    return button;
  }

  private JButton command(String key, String command) {
    JButton button = new JButton(Texts.get(key));
    button.setToolTipText(Texts.get(key + ".tip"));
    button.addActionListener(e -> commands.accept(command));
    return button;
  }

  private JButton command(String key, String command, Shortcuts shortcuts, ShortcutAction action) {
    JButton button = new JButton(Texts.get(key));
    button.setToolTipText(shortcuts.tip(action));
    button.addActionListener(e -> commands.accept(command));
    return button;
  }

  private void limitToScreen() {
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    Dimension wanted = frame.getSize();
    int scrollBar = new JScrollPane().getVerticalScrollBar().getPreferredSize().width;
    if (wanted.height > screen.height) {
      frame.setSize(Math.min(screen.width, wanted.width + scrollBar), screen.height);
    }
  }

  /**
   * Shows the panel beside an image.
   *
   * @param image bounds of its window, in screen pixels
   * @param before where a person put the panel last, if anybody did
   * @return bounds that the image is to have, where it would be covered
   */
  Optional<Rectangle> showBeside(Rectangle image, Optional<Rectangle> before) {
    frame.pack();
    limitToScreen();
    GraphicsEnvironment all = GraphicsEnvironment.getLocalGraphicsEnvironment();
    Rectangle screen = all.getMaximumWindowBounds();
    List<Rectangle> screens =
        Arrays.stream(all.getScreenDevices())
            .map(d -> d.equals(all.getDefaultScreenDevice()) ? screen : usable(d))
            .toList();
    PanelPlace place =
        before
            .flatMap(
                b ->
                    PanelPlace.screenOf(b, screens)
                        .map(s -> PanelPlace.at(s, image, fitting(b, s))))
            .orElseGet(() -> PanelPlace.atTheBorder(screen, image, frame.getSize()));
    placed = place.panel();
    frame.setBounds(placed);
    frame.setVisible(true);
    return place.image();
  }

  /** What windows may cover of a screen. */
  private static Rectangle usable(GraphicsDevice device) {
    GraphicsConfiguration screen = device.getDefaultConfiguration();
    Rectangle b = screen.getBounds();
    Insets bars = Toolkit.getDefaultToolkit().getScreenInsets(screen);
    return new Rectangle(
        b.x + bars.left,
        b.y + bars.top,
        b.width - bars.left - bars.right,
        b.height - bars.top - bars.bottom);
  }

  /** With other fonts than before the panel may need more than it had. */
  private Rectangle fitting(Rectangle before, Rectangle screen) {
    return new Rectangle(
        before.x,
        before.y,
        Math.min(screen.width, Math.max(before.width, frame.getWidth())),
        Math.min(screen.height, before.height));
  }

  /** Where a person has put the panel; empty while it is where it came. */
  Optional<Rectangle> movedTo() {
    Rectangle now = frame.getBounds();
    int most =
        Math.max(
            Math.max(Math.abs(now.x - placed.x), Math.abs(now.y - placed.y)),
            Math.max(Math.abs(now.width - placed.width), Math.abs(now.height - placed.height)));
    return most > ITSELF ? Optional.of(now) : Optional.empty();
  }

  JFrame frame() {
    return frame;
  }

  /** What the model does now. */
  DeviceStatus status() {
    return status;
  }

  void dispose() {
    frame.dispose();
  }

  /**
   * A job begins, in place of the one before.
   *
   * @param job tells jobs apart
   */
  void begin(Object job, String what) {
    current = Optional.of(job);
    show(status.begun(what));
  }

  /** So much of a job is done; of no interest once another has begun. */
  void progress(Object job, int done, int total) {
    if (current.filter(c -> c == job).isPresent()) {
      show(status.progress(done, total));
    }
  }

  /** Asked anew what it runs on: a device that fails gives its work to the CPU. */
  void end(Object job, String text) {
    if (current.filter(c -> c == job).isPresent()) {
      show(status.ended(text).on(model.device()));
    }
  }

  private void show(DeviceStatus next) {
    status = next;
    device.show(next);
  }

  /** Shows a case as it is now. */
  void show(PanelContent content) {
    segments.show(content.segments());
    tools.show(content.tools());
    strip.show(content.slices());
    review.show(content.review());
    history.show(content.history());
    undo.setEnabled(content.canUndo());
    redo.setEnabled(content.canRedo());
  }
}
