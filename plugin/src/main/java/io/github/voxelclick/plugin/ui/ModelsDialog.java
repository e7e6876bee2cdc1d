package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.modelstore.CatalogueEntry;
import io.github.voxelclick.modelstore.ModelCheck;
import io.github.voxelclick.modelstore.ModelGetter;
import io.github.voxelclick.modelstore.ModelSource;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Provenance;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

/**
 * The window with all models: what {@code models list, check, add, get, remove} do on the command
 * line. To be used on the event thread; work is done on a thread of its own.
 */
final class ModelsDialog {
  private final ModelStore store;
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
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            runner.close();
          }
        });
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
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
    dialog.content.show(dialog.store.list(), Catalogue.builtIn());
    dialog.say(Texts.get("models.folder", dialog.store.folder()));
    dialog.frame.setVisible(true);
  }

  private JPanel buttons() {
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    button(buttons, "models.use", this::use);
    button(buttons, "models.check", this::check);
    button(buttons, "models.add", this::add);
    button(buttons, "models.get", this::get);
    button(buttons, "models.remove", this::remove);
    buttons.add(cancel);
    return buttons;
  }

  private static void button(JPanel to, String key, Runnable action) {
    JButton button = new JButton(Texts.get(key));
    button.setToolTipText(Texts.get(key + ".tip"));
    button.addActionListener(e -> action.run());
    to.add(button);
  }

  private void say(String text) {
    message.setText(text);
    message.setCaretPosition(0);
  }

  /** The selected row, or a message. */
  private Optional<ModelsTable.Row> selected() {
    int row = table.getSelectedRow();
    if (row < 0) {
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
        .ifPresent(row -> run(Texts.get("models.checking", row.name()), p -> check(row.name(), p)));
  }

  private String check(String name, Progress progress) throws VolumeException {
    ModelCheck.Opener opener = ModelCatalog::openEmbedded;
    if (!name.equals(ModelStore.EMBEDDED)) {
      var model = store.findSound(name);
      store.verify(model, progress);
      opener = options -> ModelCatalog.open(model.profile(), options);
    }
    ModelCheck.Report report = ModelCheck.run(opener, Models.devices(), progress);
    StringBuilder text = new StringBuilder(Texts.get("models.runs", report.name(), report.takes()));
    for (ModelCheck.Timing t : report.timings()) {
      text.append('\n')
          .append(Texts.get("models.timing", t.device(), t.openMs(), t.encodeMs(), t.answerMs()));
    }
    return text.toString();
  }

  private void add() {
    JFileChooser chooser = new JFileChooser();
    chooser.setMultiSelectionEnabled(true);
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    if (chooser.showOpenDialog(frame) != JFileChooser.APPROVE_OPTION) {
      return;
    }
    List<Path> files = Arrays.stream(chooser.getSelectedFiles()).map(File::toPath).toList();
    String profile = ask(Texts.get("models.ask.profile"));
    String name = ask(Texts.get("models.ask.name"));
    run(
        Texts.get("models.installing"),
        progress -> {
          ModelSource source =
              ModelSource.of(
                  files,
                  Optional.of(profile).filter(text -> !text.isBlank()),
                  OrtOptions.defaults());
          String called = name.isBlank() ? source.profile().id() : name.strip();
          return Texts.get(
              "models.installed",
              store
                  .add(called, source, Provenance.ofFiles(), OrtOptions.defaults(), progress)
                  .name());
        });
  }

  private String ask(String question) {
    String answer =
        JOptionPane.showInputDialog(frame, question, title(), JOptionPane.PLAIN_MESSAGE);
    return answer == null ? "" : answer;
  }

  private void get() {
    Optional<CatalogueEntry> known =
        selected().flatMap(row -> Catalogue.builtIn().find(row.name()));
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
      run(
          Texts.get("models.downloading", entry.name()),
          p ->
              Texts.get(
                  "models.installed",
                  new ModelGetter(store).get(entry, OrtOptions.defaults(), p).name()));
    }
  }

  private void remove() {
    selectedHere()
        .filter(row -> agrees(Texts.get("models.remove.ask", row.name())))
        .ifPresent(
            row ->
                run(
                    Texts.get("models.removing", row.name()),
                    progress -> {
                      store.remove(row.name());
                      return Texts.get("models.removed", row.name());
                    }));
  }

  private boolean agrees(String question) {
    return JOptionPane.showConfirmDialog(frame, question, title(), JOptionPane.OK_CANCEL_OPTION)
        == JOptionPane.OK_OPTION;
  }

  private void run(String what, LatestJobRunner.Job<String> job) {
    say(what + "…");
    bar.setIndeterminate(true);
    cancel.setEnabled(true);
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
      say(text);
      try {
        content.show(store.list(), Catalogue.builtIn());
      } catch (VolumeException e) {
        say(text + "\n" + e.getMessage());
      }
    }
  }
}
