package io.github.voxelclick.plugin.ui;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes pictures of one size as an endless GIF with one palette. Of each picture only what has
 * changed is stored, and pictures without a change only lengthen the one before.
 */
final class AnimatedGif {
  private static final String STREAM = "javax_imageio_gif_stream_1.0";
  private static final String METADATA = "javax_imageio_gif_image_1.0";

  private AnimatedGif() {}

  /**
   * Writes the file.
   *
   * @param delay of each picture, in hundredths of a second
   * @return how many pictures the file has
   */
  static int write(Path file, List<BufferedImage> pictures, int delay) throws IOException {
    Palette palette = Palette.of(5, pictures);
    int width = pictures.get(0).getWidth();
    int height = pictures.get(0).getHeight();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    int written = 0;
    try (ImageOutputStream out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      writer.setOutput(out);
      writer.prepareWriteSequence(stream(writer, palette, width, height));
      byte[] shown = {};
      int n = 0;
      while (n < pictures.size()) {
        byte[] now = palette.indices(pictures.get(n));
        int next = n + 1;
        while (next < pictures.size() && Arrays.equals(now, palette.indices(pictures.get(next)))) {
          next++;
        }
        Rectangle part = changed(shown, now, width, height);
        BufferedImage frame =
            palette.picture(part.width, part.height, difference(shown, now, width, part));
        writer.writeToSequence(
            new IIOImage(
                frame, null, metadata(writer, frame, part, (next - n) * delay, written == 0)),
            null);
        written++;
        shown = now;
        n = next;
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return written;
  }

  /** The smallest part outside of which nothing has changed; one pixel at least. */
  private static Rectangle changed(byte[] before, byte[] now, int width, int height) {
    if (before.length == 0) {
      return new Rectangle(width, height);
    }
    Rectangle part = new Rectangle(0, 0, -1, -1);
    for (int n = 0; n < now.length; n++) {
      if (before[n] != now[n]) {
        part.add(new Rectangle(n % width, n / width, 1, 1));
      }
    }
    return part.isEmpty() ? new Rectangle(1, 1) : part;
  }

  private static byte[] difference(byte[] before, byte[] now, int width, Rectangle part) {
    byte[] pixels = new byte[part.width * part.height];
    for (int y = 0; y < part.height; y++) {
      for (int x = 0; x < part.width; x++) {
        int from = (part.y + y) * width + part.x + x;
        boolean same = before.length > 0 && before[from] == now[from];
        pixels[y * part.width + x] = same ? (byte) Palette.TRANSPARENT : now[from];
      }
    }
    return pixels;
  }

  /** One table of colours for all pictures: a table of each would cost as much as some of them. */
  private static IIOMetadata stream(ImageWriter writer, Palette palette, int width, int height)
      throws IOException {
    IIOMetadata data = writer.getDefaultStreamMetadata(null);
    IIOMetadataNode root = (IIOMetadataNode) data.getAsTree(STREAM);
    IIOMetadataNode screen = child(root, "LogicalScreenDescriptor");
    screen.setAttribute("logicalScreenWidth", Integer.toString(width));
    screen.setAttribute("logicalScreenHeight", Integer.toString(height));
    screen.setAttribute("colorResolution", "8");
    screen.setAttribute("pixelAspectRatio", "0");
    IIOMetadataNode table = child(root, "GlobalColorTable");
    while (table.getLength() > 0) {
      table.removeChild(table.getFirstChild());
    }
    table.setAttribute("sizeOfGlobalColorTable", "256");
    table.setAttribute("backgroundColorIndex", "0");
    table.setAttribute("sortFlag", "FALSE");
    for (int n = 0; n < 256; n++) {
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      int rgb = palette.colour(n);
      entry.setAttribute("index", Integer.toString(n));
      entry.setAttribute("red", Integer.toString(rgb >> 16 & 255));
      entry.setAttribute("green", Integer.toString(rgb >> 8 & 255));
      entry.setAttribute("blue", Integer.toString(rgb & 255));
      table.appendChild(entry);
    }
    data.setFromTree(STREAM, root);
    return data;
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage frame, Rectangle part, int delay, boolean first)
      throws IOException {
    IIOMetadata data =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
    IIOMetadataNode root = (IIOMetadataNode) data.getAsTree(METADATA);
    root.removeChild(child(root, "LocalColorTable")); // some other colours
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "TRUE");
    control.setAttribute("transparentColorIndex", Integer.toString(Palette.TRANSPARENT));
    control.setAttribute("delayTime", Integer.toString(delay));
    IIOMetadataNode place = child(root, "ImageDescriptor");
    place.setAttribute("imageLeftPosition", Integer.toString(part.x));
    place.setAttribute("imageTopPosition", Integer.toString(part.y));
    if (first) {
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0});
      child(root, "ApplicationExtensions").appendChild(loop);
    }
    data.setFromTree(METADATA, root);
    return data;
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int n = 0; n < root.getLength(); n++) {
      if (root.item(n).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(n);
      }
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }
}
