package io.github.voxelclick.volume;

import java.util.List;

/**
 * How the source wants a volume to look. It changes no value.
 *
 * @param presets the source's preferred one first; may be empty
 * @param inverted whether low values are shown bright, as MONOCHROME1 asks
 */
public record Display(List<DisplayPreset> presets, boolean inverted) {
  /** Nothing is proposed. */
  public static final Display NONE = new Display(List.of(), false);

  /** Copies the list. */
  public Display {
    presets = List.copyOf(presets);
  }

  /** Windows without names. */
  public static Display ofWindows(List<Window> windows) {
    return new Display(windows.stream().map(DisplayPreset::of).toList(), false);
  }
}
