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
import java.util.Locale;
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
  static final String TITLE = "VoxelClick Models";

  private final ModelStore store;
  private final LatestJobRunner runner =
      new LatestJobRunner("VoxelClick models", EventQueue::invokeLater);
  private final JFrame frame = new JFrame(TITLE);
  private final ModelsTable content = new ModelsTable();
  private final JTable table = new JTable(content);
  private final JTextArea message = new JTextArea(6, 60);
  private final JProgressBar bar = new JProgressBar();
  private final JButton cancel = new JButton("Cancel");

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
    dialog.say("Installed models are in " + dialog.store.folder());
    dialog.frame.setVisible(true);
  }

  private JPanel buttons() {
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    button(buttons, "Use", "For images opened from now on", this::use);
    button(buttons, "Check", "Does it run, and how fast?", this::check);
    button(buttons, "Add…", "Install ONNX files or a profile", this::add);
    button(buttons, "Get", "Download it, or say how to make it", this::get);
    button(buttons, "Remove", "For good", this::remove);
    buttons.add(cancel);
    return buttons;
  }

  private static void button(JPanel to, String text, String tip, Runnable action) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
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
      say("Select a model in the table first.");
      return Optional.empty();
    }
    return Optional.of(content.row(row));
  }

  private Optional<ModelsTable.Row> selectedHere() {
    Optional<ModelsTable.Row> row = selected();
    if (row.isPresent() && !row.get().isHere()) {
      say(row.get().name() + " is not installed. Get or add it first.");
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
              say(row.name() + " is used for images opened when no other image of ours is open.");
            });
  }

  private void check() {
    selectedHere().ifPresent(row -> run("Checking " + row.name(), p -> check(row.name(), p)));
  }

  private String check(String name, Progress progress) throws VolumeException {
    ModelCheck.Opener opener = ModelCatalog::openEmbedded;
    if (!name.equals(ModelStore.EMBEDDED)) {
      var model = store.findSound(name);
      store.verify(model, progress);
      opener = options -> ModelCatalog.open(model.profile(), options);
    }
    ModelCheck.Report report = ModelCheck.run(opener, Models.devices(), progress);
    StringBuilder text = new StringBuilder(report.name() + " runs; takes " + report.takes() + ".");
    for (ModelCheck.Timing t : report.timings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s: load %.0f ms, look at a slice %.0f ms, answer %.1f ms",
              t.device(),
              t.openMs(),
              t.encodeMs(),
              t.answerMs()));
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
    String profile = ask("Profile, if several fit; may stay empty:");
    String name = ask("Name; may stay empty:");
    run(
        "Installing",
        progress -> {
          ModelSource source =
              ModelSource.of(
                  files,
                  Optional.of(profile).filter(text -> !text.isBlank()),
                  OrtOptions.defaults());
          String called = name.isBlank() ? source.profile().id() : name.strip();
          return "Installed "
              + store
                  .add(called, source, Provenance.ofFiles(), OrtOptions.defaults(), progress)
                  .name();
        });
  }

  private String ask(String question) {
    String answer = JOptionPane.showInputDialog(frame, question, TITLE, JOptionPane.PLAIN_MESSAGE);
    return answer == null ? "" : answer;
  }

  private void get() {
    Optional<CatalogueEntry> known =
        selected().flatMap(row -> Catalogue.builtIn().find(row.name()));
    if (known.isEmpty()) {
      return;
    }
    CatalogueEntry entry = known.get();
    String licence = entry.licence().map(Object::toString).orElse("unknown");
    if (!entry.isDownloadable()) {
      say(
          entry.title()
              + " has to be made: no file that is ready to run is known with its size and hash."
              + "\nLicence: "
              + licence
              + entry
                  .checkpoint()
                  .flatMap(CatalogueEntry.Checkpoint::url)
                  .map(url -> "\nWeights: " + url)
                  .orElse("")
              + "\n"
              + entry.export().orElse("See " + entry.project()));
    } else if (agrees("Do you accept the licence? " + licence + "\n" + entry.project())) {
      run(
          "Downloading " + entry.name(),
          p -> "Installed " + new ModelGetter(store).get(entry, OrtOptions.defaults(), p).name());
    }
  }

  private void remove() {
    selectedHere()
        .filter(row -> agrees("Remove " + row.name() + " for good?"))
        .ifPresent(
            row ->
                run(
                    "Removing " + row.name(),
                    progress -> {
                      store.remove(row.name());
                      return "Removed " + row.name();
                    }));
  }

  private boolean agrees(String question) {
    return JOptionPane.showConfirmDialog(frame, question, TITLE, JOptionPane.OK_CANCEL_OPTION)
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
      end("Cancelled. Nothing was installed.");
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
