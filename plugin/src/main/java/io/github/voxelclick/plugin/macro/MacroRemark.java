package io.github.voxelclick.plugin.macro;

import java.util.Objects;

/**
 * What a macro cannot repeat, said in the macro and again when it runs.
 *
 * @param sentence for a person; no patient data
 */
public record MacroRemark(String sentence) implements MacroText {
  /** Checks that it is there. */
  public MacroRemark {
    Objects.requireNonNull(sentence, "sentence");
  }

  @Override
  public String in(RecorderMode mode) {
    return mode.log("VoxelClick: " + sentence);
  }
}
