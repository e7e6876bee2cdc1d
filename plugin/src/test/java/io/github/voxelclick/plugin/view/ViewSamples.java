package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small volumes whose every voxel is known by its value, and listeners that write down. */
final class ViewSamples {
  static final GridSize SIZE = new GridSize(9, 7, 5);
  static final DisplayPreset WINDOW = DisplayPreset.of(new Window(0, 1275));

  private ViewSamples() {}

  /** A sagittal acquisition: i runs to the back, j to the feet, k to the left; oblique. */
  static VolumeGeometry geometry() {
    try {
      return VolumeGeometry.regular(
          SIZE,
          Affine.ofColumns(
              new WorldPoint(0.1, 0.7, 0),
              new WorldPoint(0.05, 0, -1.1),
              new WorldPoint(2.5, -0.2, 0.3),
              new WorldPoint(3, 4, 5)),
          Optional.empty());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  /** Different in every voxel, 5 to 1272. */
  static int value(int i, int j, int k) {
    return 5 + 4 * (i + 9 * (j + 7 * k));
  }

  static Volume volume() {
    short[][] data = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int j = 0; j < SIZE.j(); j++) {
        for (int i = 0; i < SIZE.i(); i++) {
          data[k][i + j * SIZE.i()] = (short) value(i, j, k);
        }
      }
    }
    return of(new VoxelData.S16(data), Display.NONE);
  }

  static Volume of(VoxelData data, Display display) {
    return new Volume(geometry(), data, Rescale.IDENTITY, "MR", display, Optional.empty());
  }

  /** What a view told. */
  static final class Heard implements ViewListener, DisplayListener {
    final List<PointerEvent> pointers = new ArrayList<>();
    final List<SlicePlane> looked = new ArrayList<>();
    final List<VoxelIndex> aimed = new ArrayList<>();
    final List<KeyEvent> keys = new ArrayList<>();
    final List<DisplayPreset> presets = new ArrayList<>();
    final List<MaskStyle> styles = new ArrayList<>();
    final List<Boolean> crosshairs = new ArrayList<>();

    @Override
    public void pointer(PointerEvent event) {
      pointers.add(event);
    }

    @Override
    public void looked(SlicePlane plane) {
      looked.add(plane);
    }

    @Override
    public void aimed(VoxelIndex voxel) {
      aimed.add(voxel);
    }

    @Override
    public boolean key(KeyEvent event) {
      keys.add(event);
      return event.getKeyCode() == KeyEvent.VK_H;
    }

    @Override
    public void closed() {
      throw new AssertionError("a view does not know when its window closes");
    }

    @Override
    public void preset(DisplayPreset preset) {
      presets.add(preset);
    }

    @Override
    public void style(MaskStyle style) {
      styles.add(style);
    }

    @Override
    public void crosshair(boolean shown) {
      crosshairs.add(shown);
    }
  }
}
