package io.github.voxelclick.plugin.ui;

import ij.IJ;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.ij.ImportedImage;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.Pointer;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One image and its session: makes what works on them, ends it with the image, and passes what the
 * user does to whom it concerns. Windows are touched on the event thread only.
 */
final class SegmentationController implements ViewListener, PanelActions.Windows, CaseLabels.Case {
  /** To each side of the slice that is looked at. */
  private static final int PREFETCHED_SLICES = 4;

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
  private final CaseWindows windows;
  private final OwnCommands ownCommands;
  private final CaseClosing closing;
  private final CaseEdits edits;
  private final CaseCommands commands;
  private final PanelActions actions;
  private final MacroSelection selection;
  private final CaseMacro macro;
  private final CaseLabels labels;
  private final ModelChoice models;
  private final CaseRecorder recorder;

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
    this.windows = new CaseWindows(title, opened, session, display, this, this::act);
    this.ownCommands =
        new OwnCommands(windows::makeCurrent, IJ::doCommand, windows::tellThatItIsGone);
    EditQueue queue = new EditQueue("VoxelClick edits", EventQueue::invokeLater);
    this.closing = new CaseClosing(workbench, work, queue, windows::frame, ownCommands::run);
    this.edits =
        new CaseEdits(
            session, display, queue, new CaseJobs(runner, windows::panel), windows, closing);
    this.commands = new CaseCommands(session, display, edits, this::goTo, this::describe);
    this.actions = new PanelActions(commands, display, this);
    this.pointer =
        new Pointer(
            opened.volume().geometry(),
            display::tool,
            new ToolEdits(
                session,
                display,
                edits::prompt,
                windows::drafted,
                recorder,
                e -> edits.enter(e, () -> {})));
    this.selection = new MacroSelection(display, this::describe, this);
    this.macro = new CaseMacro(session, selection, recorder, edits);
    this.labels = new CaseLabels(opened, session, recorder, this);
    this.models = new ModelChoice(this, workbench);
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
    CaseWindows windows = controller.windows;
    windows.show(model, controller.actions, controller.ownCommands, controller.models);
    controller.session.addListener(state -> windows.changed());
    controller.session.addActionListener(controller.recorder);
    workbench.add(windows.view(), controller);
    windows.draw();
    Messages.status(Texts.get("case.ready"));
    work.messages().forEach(message -> Messages.status(Texts.get("case.status", message)));
    if (CaseViews.wereOpen()) {
      windows.showViews();
    }
    return controller;
  }

  @Override
  public void showViews() {
    windows.showViews();
  }

  Optional<ViewsWindow> views() {
    return windows.views();
  }

  /** Lays masks of files on the image. */
  CaseLabels labels() {
    return labels;
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
    windows.toFront();
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

  @Override
  public void draw() {
    windows.draw();
  }

  private void act(ShortcutAction action) {
    actions.run(action);
  }

  @Override
  public void showKeys() {
    KeysWindow.show(windows.frame());
  }

  @Override
  public void pointer(PointerEvent event) {
    if (event.action() == PointerEvent.Action.PRESSED) {
      windows.aimAt(event);
    }
    pointer.accept(event);
  }

  @Override
  public void looked(SlicePlane plane) {
    windows.looked(plane);
    prefetch(plane);
  }

  private void prefetch(SlicePlane plane) {
    int segment = display.selected();
    runner.prepare(progress -> session.prefetch(segment, plane, PREFETCHED_SLICES, progress));
  }

  @Override
  public void goTo(SlicePlane plane) {
    windows.goTo(plane);
    prefetch(plane);
  }

  @Override
  public void aimed(VoxelIndex voxel) {
    windows.aim(voxel);
  }

  @Override
  public boolean key(KeyEvent e) {
    return windows.key(e);
  }

  DisplayState display() {
    return display;
  }

  ReaderPanel panel() {
    return windows.panel();
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
    return windows.frame();
  }

  @Override
  public void work(int number) {
    selection.select(number);
  }

  /** As {@link CaseMacro#run}. */
  void run(MacroCommand command, MacroOptions options) throws VolumeException {
    macro.run(command, options);
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

  @Override
  public boolean mayClose() {
    recorder.mayClose();
    return closing.mayClose();
  }

  @Override
  public void closing(boolean done) {
    recorder.closing(done);
    if (done) {
      windows.rememberPanel(); // nothing comes after this when ImageJ quits
    }
  }

  @Override
  public void closed() {
    recorder.close(); // also where another window took the place of ours
    runner.cancel();
    closing.closed();
    labels.dispose();
    models.dispose();
    workbench.remove(windows.view());
    windows.dispose();
    runner.leave();
    workbench.release();
    closing.over();
  }

  /** Whether a journal keeps what is done. */
  boolean isRecorded() {
    return closing.isRecorded();
  }

  /** How the image is opened again: nothing of it is a step of a macro. */
  OpenCommand.Opening opening() {
    return new OpenCommand.Opening(title, from, Optional.empty(), false);
  }

  /** Closes the image and does something once its session has ended. */
  void reopen(Runnable then) {
    closing.close(then);
  }

  /** What was saved, and what closing has to wait for. */
  CaseClosing closing() {
    return closing;
  }

  /** As {@link CaseEdits#saveAndWait}. */
  <T> void saveAndWait(Path file, LatestJobRunner.Job<T> job) throws VolumeException {
    edits.saveAndWait(file, job);
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
    edits.submitAndWait(what, job);
  }

  @Override
  public <T> void submit(String what, LatestJobRunner.Job<T> job) {
    edits.submit(what, job);
  }
}
