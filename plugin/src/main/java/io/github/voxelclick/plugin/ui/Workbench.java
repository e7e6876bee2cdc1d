package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.ij.VolumeView;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all open images share: the model, loaded with the first image and closed some time after the
 * last, and the one thread that runs it. ImageJ makes a new command object for every call, so there
 * is one workbench per class loader. Thread-safe.
 */
final class Workbench {
  private static final String CHOSEN = "voxelclick.model";

  static final Workbench INSTANCE = new Workbench();

  private final LatestJobRunner runner =
      new LatestJobRunner("VoxelClick inference", EventQueue::invokeLater);
  private final Map<VolumeView, SegmentationController> open = new ConcurrentHashMap<>();
  private final LatestJobRunner reopening =
      new LatestJobRunner("VoxelClick reopening", EventQueue::invokeLater);
  private final Object loading = new Object();
  private final DeviceSetting device = new DeviceSetting();
  private final FirstWindow firstWindow = new FirstWindow();
  private final FirstStepsWindow firstSteps =
      new FirstStepsWindow(this, new LatestJobRunner("VoxelClick sample", EventQueue::invokeLater));
  private Optional<BrowserWindow> browser = Optional.empty();
  private final MacroScript script = new MacroScript(new RecorderPad(), EventQueue::invokeLater);
  private final IdleModel idle = new IdleModel(runner::runAfterAll);
  private LoadedModel model;
  private String loadedFor = "";
  private int users;
  private int closing;

  private Workbench() {}

  LatestJobRunner runner() {
    return runner;
  }

  /**
   * The model for one more image; {@link #release} when that is closed. Loading takes a moment:
   * meanwhile nothing else waits but who needs the model, too.
   */
  LoadedModel acquire() throws VolumeException {
    synchronized (loading) {
      String choice = choice();
      Optional<LoadedModel> there = enter(Optional.empty(), choice);
      if (there.isPresent()) {
        return there.get();
      }
      Optional<LoadedModel> kept = idle.take(choice);
      if (kept.isPresent()) {
        return enter(kept, choice).orElseThrow();
      }
      String name = Prefs.get(CHOSEN, "");
      LoadedModel opened = device.open(name.isBlank() ? Optional.empty() : Optional.of(name));
      return enter(Optional.of(opened), choice).orElseThrow();
    }
  }

  /** What is loaded for the next first image, and onto what. */
  private String choice() {
    return Prefs.get(CHOSEN, "") + " on " + device.text();
  }

  /** Models may have been replaced: none is kept loaded for later. */
  void forgetIdleModel() {
    idle.forget();
  }

  /** What all images write into ImageJ's Recorder. */
  MacroScript script() {
    return script;
  }

  /** Counts one more user, if there is a model now. */
  private synchronized Optional<LoadedModel> enter(Optional<LoadedModel> opened, String choice) {
    if (model == null && opened.isPresent()) {
      model = opened.get();
      loadedFor = choice;
    }
    if (model != null) {
      users++;
    }
    return Optional.ofNullable(model);
  }

  /** The model for images opened while no other is open, by the name that it is installed by. */
  String chosen() {
    String name = Prefs.get(CHOSEN, "");
    return name.isBlank() ? ModelStore.EMBEDDED : name;
  }

  /** Opens images again. */
  LatestJobRunner reopening() {
    return reopening;
  }

  /** Chooses the installed model for images opened while no other is open; kept by ImageJ. */
  void choose(String name) {
    Prefs.set(CHOSEN, name);
  }

  /**
   * One image less; after the last the model is kept for a while, as macros open and close images,
   * and then closed on the thread that runs it: that may have to wait for a device.
   */
  synchronized void release() {
    users--;
    if (users == 0) {
      idle.keep(model, loadedFor);
      model = null;
    }
  }

  /** Spares the event thread the first window. */
  FirstWindow firstWindow() {
    return firstWindow;
  }

  /** The card for beginners; on the event thread. */
  FirstStepsWindow firstSteps() {
    return firstSteps;
  }

  /** Shows the browser; on the event thread. */
  void browse() {
    BrowserWindow window;
    synchronized (this) {
      if (browser.isEmpty()) {
        browser = Optional.of(new BrowserWindow(this));
      }
      window = browser.get();
    }
    window.show();
  }

  /** The browser, while its window is open. */
  synchronized Optional<BrowserWindow> browser() {
    return browser;
  }

  /** The browser was closed. */
  synchronized void forget(BrowserWindow window) {
    browser = browser.filter(b -> b != window);
  }

  /** The session of the image in front, if that is one of ours. */
  synchronized Optional<SegmentationController> inFront() {
    return VolumeView.current().map(open::get);
  }

  /** The image that shows this volume already. */
  synchronized Optional<SegmentationController> find(OpenedFrom from) {
    return open.entrySet().stream()
        .filter(e -> e.getKey().isOpen() && e.getValue().from().equals(Optional.of(from)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All open images. Takes no lock, as ImageJ holds its own when it quits. */
  List<SegmentationController> all() {
    return List.copyOf(open.values());
  }

  /** What models run on. */
  DeviceSetting device() {
    return device;
  }

  synchronized void add(VolumeView view, SegmentationController controller) {
    open.put(view, controller);
  }

  synchronized void remove(VolumeView view) {
    open.remove(view);
  }

  /**
   * The session of the image in front.
   *
   * @throws JobException when that is no image of ours
   */
  synchronized SegmentationController current() throws JobException {
    return inFront()
        .orElseThrow(
            () ->
                new JobException(
                    "The image in front was not opened by VoxelClick. Choose Plugins > VoxelClick >"
                        + " Open Volume... first."));
  }

  /** The session of a closed image still has something to write. */
  synchronized void closing() {
    closing++;
  }

  /** It has not any more. */
  synchronized void closed() {
    closing--;
    notifyAll();
  }

  /** Waits for the sessions of closed images, so that they can be opened again. */
  synchronized void awaitClosed() {
    try {
      while (closing > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a session was closed");
    }
  }

  /** The model, if an image is open. */
  synchronized Optional<LoadedModel> model() {
    return Optional.ofNullable(model);
  }
}
