package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.JobQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/**
 * What files, folders and DICOMDIRs hold, as a table to choose from; the content of a window. It
 * looks through them in the background, one after the other, and shows nothing of a patient unless
 * the box for names is ticked. To be used on the event thread; {@link #close} when the window is.
 */
public final class SeriesBrowser extends JPanel implements AutoCloseable {
  private static final long serialVersionUID = 1L;

  private static final int GAP = 6;

  private final transient Texts texts;
  private final transient BrowserListener listener;
  private final transient RecentPlaces recent;
  private final transient Supplier<HeapState> heap;
  private final transient JobQueue scans =
      new JobQueue("VoxelClick browser", false, EventQueue::invokeLater);
  private final transient JobQueue pictures =
      new JobQueue("VoxelClick previews", true, EventQueue::invokeLater);
  private final transient Previews previews = new Previews(pictures, row -> pictureArrived());
  private final CatalogModel model;
  private final CatalogTable table;
  private final JTextField filter = new JTextField(16);
  private final JTextArea details = new JTextArea(6, 40);
  private final JLabel picture = new JLabel();
  private final JLabel status = new JLabel();
  private final JProgressBar bar = new JProgressBar();
  private final JButton cancel;
  private final JButton open;
  private final JButton labels;
  private int waiting;
  private int places;
  private boolean named;

  /** A browser that has looked at nothing yet. */
  public SeriesBrowser(Texts texts, BrowserListener listener, RecentPlaces recent) {
    this(texts, listener, recent, HeapState::now);
  }

  SeriesBrowser(
      Texts texts, BrowserListener listener, RecentPlaces recent, Supplier<HeapState> heap) {
    super(new BorderLayout(GAP, GAP));
    this.texts = texts;
    this.listener = listener;
    this.recent = recent;
    this.heap = heap;
    this.model = new CatalogModel(texts, heap);
    this.table = new CatalogTable(model);
    this.cancel = button("cancel", this::cancel);
    this.open = button("open", this::open);
    this.labels = button("labels", this::loadLabels);
    setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
    table.show(previews);
    table.getSelectionModel().addListSelectionListener(e -> selected());
    table
        .getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "choose");
    table.getActionMap().put("choose", action(this::choose));
    table.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            if (e.getClickCount() == 2 && table.rowAtPoint(e.getPoint()) >= 0) {
              choose();
            }
          }
        });
    add(north(), BorderLayout.NORTH);
    add(centre(), BorderLayout.CENTER);
    add(south(), BorderLayout.SOUTH);
    TransferHandler drops = new Drops();
    for (JComponent target : List.<JComponent>of(this, table, details)) {
      target.setTransferHandler(drops);
    }
    selected();
    idle(texts.text("browser.status.empty"));
  }

  private JButton button(String key, Runnable action) {
    JButton button = new JButton(texts.text("browser." + key));
    button.setToolTipText(texts.text("browser." + key + ".tip"));
    button.setMnemonic(texts.text("browser." + key + ".mnemonic").charAt(0));
    button.addActionListener(e -> action.run());
    return button;
  }

  private static AbstractAction action(Runnable what) {
    return new AbstractAction() {
      private static final long serialVersionUID = 1L;

      @Override
      public void actionPerformed(ActionEvent e) {
        what.run();
      }
    };
  }

  private JPanel north() {
    JButton again = button("recent", () -> {});
    again.addActionListener(e -> recentMenu().show(again, 0, again.getHeight()));
    JPanel left = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, 0));
    left.add(button("add", this::chooseFiles));
    left.add(again);
    left.add(button("clear", this::clear));
    JCheckBox names = new JCheckBox(texts.text("browser.names"));
    names.setToolTipText(texts.text("browser.names.tip"));
    names.setMnemonic(texts.text("browser.names.mnemonic").charAt(0));
    names.addActionListener(
        e -> {
          Optional<CatalogRow> before = table.selected();
          table.setNamed(names.isSelected());
          model.setNamed(names.isSelected());
          named = names.isSelected();
          before.ifPresent(this::select);
          selected();
        });
    left.add(names);
    JLabel label = new JLabel(texts.text("browser.filter"));
    label.setLabelFor(filter);
    label.setDisplayedMnemonic(texts.text("browser.filter.mnemonic").charAt(0));
    filter.setToolTipText(texts.text("browser.filter.tip"));
    filter.getDocument().addDocumentListener(new Typing());
    filter.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, 0), "table");
    filter.getActionMap().put("table", action(table::requestFocusInWindow));
    JPanel right = new JPanel(new FlowLayout(FlowLayout.TRAILING, GAP, 0));
    right.add(label);
    right.add(filter);
    JPanel north = new JPanel(new BorderLayout());
    north.add(left, BorderLayout.LINE_START);
    north.add(right, BorderLayout.LINE_END);
    return north;
  }

  private JComponent centre() {
    JScrollPane list = new JScrollPane(table);
    list.getViewport().addChangeListener(e -> previews.inSight(table.inSight()));
    int height = table.getRowHeight();
    list.setPreferredSize(new Dimension(table.preferredColumnsWidth(), 7 * height));
    details.setEditable(false);
    details.setLineWrap(true);
    details.setWrapStyleWord(true);
    details.setFont(table.getFont());
    JPanel below = new JPanel(new BorderLayout(GAP, GAP));
    below.add(picture, BorderLayout.LINE_START);
    below.add(new JScrollPane(details), BorderLayout.CENTER);
    JSplitPane split = new JSplitPane(JSplitPane.VERTICAL_SPLIT, list, below);
    split.setResizeWeight(1);
    split.setBorder(null);
    return split;
  }

  private JPanel south() {
    JPanel south = new JPanel();
    south.setLayout(new BoxLayout(south, BoxLayout.LINE_AXIS));
    south.add(status);
    south.add(Box.createHorizontalGlue());
    south.add(bar);
    for (JButton button : List.of(cancel, labels, open)) {
      south.add(Box.createHorizontalStrut(GAP));
      south.add(button);
    }
    return south;
  }

  private JPopupMenu recentMenu() {
    JPopupMenu menu = new JPopupMenu();
    List<Path> known = recent.list();
    for (Path place : known) {
      JMenuItem item = menu.add(recentName(menu.getComponentCount() + 1, place));
      item.setToolTipText(place.toString());
      item.addActionListener(e -> add(place));
    }
    if (known.isEmpty()) {
      menu.add(texts.text("browser.recent.none")).setEnabled(false);
    }
    return menu;
  }

  /** Folders are named after patients; the tool tip tells which one it is. */
  private String recentName(int number, Path place) {
    return named ? place.toString() : texts.text("browser.recent.item", number);
  }

  private void chooseFiles() {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle(texts.text("browser.add.title"));
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    chooser.setMultiSelectionEnabled(true);
    List<Path> known = recent.list();
    if (!known.isEmpty() && known.get(0).toAbsolutePath().getParent() != null) {
      chooser.setCurrentDirectory(known.get(0).toAbsolutePath().getParent().toFile());
    }
    if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
      for (File file : chooser.getSelectedFiles()) {
        add(file.toPath());
      }
    }
  }

  /**
   * Looks at one more file, DICOMDIR or folder, after those that are still waited for. What cannot
   * be listed is told, and the others go on.
   */
  public void add(Path place) {
    places++;
    waiting++;
    int number = places;
    cancel.setEnabled(true);
    bar.setVisible(true);
    bar.setIndeterminate(true);
    status.setText(texts.text("browser.status.looking"));
    scans.submit(p -> ScannedPlace.scan(number, place, p), new Scan(place));
  }

  /** Takes all lines away; what is waited for is cancelled. */
  public void clear() {
    cancel();
    previews.clear();
    model.clear();
    selected();
    idle(texts.text("browser.status.empty"));
  }

  private void cancel() {
    scans.cancelAll();
  }

  /** Whether a person wants to see descriptions and the names of files. */
  public boolean isNamed() {
    return named;
  }

  /** Whether anything is still looked at. */
  public boolean isBusy() {
    return waiting > 0;
  }

  CatalogTable table() {
    return table;
  }

  JTextField filterField() {
    return filter;
  }

  String statusText() {
    return status.getText();
  }

  String detailsText() {
    return details.getText();
  }

  private void idle(String text) {
    if (waiting == 0) {
      bar.setVisible(false);
      cancel.setEnabled(false);
    }
    HeapState now = heap.get();
    status.setText(
        text + "  " + texts.text("browser.status.free", now.freeMiB(), now.maxBytes() >> 20));
  }

  private void selected() {
    Optional<CatalogRow> row = table.selected();
    open.setEnabled(row.flatMap(CatalogRow::entry).isPresent());
    labels.setEnabled(row.filter(CatalogRow::mayBeLabels).isPresent());
    details.setText(row.map(model::details).orElse(texts.text("browser.details.none")));
    details.setCaretPosition(0);
    previews.inSight(table.inSight());
    showPicture();
  }

  private void select(CatalogRow row) {
    for (int n = 0; n < model.getRowCount(); n++) {
      int view = table.convertRowIndexToView(n);
      if (view >= 0 && model.row(n).equals(row)) {
        table.setRowSelectionInterval(view, view);
      }
    }
  }

  private void pictureArrived() {
    table.repaint();
    showPicture();
  }

  private void showPicture() {
    int side = 2 * table.getRowHeight();
    picture.setIcon(new ThumbnailIcon(table.selected().flatMap(previews::of), side));
  }

  /** What Enter and a double click do. */
  private void choose() {
    table
        .selected()
        .ifPresent(
            row -> {
              if (row.entry().isPresent()) {
                open();
              } else if (row.mayBeLabels()) {
                loadLabels();
              }
            });
  }

  private void open() {
    table
        .selected()
        .ifPresent(row -> row.entry().ifPresent(entry -> listener.open(entry, row.place().root())));
  }

  private void loadLabels() {
    table
        .selected()
        .filter(CatalogRow::mayBeLabels)
        .ifPresent(
            row -> {
              List<CatalogRow> images = model.images(row);
              Optional<VolumeEntry> image =
                  images.size() == 1 ? images.get(0).entry() : Optional.empty();
              listener.loadLabels(row.path(), image, row.place().root());
            });
  }

  /** Ends what is under way; the browser is of no use afterwards. */
  @Override
  public void close() {
    scans.close();
    pictures.close();
  }

  @Override
  public void updateUI() {
    super.updateUI();
    if (table != null) {
      table.layOut();
    }
  }

  private final class Scan implements LatestJobRunner.Listener<ScannedPlace> {
    private final Path root;

    Scan(Path root) {
      this.root = root;
    }

    @Override
    public void progress(int done, int total) {
      bar.setIndeterminate(false);
      bar.setMaximum(total);
      bar.setValue(done);
      status.setText(texts.text("browser.status.files", done, total));
    }

    @Override
    public void done(ScannedPlace found) {
      recent.add(root);
      model.add(found);
      if (table.getSelectedRow() < 0 && table.getRowCount() > 0) {
        table.setRowSelectionInterval(0, 0);
      }
      end(texts.text("browser.status.found", found.rows().size()));
    }

    @Override
    public void failed(Throwable cause) {
      String why = ScannedPlace.withoutNames(String.valueOf(Complaint.about(cause)), root);
      end(texts.text("browser.status.failed"));
      details.setText(why);
    }

    @Override
    public void cancelled() {
      end(texts.text("browser.status.cancelled"));
    }

    private void end(String text) {
      waiting--;
      bar.setIndeterminate(waiting > 0);
      idle(text);
      previews.inSight(table.inSight());
    }
  }

  private final class Typing implements DocumentListener {
    @Override
    public void insertUpdate(DocumentEvent e) {
      changedUpdate(e);
    }

    @Override
    public void removeUpdate(DocumentEvent e) {
      changedUpdate(e);
    }

    @Override
    public void changedUpdate(DocumentEvent e) {
      table.filter(filter.getText());
      previews.inSight(table.inSight());
    }
  }

  private final class Drops extends TransferHandler {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean canImport(TransferSupport support) {
      return DroppedFiles.mayBe(support.getDataFlavors());
    }

    @Override
    public boolean importData(TransferSupport support) {
      try {
        DroppedFiles.of(support.getTransferable()).forEach(SeriesBrowser.this::add);
        return true;
      } catch (JobException e) {
        details.setText(e.getMessage());
        return false;
      }
    }
  }
}
