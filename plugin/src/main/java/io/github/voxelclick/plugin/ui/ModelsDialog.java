package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeException;
import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.WindowConstants;
import javax.swing.filechooser.FileNameExtensionFilter;

/**
 * The window with all models: what {@code models list, check, add, get, remove, export-bundle,
 * import-bundle} and {@code --catalogue} do on the command line. To be used on the event thread;
 * work is done on a thread of its own, one piece at a time.
 */
final class ModelsDialog {
  private final ModelStore store;
  private final ModelJobs jobs;
  private final List<JButton> actions = new ArrayList<>();
  private final LatestJobRunner runner =
      new LatestJobRunner("VoxelClick models", EventQueue::invokeLater);
  private final JFrame frame = new JFrame(title());
  private final ModelsTable content = new ModelsTable();
  private final JTable table = new JTable(content);
  private final JTextArea message = new JTextArea(6, 60);
  private final JProgressBar bar = new JProgressBar();
  private final JButton cancel = new JButton(Texts.get("models.cancel"));

  static String title() {
    return Texts.get("models.title");
  }

  private ModelsDialog(ModelStore store) {
    this.store = store;
    this.jobs = new ModelJobs(store);
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            runner.close();
          }
        });
    table.setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
    ModelsTable.layOut(table);
    message.setEditable(false);
    message.setLineWrap(true);
    message.setWrapStyleWord(true);
    cancel.setEnabled(false);
    cancel.addActionListener(e -> runner.cancel());
    JPanel south = new JPanel(new BorderLayout(4, 4));
    south.setBorder(BorderFactory.createEmptyBorder(4, 8, 8, 8));
    south.add(buttons(), BorderLayout.NORTH);
    south.add(new JScrollPane(message), BorderLayout.CENTER);
    south.add(bar, BorderLayout.SOUTH);
    frame.add(new JScrollPane(table), BorderLayout.CENTER);
    frame.add(south, BorderLayout.SOUTH);
    frame.pack();
  }

  /**
   * Opens the window.
   *
   * @throws VolumeException when the model folder cannot be named or read
   */
  static void show() throws VolumeException {
    Workbench.INSTANCE.forgetIdleModel();
    ModelsDialog dialog = new ModelsDialog(Models.store(Optional.empty()));
    dialog.content.show(dialog.store.list(), dialog.jobs.catalogue());
    dialog.say(Texts.get("models.folder", dialog.store.folder()));
    dialog.frame.setVisible(true);
  }

  private JPanel buttons() {
    JPanel one = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    button(one, "models.use", this::use);
    button(one, "models.check", this::check);
    button(one, "models.get", this::get);
    button(one, "models.remove", this::remove);
    button(one, "models.export", this::exportBundle);
    one.add(cancel);
    JPanel any = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    button(any, "models.add", this::add);
    button(any, "models.checkFiles", this::checkFiles);
    button(any, "models.import", this::importBundle);
    button(any, "models.catalogue", this::catalogue);
    JPanel both = new JPanel(new GridLayout(2, 1, 0, 4));
    both.add(one);
    both.add(any);
    return both;
  }

  private void button(JPanel to, String key, Runnable action) {
    JButton button = new JButton(Texts.get(key));
    button.setToolTipText(Texts.get(key + ".tip"));
    button.addActionListener(e -> action.run());
    actions.add(button);
    to.add(button);
  }

  private void say(String text) {
    message.setText(text);
    message.setCaretPosition(0);
  }

  /** The only selected row, or a message. */
  private Optional<ModelsTable.Row> selected() {
    int row = table.getSelectedRow();
    if (table.getSelectedRowCount() != 1) {
      say(Texts.get("models.selectFirst"));
      return Optional.empty();
    }
    return Optional.of(content.row(row));
  }

  private Optional<ModelsTable.Row> selectedHere() {
    Optional<ModelsTable.Row> row = selected();
    if (row.isPresent() && !row.get().isHere()) {
      say(Texts.get("models.notHere", row.get().name()));
      return Optional.empty();
    }
    return row;
  }

  private void use() {
    selectedHere()
        .ifPresent(
            row -> {
              Workbench.INSTANCE.choose(row.name());
              Workbench.INSTANCE.forgetIdleModel();
              say(Texts.get("models.used", row.name()));
            });
  }

  private void check() {
    selectedHere()
        .ifPresent(
            row -> run(Texts.get("models.checking", row.name()), p -> jobs.check(row.name(), p)));
  }

  private void checkFiles() {
    List<Path> files = files();
    if (!files.isEmpty()) {
      run(Texts.get("models.checking", names(files)), p -> jobs.checkFiles(files, p));
    }
  }

  private void add() {
    List<Path> files = files();
    if (files.isEmpty()) {
      return;
    }
    String profile = ask(Texts.get("models.ask.profile"));
    String name = ask(Texts.get("models.ask.name"));
    run(Texts.get("models.installing"), p -> jobs.add(files, profile, name, p));
  }

  /** What the person picks; empty when nothing. */
  private List<Path> files() {
    JFileChooser chooser = new JFileChooser();
    chooser.setMultiSelectionEnabled(true);
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    return chooser.showOpenDialog(frame) == JFileChooser.APPROVE_OPTION
        ? Arrays.stream(chooser.getSelectedFiles()).map(File::toPath).toList()
        : List.of();
  }

  private static String names(List<Path> files) {
    return files.stream()
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private Optional<Path> file(String title, String ending) {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle(title);
    chooser.setFileFilter(new FileNameExtensionFilter("*." + ending, ending));
    return chooser.showOpenDialog(frame) == JFileChooser.APPROVE_OPTION
        ? Optional.of(chooser.getSelectedFile().toPath())
        : Optional.empty();
  }

  private void catalogue() {
    file(Texts.get("models.catalogue.title"), "json")
        .ifPresent(
            file ->
                run(
                    Texts.get("models.catalogue.reading", file.getFileName()),
                    p -> jobs.readCatalogue(file)));
  }

  private void importBundle() {
    file(Texts.get("models.import.title"), "zip")
        .ifPresent(file -> run(Texts.get("models.installing"), p -> jobs.importBundle(file, p)));
  }

  private void exportBundle() {
    List<ModelsTable.Row> rows =
        Arrays.stream(table.getSelectedRows()).mapToObj(content::row).toList();
    List<String> names = ModelsTable.carried(rows);
    if (names.isEmpty() || names.size() < rows.size()) {
      say(Texts.get("models.export.select"));
      return;
    }
    if (!agrees(Texts.get("models.export.ask", ModelsTable.licences(rows)))) {
      return;
    }
    JFileChooser chooser = new JFileChooser();
    chooser.setSelectedFile(new File(Texts.get("models.export.file")));
    if (chooser.showSaveDialog(frame) == JFileChooser.APPROVE_OPTION) {
      Path target = chooser.getSelectedFile().toPath();
      run(
          Texts.get("models.exporting", String.join(", ", names)),
          p -> jobs.exportBundle(names, target, p));
    }
  }

  private String ask(String question) {
    String answer =
        JOptionPane.showInputDialog(frame, question, title(), JOptionPane.PLAIN_MESSAGE);
    return answer == null ? "" : answer;
  }

  private void get() {
    Optional<CatalogueEntry> known = selected().flatMap(row -> jobs.catalogue().find(row.name()));
    if (known.isEmpty()) {
      return;
    }
    CatalogueEntry entry = known.get();
    String licence =
        entry.licence().map(Object::toString).orElseGet(() -> Texts.get("models.unknown"));
    if (!entry.isDownloadable()) {
      say(
          Texts.get("models.toMake", entry.title(), licence)
              + entry
                  .checkpoint()
                  .flatMap(CatalogueEntry.Checkpoint::url)
                  .map(url -> "\n" + Texts.get("models.weights", url))
                  .orElse("")
              + "\n"
              + entry.export().orElseGet(() -> Texts.get("models.see", entry.project())));
    } else if (agrees(Texts.get("models.licence", licence) + "\n" + entry.project())) {
      run(Texts.get("models.downloading", entry.name()), p -> jobs.get(entry, p));
    }
  }

  private void remove() {
    selectedHere()
        .filter(row -> agrees(Texts.get("models.remove.ask", row.name())))
        .ifPresent(
            row -> run(Texts.get("models.removing", row.name()), p -> jobs.remove(row.name())));
  }

  private boolean agrees(String question) {
    return JOptionPane.showConfirmDialog(frame, question, title(), JOptionPane.OK_CANCEL_OPTION)
        == JOptionPane.OK_OPTION;
  }

  private void run(String what, LatestJobRunner.Job<String> job) {
    say(what + "…");
    bar.setIndeterminate(true);
    cancel.setEnabled(true);
    // The runner would end what runs for what is asked for next: a download, say, for a check.
    actions.forEach(button -> button.setEnabled(false));
    runner.submit(job, new Ending());
  }

  /** Shows how a job goes and what came of it. */
  private final class Ending implements LatestJobRunner.Listener<String> {
    @Override
    public void progress(int done, int total) {
      bar.setIndeterminate(false);
      bar.setMaximum(total);
      bar.setValue(done);
    }

    @Override
    public void done(String result) {
      end(result);
    }

    @Override
    public void failed(Throwable cause) {
      end(Complaint.about(cause));
    }

    @Override
    public void cancelled() {
      end(Texts.get("models.cancelled"));
    }

    private void end(String text) {
      bar.setIndeterminate(false);
      bar.setValue(0);
      cancel.setEnabled(false);
      actions.forEach(button -> button.setEnabled(true));
      say(text);
      try {
        content.show(store.list(), jobs.catalogue());
      } catch (VolumeException e) {
        say(text + "\n" + e.getMessage());
      }
    }
  }
}
