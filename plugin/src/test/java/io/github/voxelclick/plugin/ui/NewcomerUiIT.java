package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.CtPhantom;
import io.github.voxelclick.fixtures.phantom.CtPhantomOptions;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import java.awt.AWTException;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody waits for who has just copied our jar into Debian's ImageJ: from its start to the
 * first saved mask of a CT. A macro opens, propagates and saves, the mouse clicks, and the screen
 * says when the mask is there. Seconds are reported, not judged: {@code target/ui/newcomer.txt}.
 */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewcomerUiIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  private static final Path DEBIAN = Path.of("/usr/bin/imagej");
  private static final long LIMIT_MS = 90_000;
  private static final Pattern CURSOR = Pattern.compile("(-?\\d+) (-?\\d+) (\\d+) end");

  /** How far a mask's colour is from grey. */
  private static final int COLOURED = 40;

  /**
   * What is clicked.
   *
   * @param i column of the click
   * @param j row
   * @param k slice, from 0
   * @param look columns and rows away from the click, still inside the structure
   */
  private record Job(String name, Path series, int i, int j, int k, int look) {}

  @TempDir Path folder;
  private Robot robot;
  private int[] where = new int[2];
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long since;

  @BeforeEach
  void take_the_mouse() throws AWTException {
    robot = new Robot();
    robot.setAutoDelay(20);
  }

  /**
   * The middle of the spleen in a CT of 20 slices in JPEG 2000; the phantom where there is none.
   */
  private Job job() throws IOException {
    Optional<Path> ct =
        Optional.ofNullable(System.getenv("VOXELCLICK_TEST_DATA"))
            .map(data -> Path.of(data, "dicom", "ct-siemens-j2k-organs"))
            .filter(Files::isDirectory);
    if (ct.isPresent()) {
      return new Job("CT of 512 x 512 x 20, spleen", ct.get(), 330, 349, 12, 8);
    }
    CtPhantom phantom = CtPhantom.of(CtPhantomOptions.defaults());
    Path series = folder.resolve("series");
    DicomSeriesBuilder.of(phantom.grid(), PixelFormat.SIGNED_16, phantom.samples()).writeTo(series);
    int[] c = phantom.suggestedClick();
    return new Job("phantom", series, c[0], c[1], c[2], 9);
  }

  @Test
  void from_the_start_of_imagej_to_the_first_saved_mask() throws Exception {
    assertTrue(Files.isExecutable(DEBIAN), "apt-get install imagej, or .ci/peers.sh");
    Job job = job();
    Path home = Files.createDirectories(folder.resolve("home"));
    Path plugins = Files.createDirectories(home.resolve(".imagej").resolve("plugins"));
    Files.copy(
        JARS.resolve("VoxelClick_-" + System.getProperty("voxelclick.version") + "-all.jar"),
        plugins.resolve("VoxelClick_-all.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(DEBIAN.toString(), "-x", "1500", "-m", macro(job).toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
    since = System.nanoTime();
    Process process = builder.start();
    try {
      awaitFile("started");
      lap("start of ImageJ");
      awaitFile("opened");
      lap("open the series");
      point(job);
      since = System.nanoTime();
      click();
      await("the mask's colour", () -> colour(job.look(), job.look()) > COLOURED);
      lap("click to mask on the screen");
      tell("clicked");
      awaitFile("propagated");
      lap("propagate");
      awaitFile("saved");
      lap("save and verify the DICOM SEG");
    } catch (AssertionError e) {
      Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
      Files.createDirectories(JARS.resolve("ui"));
      ImageIO.write(
          robot.createScreenCapture(screen),
          "png",
          JARS.resolve("ui").resolve("failure-newcomer.png").toFile());
      throw new AssertionError(e.getMessage() + text("output.txt"), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    OpenedVolume opened =
        VolumeCatalog.of(job.series(), Progress.none())
            .choose(Optional.empty())
            .load(Progress.none());
    Mask mask =
        DicomSegReader.read(
                folder.resolve("mask.dcm"),
                opened.dicomSource().orElseThrow(),
                opened.volume().geometry())
            .segmentation()
            .entries()
            .get(0)
            .mask();
    int slices = mask.occupiedSlices().size();
    assertTrue(slices > 5, slices + " slices");
    report(job, slices);
  }

  private Path macro(Job job) throws IOException {
    return Files.writeString(
        folder.resolve("newcomer.ijm"),
        """
        dir = "%s/";
        File.saveString("end", dir + "started");
        run("Open Volume...", "path=[%s]");
        setLocation(10, 130);
        setSlice(%d);
        File.saveString("end", dir + "opened");
        while (!File.exists(dir + "clicked")) {
          getCursorLoc(x, y, z, flags);
          File.saveString("" + round(x) + " " + round(y) + " " + round(100 * getZoom()) + " end", dir + "cursor");
          wait(60);
        }
        run("Propagate...", "first_k=0 last_k=" + (nSlices - 1));
        File.saveString("end", dir + "propagated");
        run("Save DICOM SEG...", "path=[" + dir + "mask.dcm] label=Spleen");
        File.saveString("end", dir + "saved");
        """
            .formatted(folder, job.series(), job.k() + 1));
  }

  /** Moves the mouse until ImageJ says that it is over the voxel. */
  private void point(Job job) {
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    int[] at = {60, 230}; // within the image, small or large, where the macro puts its window
    await(
        "the cursor over the voxel",
        () -> {
          robot.mouseMove(at[0], at[1]);
          robot.mouseMove(at[0] + 1, at[1]);
          robot.mouseMove(at[0], at[1]);
          robot.delay(300);
          Matcher cursor = CURSOR.matcher(text("cursor"));
          if (!cursor.matches()) {
            return false;
          }
          int dx = job.i() - Integer.parseInt(cursor.group(1));
          int dy = job.j() - Integer.parseInt(cursor.group(2));
          double zoom = Integer.parseInt(cursor.group(3)) / 100.0;
          at[0] = Math.min(Math.max(at[0] + (int) Math.round(dx * zoom), 0), screen.width - 2);
          at[1] = Math.min(Math.max(at[1] + (int) Math.round(dy * zoom), 0), screen.height - 2);
          return dx == 0 && dy == 0;
        });
    where = at;
  }

  private void click() {
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  private int colour(int dx, int dy) {
    Color c = robot.getPixelColor(where[0] + dx, where[1] + dy);
    int most = Math.max(c.getRed(), Math.max(c.getGreen(), c.getBlue()));
    return most - Math.min(c.getRed(), Math.min(c.getGreen(), c.getBlue()));
  }

  private void lap(String step) {
    long now = System.nanoTime();
    seconds.put(step, (now - since) / 1e9);
    since = now;
  }

  private void awaitFile(String name) {
    await(name, () -> text(name).endsWith("end"));
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain for " + what + " ");
      robot.delay(20);
    }
  }

  private String text(String name) {
    try {
      return Files.exists(folder.resolve(name)) ? Files.readString(folder.resolve(name)) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void tell(String name) throws IOException {
    Files.writeString(folder.resolve(name), "end");
  }

  private void report(Job job, int slices) throws IOException {
    StringBuilder text = new StringBuilder("Newcomer: " + job.name() + ", Debian's ImageJ\n");
    double sum = 0;
    for (Map.Entry<String, Double> step : seconds.entrySet()) {
      text.append(String.format(Locale.ROOT, "%6.1f s  %s%n", step.getValue(), step.getKey()));
      sum += step.getValue();
    }
    text.append(String.format(Locale.ROOT, "%6.1f s  in all, %d slices%n", sum, slices));
    System.out.print(text);
    Files.createDirectories(JARS.resolve("ui"));
    Files.writeString(JARS.resolve("ui").resolve("newcomer.txt"), text);
  }
}
