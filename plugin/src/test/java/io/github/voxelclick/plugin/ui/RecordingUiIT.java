package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import io.github.voxelclick.plugin.save.SaveTarget;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JTextField;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's moving picture: the main job as the screen shows it, five pictures a second. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordingUiIT extends ReaderUi {
  private static final int EVERY_MS = 200;
  private static final int LONGEST_S = 15;
  private static final long LARGEST = 2L << 20;

  @Test
  void click_propagate_look_through_and_save() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-recording.png"),
        () -> {
          ImagePlus image = open();
          while (image.getCanvas().getMagnification() > 3) {
            double before = image.getCanvas().getMagnification();
            desktop.key(KeyEvent.VK_MINUS);
            desktop.await("the zoom", () -> image.getCanvas().getMagnification() < before);
          }
          JFrame panel = controller().panel().frame();
          EventQueue.invokeAndWait(
              () -> {
                image.getWindow().setLocation(0, 130);
                panel.setBounds(
                    image.getWindow().getWidth(), 0, panel.getWidth(), panel.getHeight());
              });
          desktop.focus(image.getWindow());
          desktop.settle();
          Rectangle part =
              app.getBounds().union(image.getWindow().getBounds()).union(panel.getBounds());
          List<BufferedImage> pictures;
          try (Recording recording = new Recording(part)) {
            mainJob(image, panel);
            pictures = recording.end();
          }
          assertTrue(pictures.size() > 25, pictures.size() + " pictures");
          Path file = OUT.resolve("manual").resolve("voxelclick.gif");
          Files.createDirectories(file.getParent());
          int written = AnimatedGif.write(file, fitting(pictures), EVERY_MS / 10);
          assertTrue(Files.size(file) <= LARGEST, Files.size(file) + " bytes");
          assertSameWhenRead(file, written, fitting(pictures));
          return null;
        });
  }

  private static void mainJob(ImagePlus image, JFrame panel) throws Exception {
    int[] c = phantom.suggestedClick();
    Point at = onScreen(image, c[0], c[1]);
    walk(new Point(at.x + 120, at.y + 90), at);
    desktop.click(at, 1);
    awaitAnswers(1);
    pause(900);
    desktop.key(KeyEvent.VK_A);
    desktop.await("the other slices", () -> mask().occupiedSlices().size() > 3);
    desktop.await("the end", () -> !controller().panel().status().busy());
    pause(600);
    for (int n = 0; n < 8; n++) {
      desktop.key(KeyEvent.VK_PERIOD); // ImageJ's key for the next slice
      pause(220);
    }
    desktop.key(KeyEvent.VK_N);
    pause(1000);
    desktop.key(KeyEvent.VK_ENTER);
    pause(700);
    save(panel);
  }

  private static void save(JFrame panel) throws Exception {
    // A place that says nothing of this computer.
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "voxelclick-recording");
    Path file = Files.createDirectories(folder).resolve("kidney.dcm");
    EventQueue.invokeAndWait(() -> Prefs.set("voxelclick.save.folder", folder.toString()));
    String title = Texts.get("save.title");
    desktop.expectDialogs(title);
    JButton button =
        all(panel, JButton.class).stream()
            .filter(b -> Texts.get("case.save").equals(b.getText()))
            .findFirst()
            .orElseThrow();
    Point corner = button.getLocationOnScreen();
    Point middle = new Point(corner.x + button.getWidth() / 2, corner.y + button.getHeight() / 2);
    walk(MouseInfo.getPointerInfo().getLocation(), middle);
    desktop.click(middle, 1);
    Dialog dialog = desktop.awaitDialog(title);
    Files.deleteIfExists(file);
    Files.deleteIfExists(ProvenanceBeside.of(file));
    JTextField path =
        all(dialog, JTextField.class).stream()
            .filter(f -> f.isShowing() && f.isEditable() && f.getText().contains("."))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(
        () -> {
          dialog.setLocation(60, 200);
          find(dialog, JComboBox.class).setSelectedItem(SaveTarget.SEG);
          path.setText(file.toString());
        });
    pause(1400);
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(title);
    desktop.await("the file", () -> Files.exists(file));
    desktop.await("the end", () -> !controller().panel().status().busy());
    pause(1200);
    assertEquals(mask(), readSeg(file));
  }

  private static void walk(Point from, Point to) {
    for (int n = 0; n <= 10; n++) {
      desktop.move(new Point(from.x + (to.x - from.x) * n / 10, from.y + (to.y - from.y) * n / 10));
      pause(60);
    }
  }

  private static void pause(int ms) {
    desktop.pause(ms);
  }

  /** As many of the pictures as may be shown, evenly left out. */
  private static List<BufferedImage> fitting(List<BufferedImage> pictures) {
    int most = LONGEST_S * 1000 / EVERY_MS;
    if (pictures.size() <= most) {
      return pictures;
    }
    List<BufferedImage> some = new ArrayList<>();
    for (int n = 0; n < most; n++) {
      some.add(pictures.get((int) ((long) n * pictures.size() / most)));
    }
    return some;
  }

  /** What a viewer puts together must be the last picture, in the palette's colours. */
  private static void assertSameWhenRead(Path file, int written, List<BufferedImage> pictures)
      throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(in);
      assertEquals(written, reader.getNumImages(true));
      BufferedImage first = pictures.get(0);
      BufferedImage canvas =
          new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
      Graphics2D g = canvas.createGraphics();
      for (int n = 0; n < written; n++) {
        Point place = placeOf(reader, n);
        g.drawImage(reader.read(n), place.x, place.y, null);
      }
      g.dispose();
      reader.dispose();
      Palette palette = Palette.of(5, pictures);
      BufferedImage expected = palette.reduced(pictures.get(pictures.size() - 1));
      for (int y = 0; y < canvas.getHeight(); y++) {
        for (int x = 0; x < canvas.getWidth(); x++) {
          assertEquals(expected.getRGB(x, y), canvas.getRGB(x, y), x + "," + y);
        }
      }
    }
  }

  private static Point placeOf(ImageReader reader, int n) throws IOException {
    org.w3c.dom.Node root = reader.getImageMetadata(n).getAsTree("javax_imageio_gif_image_1.0");
    for (org.w3c.dom.Node c = root.getFirstChild(); c != null; c = c.getNextSibling()) {
      if (c.getNodeName().equals("ImageDescriptor")) {
        return new Point(number(c, "imageLeftPosition"), number(c, "imageTopPosition"));
      }
    }
    throw new AssertionError("picture " + n + " says nothing of its place");
  }

  private static int number(org.w3c.dom.Node node, String name) {
    return Integer.parseInt(node.getAttributes().getNamedItem(name).getNodeValue());
  }

  /** Takes pictures until it is told to stop, the mouse's arrow among them. */
  private static final class Recording implements AutoCloseable {
    private final Rectangle part;
    private final Robot robot;
    private final List<BufferedImage> pictures = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> taking;

    Recording(Rectangle part) throws Exception {
      this.part = part;
      this.robot = new Robot();
      taking = clock.scheduleAtFixedRate(this::take, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void take() {
      BufferedImage picture = robot.createScreenCapture(part);
      Point mouse = MouseInfo.getPointerInfo().getLocation();
      Graphics2D g = picture.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.translate(mouse.x - part.x, mouse.y - part.y);
      Polygon arrow =
          new Polygon(new int[] {0, 0, 4, 7, 10, 7, 12}, new int[] {0, 17, 13, 20, 19, 12, 12}, 7);
      g.setColor(Color.WHITE);
      g.fill(arrow);
      g.setColor(Color.BLACK);
      g.draw(arrow);
      g.dispose();
      synchronized (pictures) {
        pictures.add(picture);
      }
    }

    List<BufferedImage> end() throws InterruptedException {
      assertFalse(taking.isDone(), "a picture could not be taken");
      clock.shutdown();
      assertTrue(clock.awaitTermination(10, TimeUnit.SECONDS), "the recording does not end");
      synchronized (pictures) {
        return List.copyOf(pictures);
      }
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
