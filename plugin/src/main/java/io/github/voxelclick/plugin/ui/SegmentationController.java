package io.github.voxelclick.plugin.ui;

import ij.IJ;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.ij.ImportedImage;
import io.github.voxelclick.plugin.ij.VolumeView;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.macro.SessionMacro;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.Pointer;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * One image and its session: turns what the user does into edits of the session and jobs for the
 * model, and draws every new state. View and panel are touched on the event thread only.
 */
final class SegmentationController
    implements ViewListener, CaseCommands.Jobs, PanelActions.Windows, CaseLabels.Case {
  /** To each side of the slice that is looked at. */
  private static final int PREFETCHED_SLICES = 4;

  private static final Set<String> AUTOMATIC_WINDOW = Set.of("MR", "PT");

  private final Workbench workbench;
  private final LatestJobRunner runner;
  private final String title;
  private final Optional<OpenedFrom> from;
  private final OpenedVolume opened;
  private final LoadedModel model;
  private final WorkingSession work;
  private final SegmentationSession session;
  private final DisplayState display;
  private final Pointer pointer;
  private final Corrections corrections = new Corrections();
  private final EditQueue edits = new EditQueue("VoxelClick edits", EventQueue::invokeLater);
  private final OwnCommands ownCommands;
  private final CaseClosing closing;
  private final ModelChoice models;
  private Optional<Runnable> afterwards = Optional.empty();
  private final CaseLabels labels;
  private final CaseCommands commands;
  private final PanelActions actions;
  private final CaseKeys keys;
  private final PanelContent.Maker panelContent;
  private final CaseViews views;
  private final CaseRecorder recorder;
  private final CaseJobs jobs;
  private boolean drawSoon;
  private VolumeView view;
  private volatile ReaderPanel panel;

  private SegmentationController(
      String title,
      Optional<OpenedFrom> from,
      Workbench workbench,
      OpenedVolume opened,
      LoadedModel model,
      WorkingSession work) {
    this.title = title;
    this.from = from;
    this.workbench = workbench;
    this.runner = workbench.runner().sharing();
    this.jobs = new CaseJobs(runner, () -> panel);
    this.opened = opened;
    this.model = model;
    this.work = work;
    this.session = work.session();
    this.display =
        new DisplayState(opened.volume().size(), session.state().segments().get(0).number());
    this.recorder =
        new CaseRecorder(
            workbench.script(),
            title,
            ModelCatalog.propagatorFor(model.model()).name(),
            !work.isReopened());
    this.pointer =
        new Pointer(
            opened.volume().geometry(),
            display::tool,
            new ToolEdits(
                session,
                display,
                this::prompted,
                this::drafted,
                recorder,
                e -> enter(e, () -> {})));
    this.labels = new CaseLabels(opened, session, recorder, this);
    this.models = new ModelChoice(this, workbench);
    this.ownCommands =
        new OwnCommands(() -> view.makeCurrent(), IJ::doCommand, this::tellThatItIsGone);
    this.closing = new CaseClosing(work, edits, () -> panel.frame(), ownCommands::run);
    this.commands = new CaseCommands(session, display, this, this::goTo, this::describe);
    this.actions = new PanelActions(commands, display, this);
    this.keys = new CaseKeys(Shortcuts.ofPlatform(), actions::run, display::look);
    this.panelContent = new PanelContent.Maker(session, display, isMeasured());
    this.views =
        new CaseViews(title, opened.volume(), isOfPatient(), this, keys, this::styleChosen);
  }

  /**
   * Shows a volume in a window of its own. Call on the event thread.
   *
   * @param title of the window
   * @param from where the volume lies, if in a file
   * @param work closed with the window
   */
  static SegmentationController show(
      String title,
      Optional<OpenedFrom> from,
      OpenedVolume opened,
      LoadedModel model,
      WorkingSession work,
      Workbench workbench) {
    SegmentationController controller =
        new SegmentationController(title, from, workbench, opened, model, work);
    controller.view =
        VolumeView.show(
            title,
            opened.volume(),
            controller.displayPreset(),
            controller.content(),
            controller.isOfPatient(),
            controller);
    controller.panel =
        new ReaderPanel(
            title,
            opened.volume().geometry(),
            model.model(),
            Shortcuts.ofPlatform(),
            controller.actions,
            controller.actions::run,
            controller.ownCommands::run);
    controller.keys.add(controller.panel.frame());
    controller.keys.install();
    controller.panel.offerModels(controller.models::show);
    controller
        .panel
        .showBeside(controller.view.bounds(), PanelMemory.bounds())
        .ifPresent(controller.view::place);
    controller.session.addListener(state -> controller.changed());
    controller.session.addActionListener(controller.recorder);
    workbench.add(controller.view, controller);
    controller.draw();
    Messages.status(Texts.get("case.ready"));
    work.messages().forEach(message -> Messages.status(Texts.get("case.status", message)));
    if (CaseViews.wereOpen()) {
      controller.showViews();
    }
    return controller;
  }

  @Override
  public void showViews() {
    views.open(displayPreset(), content(), display.crosshair(), panel.frame().getBounds());
  }

  /** Images that are no volumes in space have no left and right. */
  private boolean isOfPatient() {
    return (opened.dicomSource().isPresent() || opened.niftiHeader().isPresent())
        && opened.volume().geometry().relation() == SliceRelation.SPATIAL;
  }

  Optional<ViewsWindow> views() {
    return views.window();
  }

  /** Lays masks of files on the image. */
  CaseLabels labels() {
    return labels;
  }

  /** What is proposed for MR and PET is made for single slices, and rarely fits a volume. */
  private DisplayPreset displayPreset() {
    Volume volume = opened.volume();
    List<DisplayPreset> proposed = volume.display().presets();
    boolean automatic = proposed.isEmpty() || AUTOMATIC_WINDOW.contains(volume.modality());
    return automatic ? DisplayPreset.of(session.window(segment())) : proposed.get(0);
  }

  /** Describes the segment that this model draws. */
  Segment describe(String code, String label) throws VolumeException {
    return describe(code, label, model);
  }

  /** Describes the segment that a model draws. */
  static Segment describe(String code, String label, LoadedModel model) throws VolumeException {
    return SegmentNaming.describe(
        code, label, model.model().profile().name(), model.model().sha256());
  }

  /** What its windows are called. */
  String title() {
    return title;
  }

  /** Where the volume lies, if in a file. */
  Optional<OpenedFrom> from() {
    return from;
  }

  /** Puts the image and its panel before all other windows. */
  void toFront() {
    panel.frame().setVisible(true);
    view.toFront();
  }

  /** Whether it is known how large voxels are. */
  boolean isMeasured() {
    return ImportedImage.isMeasured(opened);
  }

  OpenedVolume opened() {
    return opened;
  }

  LoadedModel model() {
    return model;
  }

  SegmentationSession session() {
    return session;
  }

  SegmentState segment() {
    return session.state().segment(display.selected());
  }

  private OverlayContent content() {
    return display.content(session.state());
  }

  @Override
  public void draw() {
    if (view.isOpen()) {
      SessionState state = session.state(); // another thread may change it between two looks
      display.follow(state);
      drawViews(display.content(state));
      panel.show(panelContent.of(state));
    }
  }

  /** A job may change the session many times before the event thread can draw it once. */
  private void changed() {
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

  @Override
  public void showKeys() {
    KeysWindow.show(panel.frame());
  }

  private void drafted(Optional<Draft> draft) {
    display.setDraft(draft);
    drawViews(content());
  }

  private void drawViews(OverlayContent content) {
    view.draw(content);
    views.show(content);
  }

  @Override
  public void pointer(PointerEvent event) {
    if (event.action() == PointerEvent.Action.PRESSED) {
      aimAt(event);
    }
    pointer.accept(event);
  }

  /** The other views show what is pointed at in one. */
  private void aimAt(PointerEvent event) {
    GridSize size = opened.volume().size();
    int column = (int) Math.rint(event.column());
    int row = (int) Math.rint(event.row());
    SliceAxis axis = event.plane().axis();
    if (column >= 0 && row >= 0 && column < axis.columns(size) && row < axis.rows(size)) {
      display.look(event.plane());
      aimed(event.plane().voxel(column, row));
    }
  }

  private void prompted(Prompt prompt) {
    IntSupplier target = display.target();
    Overlap overlap = display.overlap();
    enter(
        () -> {
          int segment = target.getAsInt();
          session.addPrompt(segment, prompt, overlap);
          corrections.add(segment, prompt.plane());
          return true;
        },
        () ->
            follow(
                Texts.get("case.job.segmenting"),
                progress -> corrections.carry(session, progress)));
  }

  @Override
  public void enter(EditQueue.Edit edit, Runnable then) {
    edits.enter(
        edit,
        new EditQueue.Listener() {
          @Override
          public void entered() {
            if (view.isOpen()) {
              then.run();
              changed();
            }
            closing.closing().settled(true);
          }

          @Override
          public void unchanged() {
            closing.closing().settled(true);
          }

          @Override
          public void failed(Throwable cause) {
            Messages.failure(cause);
            closing.closing().settled(false);
          }
        });
  }

  @Override
  public void looked(SlicePlane plane) {
    display.look(plane);
    views.aim(display.crosshair());
    draw();
    prefetch(plane);
  }

  private void prefetch(SlicePlane plane) {
    int segment = display.selected();
    runner.prepare(progress -> session.prefetch(segment, plane, PREFETCHED_SLICES, progress));
  }

  @Override
  public void goTo(SlicePlane plane) {
    display.look(plane);
    aimed(display.crosshair());
    prefetch(plane);
  }

  @Override
  public void aimed(VoxelIndex voxel) {
    display.aim(voxel);
    view.goTo(voxel.k());
    views.aim(display.crosshair());
    draw();
  }

  @Override
  public boolean key(KeyEvent e) {
    display.look(SlicePlane.k(view.currentSlice())); // keys mean the slice of their window
    return keys.press(e);
  }

  DisplayState display() {
    return display;
  }

  ReaderPanel panel() {
    return panel;
  }

  CaseCommands commands() {
    return commands;
  }

  CaseRecorder recorder() {
    return recorder;
  }

  @Override
  public void selected(int number) {
    recorder.write(MacroLine.of(MacroCommand.SELECT_SEGMENT).with("segment", number));
  }

  @Override
  public Window owner() {
    return panel.frame();
  }

  @Override
  public void work(int number) {
    selection().select(number);
  }

  private MacroSelection selection() {
    return new MacroSelection(display, this::describe, this);
  }

  /**
   * Carries out a macro line and waits for the end; for the thread of a command.
   *
   * @throws VolumeException when it fails
   * @throws CancellationException when a person cancels it
   */
  void run(MacroCommand command, MacroOptions options) throws VolumeException {
    SessionMacro macro = new SessionMacro(session, selection());
    submitAndWait(
        Texts.get("case.job.macro", command.label()),
        progress -> {
          if (command.draws()) {
            recorder.as(
                options.line(),
                () -> {
                  macro.run(command, options, progress);
                  return command;
                });
          } else {
            macro.run(command, options, progress);
          }
          return command;
        });
  }

  @Override
  public void stopDrawing() {
    pointer.cancel();
  }

  @Override
  public void cancel() {
    pointer.cancel();
    runner.cancel();
  }

  /** Of an image that ImageJ still shows, but has no command for any more. */
  private void tellThatItIsGone() {
    if (view.isOpen()) {
      Messages.failure(new JobException(Texts.get("closing.gone")));
    }
  }

  /**
   * When ImageJ quits it closes one image after another, and those that it has closed are of no use
   * when a later one stays: so all are asked before the first is closed.
   */
  @Override
  public boolean mayClose() {
    recorder.mayClose();
    return closing.closing().mayClose()
        && (!closing.isQuitting()
            || workbench.all().stream()
                .filter(other -> other != this)
                .allMatch(other -> other.closing.closing().mayClose()));
  }

  @Override
  public void closing(boolean done) {
    recorder.closing(done);
    if (done) {
      rememberPanel(); // nothing comes after this when ImageJ quits
    }
  }

  /** Only asks a window where it is, which any thread may. */
  private void rememberPanel() {
    ReaderPanel shown = panel;
    if (shown != null) { // "Close All" may come while this image is just being shown
      shown.movedTo().ifPresent(PanelMemory::put);
    }
  }

  @Override
  public void closed() {
    recorder.close(); // also where another window took the place of ours
    runner.cancel();
    workbench.closing();
    edits.close(this::closeWork); // the disk may be slow, or the journal just being written anew
    closing.dispose();
    labels.dispose();
    models.dispose();
    workbench.remove(view);
    views.dispose();
    keys.uninstall();
    rememberPanel();
    panel.dispose();
    runner.leave();
    workbench.release();
    afterwards.ifPresent(Runnable::run);
  }

  /** Whether a journal keeps what is done. */
  boolean isRecorded() {
    return work.record().isPresent();
  }

  /** How the image is opened again: nothing of it is a step of a macro. */
  OpenCommand.Opening opening() {
    return new OpenCommand.Opening(title, from, Optional.empty(), false);
  }

  /** Closes the image and does something once its session has ended. */
  void reopen(Runnable then) {
    afterwards = Optional.of(then);
    ownCommands.run("Close");
  }

  private void closeWork() {
    try {
      work.close();
    } catch (JournalException e) {
      Messages.failure(e);
    } finally {
      workbench.closed();
    }
  }

  /** What was saved, and what closing has to wait for. */
  CaseClosing closing() {
    return closing;
  }

  /** As {@link #submitAndWait}, for a job that writes a file: the image stays open meanwhile. */
  <T> void saveAndWait(Path file, LatestJobRunner.Job<T> job) throws VolumeException {
    String name = String.valueOf(file.getFileName());
    AtomicBoolean written = new AtomicBoolean();
    closing.begin(name);
    try {
      submitAndWait(
          Texts.get("case.job.saving", name),
          progress -> {
            T result = job.run(progress);
            written.set(true);
            return result;
          });
    } finally {
      closing.end(name, written.get());
    }
  }

  /** Answers what waited when the session was closed, if anything did. */
  void resume() {
    boolean waits =
        session.state().segments().stream()
            .flatMap(s -> s.slices().values().stream())
            .anyMatch(SliceState::isPending);
    if (waits) {
      commands.answer();
    } else {
      runner.prepare(progress -> work.compact());
    }
  }

  /** Propagates and waits for the end; for the thread of a command. */
  void propagateAndWait(int first, int last, boolean crossGaps) throws VolumeException {
    int segment = display.selected();
    PropagationSettings settings =
        PropagationSettings.defaults().withCrossGaps(crossGaps).withOverlap(display.overlap());
    submitAndWait(
        Texts.get("case.job.propagating"),
        progress -> commands.propagate(segment, SliceAxis.K, first, last, settings, progress));
  }

  @Override
  public <T> void submitAndWait(String what, LatestJobRunner.Job<T> job) throws VolumeException {
    jobs.submitAndWait(what, afterEdits(job));
  }

  @Override
  public void takenBack() {
    corrections.clear();
  }

  @Override
  public <T> void submit(String what, LatestJobRunner.Job<T> job) {
    enter(() -> true, () -> follow(what, job));
  }

  @Override
  public <T> void follow(String what, LatestJobRunner.Job<T> job) {
    jobs.submit(what, job);
  }

  /** A job builds on what was asked for before it, which may still be on its way to the disk. */
  private <T> LatestJobRunner.Job<T> afterEdits(LatestJobRunner.Job<T> job) {
    EditQueue.Place place = edits.place();
    return progress -> {
      place.pass();
      return job.run(progress);
    };
  }
}
