package io.github.voxelclick.plugin.ij;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.plugin.frame.RoiManager;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Segments as ImageJ's selections: one for each segment and slice that holds a part of it, along
 * the edges of its pixels and with its holes, so that its pixels are exactly those of the mask.
 * Each belongs to its slice and has the segment's colour. To be added on the event thread.
 */
public final class SegmentRois {
  /** Property of each selection: the segment's number. */
  public static final String NUMBER = "segment";

  /** What a name may not have: names become those of entries of a ZIP file. */
  private static final String UNFIT = "[/\\p{Cntrl}]";

  private static final int MASKED = 255;

  private final List<Roi> rois;

  private SegmentRois(List<Roi> rois) {
    this.rois = List.copyOf(rois);
  }

  /**
   * Makes the selections, segment by segment and by ascending slice. Takes a moment; not for the
   * event thread.
   *
   * @param segmentation on the grid of the image that they are for
   * @param progress one step per segment, asked on every slice whether to go on
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static SegmentRois of(Segmentation segmentation, Progress progress) {
    Set<String> seen = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (Segmentation.Entry e : segmentation.entries()) {
      if (!seen.add(e.segment().label())) {
        shared.add(e.segment().label());
      }
    }
    GridSize size = segmentation.geometry().size();
    List<Roi> rois = new ArrayList<>();
    int done = 0;
    for (Segmentation.Entry entry : segmentation.entries()) {
      Segment segment = entry.segment();
      String name = segment.label().replaceAll(UNFIT, "-");
      if (shared.contains(segment.label())) {
        name = name + " " + segment.number();
      }
      for (int k : entry.mask().occupiedSlices()) {
        progress.checkCancelled();
        rois.add(roi(entry.mask().slice(SlicePlane.k(k)), size, k, segment, name));
      }
      progress.update(++done, segmentation.entries().size());
    }
    return new SegmentRois(rois);
  }

  private static Roi roi(SliceMask slice, GridSize size, int k, Segment segment, String name) {
    ByteProcessor pixels =
        new ByteProcessor(size.i(), size.j(), slice.toBytes((byte) MASKED), null);
    pixels.setThreshold(MASKED, MASKED, ImageProcessor.NO_LUT_UPDATE);
    Roi roi = new ThresholdToSelection().convert(pixels);
    roi.setName(name + " k=" + k);
    roi.setPosition(k + 1);
    Segment.Rgb colour = segment.colour();
    roi.setStrokeColor(new Color(colour.red(), colour.green(), colour.blue()));
    roi.setProperty(NUMBER, Integer.toString(segment.number()));
    return roi;
  }

  /** How many there are. */
  public int count() {
    return rois.size();
  }

  List<Roi> rois() {
    return rois;
  }

  /** Adds them to ImageJ's ROI Manager, which is opened where it is not; what it holds stays. */
  public void addToManager() {
    RoiManager manager = RoiManager.getRoiManager();
    rois.forEach(manager::addRoi);
  }
}
