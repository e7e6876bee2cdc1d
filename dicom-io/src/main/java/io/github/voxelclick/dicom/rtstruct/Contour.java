package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A closed planar contour as its file has it (PS3.3 C.8.8.6).
 *
 * @param number which of the contours of its region, from 1, for messages
 * @param xyz mm LPS, three numbers a point, at least three points
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within the package, never compared
record Contour(int number, double[] xyz) {
  private static final int SIDES = 3;

  /** How many points it has. */
  int points() {
    return xyz.length / 3;
  }

  /**
   * The contours of a region.
   *
   * @param closed those that enclose an area
   * @param skipped how many do not, by their type
   * @param miscounted how many say another number of points than they have
   */
  record Group(List<Contour> closed, Map<String, Integer> skipped, int miscounted) {}

  /** How many bytes of coordinates a Contour Sequence holds. */
  static long bytes(Sequence items) {
    long bytes = 0;
    for (Attributes item : items) {
      byte[] value = item.getSafeBytes(Tag.ContourData);
      bytes += value == null ? 0 : value.length;
    }
    return bytes;
  }

  /**
   * Reads Contour Sequence.
   *
   * @throws RoiFault when a contour's numbers cannot be trusted; then none of the region can
   */
  static Group read(Sequence items) throws RoiFault {
    List<Contour> closed = new ArrayList<>(items.size());
    Map<String, Integer> skipped = new TreeMap<>();
    int miscounted = 0;
    int number = 0;
    for (Attributes item : items) {
      number++;
      String type = item.getString(Tag.ContourGeometricType, "");
      if (!type.equals("CLOSED_PLANAR") && !type.equals("CLOSEDPLANAR_XOR")) {
        skipped.merge(type.isEmpty() ? "unnamed" : known(type), 1, Integer::sum);
        continue;
      }
      double[] xyz = points(item, number);
      if (xyz.length / 3 != count(item)) {
        miscounted++;
      }
      if (xyz.length < 3 * SIDES) {
        skipped.merge("of less than three points", 1, Integer::sum);
      } else {
        closed.add(new Contour(number, xyz));
      }
    }
    return new Group(closed, skipped, miscounted);
  }

  /** Defined terms as they are; anything else could be any text. */
  private static String known(String type) {
    return List.of("POINT", "OPEN_PLANAR", "OPEN_NONPLANAR").contains(type) ? type : "unknown";
  }

  private static int count(Attributes item) {
    String text = item.getString(Tag.NumberOfContourPoints, "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static double[] points(Attributes item, int number) throws RoiFault {
    try {
      byte[] value = item.getBytes(Tag.ContourData);
      double[] xyz = value == null ? new double[0] : DecimalList.parse(value);
      if (xyz.length % 3 != 0) {
        throw new RoiFault("has " + xyz.length + " numbers, expected three a point");
      }
      return xyz;
    } catch (RoiFault e) {
      throw new RoiFault("contour " + number + " " + e.reason());
    } catch (IOException e) {
      throw new RoiFault("contour " + number + " cannot be read from its file");
    }
  }
}
