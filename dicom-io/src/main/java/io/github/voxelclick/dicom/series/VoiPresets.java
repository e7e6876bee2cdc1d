package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.LookupTable;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the windows and tables that an image proposes for its display (VOI LUT module, PS3.3
 * C.11.2). They are only a proposal: those that make no sense are left out.
 */
final class VoiPresets {
  /** How far a sigmoid is shown to each side of its centre, in widths: 99.9 % of the contrast. */
  private static final double SIGMOID_REACH = 2;

  private static final int SIGMOID_LEVELS = 257;

  private VoiPresets() {}

  /**
   * The presets of an image, windows before tables.
   *
   * @param d data set, or item of the Frame VOI LUT functional group
   * @param signed whether modality values may be negative
   */
  static List<DisplayPreset> of(Attributes d, boolean signed) {
    List<DisplayPreset> presets = new ArrayList<>();
    try {
      addWindows(d, presets);
      addTables(d, signed, presets);
    } catch (DicomValueException e) {
      return List.copyOf(presets);
    }
    return List.copyOf(presets);
  }

  private static void addWindows(Attributes d, List<DisplayPreset> presets) {
    double[] centres = d.getDoubles(Tag.WindowCenter);
    double[] widths = d.getDoubles(Tag.WindowWidth);
    int count = centres == null || widths == null ? 0 : Math.min(centres.length, widths.length);
    String function = d.getString(Tag.VOILUTFunction, "LINEAR").strip().toUpperCase(Locale.ROOT);
    for (int n = 0; n < count; n++) {
      String name = d.getString(Tag.WindowCenterWidthExplanation, n, "").strip();
      double centre = centres[n];
      double width = widths[n];
      if (!Double.isFinite(centre) || !Double.isFinite(width) || width <= 0) {
        continue;
      }
      switch (function) {
        case "LINEAR_EXACT" ->
            presets.add(
                new DisplayPreset(name, Window.ofCentreWidth(centre, width), ToneCurve.LINEAR));
        case "SIGMOID" -> presets.add(sigmoid(name, centre, width));
        default -> {
          if (width >= 1) {
            presets.add(new DisplayPreset(name, linear(centre, width), ToneCurve.LINEAR));
          }
        }
      }
    }
  }

  /** C.11.2.1.2.1: the centre lies half a value lower, and the width counts values, not steps. */
  private static Window linear(double centre, double width) {
    double middle = centre - 0.5;
    // A width of 1 is a step between two values, which no window of ours can be.
    double half = Math.max(width - 1, 1) / 2;
    return new Window(middle - half, middle + half);
  }

  /** C.11.2.1.3.1. */
  private static DisplayPreset sigmoid(String name, double centre, double width) {
    double[] levels =
        IntStream.range(0, SIGMOID_LEVELS)
            .mapToDouble(n -> SIGMOID_REACH * (2.0 * n / (SIGMOID_LEVELS - 1) - 1))
            .map(widths -> 1 / (1 + Math.exp(-4 * widths)))
            .toArray();
    Window window = new Window(centre - SIGMOID_REACH * width, centre + SIGMOID_REACH * width);
    return new DisplayPreset(name, window, ToneCurve.through(levels));
  }

  private static void addTables(Attributes d, boolean signed, List<DisplayPreset> presets) {
    Sequence items = d.getSequence(Tag.VOILUTSequence);
    if (items != null) {
      for (Attributes item : items) {
        String name = item.getString(Tag.LUTExplanation, "").strip();
        table(item, signed).ifPresent(table -> presets.add(preset(name, table)));
      }
    }
  }

  private static Optional<LookupTable> table(Attributes item, boolean signed) {
    try {
      LookupTable table = LookupTable.of(item, Tag.LUTDescriptor, Tag.LUTData, signed);
      return table.size() > 1 ? Optional.of(table) : Optional.empty();
    } catch (DicomReadException e) {
      return Optional.empty();
    }
  }

  private static DisplayPreset preset(String name, LookupTable table) {
    double white = (1 << table.bits()) - 1;
    double[] levels =
        IntStream.range(0, table.size()).mapToDouble(n -> table.entry(n) / white).toArray();
    Window window = new Window(table.first(), table.first() + table.size() - 1.0);
    return new DisplayPreset(name, window, ToneCurve.through(levels));
  }
}
