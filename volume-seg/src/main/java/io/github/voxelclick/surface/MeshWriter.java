package io.github.voxelclick.surface;

import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment.Rgb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes meshes as binary STL or Wavefront OBJ, in mm. Files appear whole or not at all, and what
 * was there before stays until then. Names of segments are reduced to plain letters, digits and
 * dashes; nothing else that a file says comes from the image. Stateless.
 */
public final class MeshWriter {
  /** What a binary STL begins with; readers take one that begins with "solid" for text. */
  private static final int STL_HEADER = 80;

  /** Normal, three corners, two bytes that nobody agrees on. */
  private static final int STL_TRIANGLE = 50;

  private static final int TRIANGLES_A_STEP = 1 << 14;

  private static final int LONGEST_NAME = 40;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private MeshWriter() {}

  /** Which way the axes of the file's coordinates run. */
  public enum Space {
    /** To the left, the back and the head, as in DICOM (PS3.3 C.7.6.2.1.1). */
    LPS(1),
    /** To the right, the front and the head, as inside 3D Slicer and in NIfTI. */
    RAS(-1);

    private final float sign;

    Space(float sign) {
      this.sign = sign;
    }

    /** A coordinate in LPS as one of this space; a half turn round z, so no mesh is mirrored. */
    private float of(Mesh mesh, int vertex, int axis) {
      float coordinate = mesh.coordinate(vertex, axis);
      // Adding zero makes a negative zero positive.
      return axis == 2 ? coordinate : sign * coordinate + 0f;
    }

    /** SPACE=… is what 3D Slicer looks for in the header of a model. */
    private String told() {
      return "by VoxelClick, mm. SPACE=" + name();
    }
  }

  /**
   * A segment in a file.
   *
   * @param number of the segment
   * @param name what it is called; only its plain letters and digits go into the file
   * @param colour as it is shown
   */
  public record Part(int number, String name, Rgb colour, Mesh mesh) {
    private String objectName() {
      String plain = NOT_PLAIN.matcher(name).replaceAll("-");
      plain = plain.replaceAll("^-|-$", "");
      plain = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
      return material() + (plain.isEmpty() ? "" : "-" + plain);
    }

    private String material() {
      return "segment-" + number;
    }
  }

  /**
   * Writes all parts into one binary STL, which knows neither names nor colours.
   *
   * @param progress told of triangles
   * @throws SurfaceException when there is nothing to write or the disk refuses
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static void writeStl(Path out, List<Part> parts, Space space, Progress progress)
      throws SurfaceException {
    int count = countTriangles(parts);
    WholeFile.write(
        out,
        stream -> {
          byte[] told = ("binary STL " + space.told()).getBytes(StandardCharsets.US_ASCII);
          byte[] header = Arrays.copyOf(told, STL_HEADER);
          Arrays.fill(header, told.length, header.length, (byte) ' ');
          stream.write(header);
          byte[] bytes = new byte[STL_TRIANGLE];
          ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          buffer.putInt(count);
          stream.write(bytes, 0, buffer.position());
          Steps steps = new Steps(count, progress);
          for (Part part : parts) {
            for (int t = 0; t < part.mesh().triangleCount(); t++) {
              put(buffer.clear(), part.mesh(), t, space);
              stream.write(bytes);
              steps.next();
            }
          }
        });
  }

  private static void put(ByteBuffer to, Mesh mesh, int triangle, Space space) {
    float[] p = new float[9];
    for (int n = 0; n < p.length; n++) {
      p[n] = space.of(mesh, mesh.corner(triangle, n / 3), n % 3);
    }
    double[] normal = new double[3];
    double length = Mesh.normal(p, new int[] {0, 1, 2}, 0, normal);
    for (double d : normal) {
      to.putFloat(length > 0 ? (float) (d / length) : 0);
    }
    for (float coordinate : p) {
      to.putFloat(coordinate);
    }
    to.putShort((short) 0);
  }

  /**
   * Writes an OBJ with an object for each part, and their colours into the .mtl file of the same
   * name beside it, which appears first.
   *
   * @param out its name ends in .obj, without control characters
   * @param progress told of triangles
   * @throws SurfaceException when there is nothing to write, two parts have one number, or the disk
   *     refuses
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static void writeObj(Path out, List<Part> parts, Space space, Progress progress)
      throws SurfaceException {
    int count = countTriangles(parts);
    if (parts.stream().map(Part::number).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("two parts of one number");
    }
    Path materials = materials(out);
    if (CONTROL.matcher(materials.getFileName().toString()).find()) {
      throw new SurfaceException(
          "Cannot write the OBJ file: its name has a line break or another control character."
              + " Choose another name.");
    }
    WholeFile.write(
        out,
        stream -> {
          Lines lines = new Lines(stream);
          lines.add("# Wavefront OBJ " + space.told());
          lines.add("mtllib " + materials.getFileName());
          Steps steps = new Steps(count, progress);
          int before = 1; // OBJ counts vertices from one, through all objects
          for (Part part : parts) {
            add(lines, part, space, before, steps);
            before += part.mesh().vertexCount();
          }
        },
        materials,
        stream -> {
          Lines lines = new Lines(stream);
          lines.add("# Wavefront MTL, by VoxelClick");
          for (Part part : parts) {
            lines.add("newmtl " + part.material());
            lines.add(
                String.format(
                    Locale.ROOT,
                    "Kd %.4f %.4f %.4f",
                    part.colour().red() / 255.0,
                    part.colour().green() / 255.0,
                    part.colour().blue() / 255.0));
          }
        });
  }

  /** Where the colours of an OBJ file are written: beside it, under its name with .mtl. */
  public static Path materials(Path obj) {
    String name = obj.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return obj.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".mtl");
  }

  private static void add(Lines lines, Part part, Space space, int before, Steps steps)
      throws IOException {
    Mesh mesh = part.mesh();
    lines.add("o " + part.objectName());
    lines.add("usemtl " + part.material());
    for (int v = 0; v < mesh.vertexCount(); v++) {
      // The shortest decimals that make the same float again, whatever the scale.
      lines.add(
          "v " + space.of(mesh, v, 0) + " " + space.of(mesh, v, 1) + " " + space.of(mesh, v, 2));
    }
    for (int t = 0; t < mesh.triangleCount(); t++) {
      lines.add(
          "f "
              + (before + mesh.corner(t, 0))
              + " "
              + (before + mesh.corner(t, 1))
              + " "
              + (before + mesh.corner(t, 2)));
      steps.next();
    }
  }

  private static int countTriangles(List<Part> parts) throws SurfaceException {
    long count = 0;
    for (Part part : parts) {
      count += part.mesh().triangleCount();
    }
    if (count == 0) {
      throw new SurfaceException(
          "Cannot write a surface: the segments hold no voxels. Segment something first.");
    }
    // Signed in many readers, and STL's bytes have to fit their offsets too.
    if (count > Integer.MAX_VALUE / STL_TRIANGLE) {
      throw new SurfaceException(
          String.format(
              Locale.ROOT,
              "Cannot write a surface of %d triangles: at most %d are possible. Save fewer segments"
                  + " at a time.",
              count,
              Integer.MAX_VALUE / STL_TRIANGLE));
    }
    return (int) count;
  }

  /** Progress by triangles. */
  private static final class Steps {
    private final int total;
    private final Progress progress;
    private int done;

    Steps(int total, Progress progress) {
      this.total = total;
      this.progress = progress;
    }

    void next() {
      done++;
      if (done % TRIANGLES_A_STEP == 0 || done == total) {
        progress.checkCancelled();
        progress.update(done, total);
      }
    }
  }

  /** Text, line by line. */
  private record Lines(OutputStream stream) {
    void add(String line) throws IOException {
      stream.write(line.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    }
  }
}
