package io.github.voxelclick.plugin.save;

import java.nio.file.Path;
import java.util.Optional;

/** What the panel asks in windows of their own. Used on the event thread; answers block. */
interface SaveQuestions {
  /**
   * Asks whether files may be replaced; no is what is answered when nothing is.
   *
   * @param question names the files
   */
  boolean mayReplace(String question);

  /**
   * Asks for the file to write.
   *
   * @param proposal where to begin, as typed; may be anything
   */
  Optional<Path> chooseFile(String proposal);

  /**
   * Asks for the folder of a reference series.
   *
   * @param proposal where to begin, as typed; may be anything
   */
  Optional<Path> chooseReference(String proposal);
}
