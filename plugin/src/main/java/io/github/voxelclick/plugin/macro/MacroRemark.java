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

  private String printed() {
    return MacroText.quoted("VoxelClick: " + sentence);
  }

  @Override
  public String macro() {
    return "print(" + printed() + ");\n";
  }

  @Override
  public String script() {
    return "IJ.log(" + printed() + ");\n";
  }
}
