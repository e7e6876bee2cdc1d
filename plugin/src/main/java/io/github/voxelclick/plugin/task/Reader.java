package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import java.util.Optional;

/** The name of the person who works, which is told only where that person has set it. */
public final class Reader {
  /** Environment variable with the name. */
  public static final String VARIABLE = "VOXELCLICK_READER";

  /** System property that says the same and wins, since a running ImageJ can set it. */
  public static final String PROPERTY = "voxelclick.reader";

  private Reader() {}

  /**
   * The name.
   *
   * @param chosen by the person, instead of all else
   * @return empty when none is set
   * @throws JobException when it cannot stand in a DICOM object; it is not repeated in the message
   */
  public static Optional<String> name(Optional<String> chosen) throws JobException {
    Optional<String> name =
        chosen
            .or(() -> Optional.ofNullable(System.getProperty(PROPERTY)))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
    if (name.isPresent() && !Producer.isPersonName(name.get())) {
      throw new JobException(
          "Cannot use the reader's name: it has "
              + name.get().codePointCount(0, name.get().length())
              + " characters, expected at most 64, as in Family^Given, without backslash or equals"
              + " sign. Correct --reader, "
              + PROPERTY
              + " or "
              + VARIABLE
              + ".");
    }
    return name;
  }
}
