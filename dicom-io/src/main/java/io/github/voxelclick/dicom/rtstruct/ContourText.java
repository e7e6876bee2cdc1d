package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.DecimalString;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.charset.StandardCharsets;

/**
 * Corners of outlines as Contour Data (3006,0050): mm LPS, rounded to a thousandth of a pixel or
 * finer, which is far too little to move an edge across a centre. A coordinate that all pixels of a
 * slice share, such as z of axial slices, is that of the slice to the last digit.
 */
final class ContourText {
  /** Of a pixel side. */
  private static final double PRECISION = 1e-3;

  private static final int MAX_DECIMALS = 9;
  private static final int MAX_LENGTH = 16;

  private final VolumeGeometry geometry;
  private final double[][] steps;
  private final int decimals;
  private final long scale;

  ContourText(VolumeGeometry geometry) {
    this.geometry = geometry;
    this.steps =
        new double[][] {parts(geometry.indexToLps().step(0)), parts(geometry.indexToLps().step(1))};
    double[] spacing = geometry.spacingMm();
    double finest = Math.min(spacing[0], spacing[1]) * PRECISION;
    int digits = (int) Math.ceil(-Math.log10(finest));
    this.decimals = Math.min(Math.max(digits, 0), MAX_DECIMALS);
    this.scale = Math.round(Math.pow(10, decimals));
  }

  private static double[] parts(WorldPoint p) {
    return new double[] {p.x(), p.y(), p.z()};
  }

  /**
   * The text of one polygon.
   *
   * @param k its slice
   * @param corners column and row of each, in half pixels
   * @return x\y\z of each corner, as ASCII
   */
  byte[] of(int k, int[] corners) {
    double[] origin = parts(geometry.slicePosition(k));
    StringBuilder text = new StringBuilder(corners.length * 16);
    for (int at = 0; at < corners.length; at += 2) {
      for (int axis = 0; axis < 3; axis++) {
        if (at > 0 || axis > 0) {
          text.append('\\');
        }
        double alongI = steps[0][axis];
        double alongJ = steps[1][axis];
        double mm = origin[axis] + corners[at] * alongI / 2 + corners[at + 1] * alongJ / 2;
        if (alongI == 0 && alongJ == 0) {
          text.append(DecimalString.format(mm));
        } else {
          append(text, mm);
        }
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void append(StringBuilder text, double mm) {
    int start = text.length();
    long scaled = Math.round(mm * scale);
    text.append(scaled < 0 ? "-" : "").append(Math.abs(scaled) / scale);
    long fraction = Math.abs(scaled) % scale;
    if (fraction != 0) {
      String digits = Long.toString(scale + fraction).substring(1);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 0, end);
    }
    if (text.length() - start > MAX_LENGTH) {
      text.setLength(start);
      text.append(DecimalString.format(mm));
    }
  }
}
