package io.github.voxelclick.plugin.ui;

import ij.IJ;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fresh ImageJ in a Java of its own that runs a macro and ends. It says whether the macro ran to
 * its end.
 */
final class MacroReplay extends ReaderUi {
  /** What a line begins with that tells how it went. */
  static final String RESULT = "macro ";

  private MacroReplay() {}

  /** Takes the file of the macro; where ImageJ and the journals are, properties say. */
  public static void main(String[] args) throws Exception {
    String macro = Files.readString(Path.of(args[0]));
    start_imagej_with_the_plugin();
    String returned = IJ.runMacro(macro + "\nreturn \"to its end\";\n");
    System.out.println(RESULT + returned);
    System.out.println("log " + IJ.getLog());
    System.out.flush();
    System.exit(0);
  }
}
