package io.github.voxelclick.dicom.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * A value of VR PN: up to three groups (as written in letters, in ideographs, by sound) of five
 * components each (PS3.5 §6.2.1). Components and groups that are missing are empty; further ones,
 * which the standard does not have, are left out. Immutable.
 */
public final class PersonName {
  /** Groups, in the order in which {@code =} separates them. */
  public enum Group {
    Alphabetic,
    Ideographic,
    Phonetic
  }

  /** Components of a group, in the order in which {@code ^} separates them. */
  public enum Component {
    FamilyName,
    GivenName,
    MiddleName,
    NamePrefix,
    NameSuffix
  }

  private static final int GROUPS = Group.values().length;
  private static final int COMPONENTS = Component.values().length;

  private final String[][] parts = new String[GROUPS][COMPONENTS];

  /**
   * Takes a decoded value apart.
   *
   * @param value one value, as {@link Attributes#getString(int)} returns it; any text is a name
   */
  public PersonName(String value) {
    String[] groups = Objects.requireNonNull(value, "value").split("=", -1);
    for (int g = 0; g < GROUPS; g++) {
      String[] components = g < groups.length ? groups[g].split("\\^", -1) : new String[0];
      for (int c = 0; c < COMPONENTS; c++) {
        parts[g][c] = c < components.length ? components[c].strip() : "";
      }
    }
  }

  /** A component of a group, without padding; empty where there is none. */
  public String get(Group group, Component component) {
    return parts[group.ordinal()][component.ordinal()];
  }

  /** A component of the alphabetic group. */
  public String get(Component component) {
    return get(Group.Alphabetic, component);
  }

  /** Whether the group has no component. */
  public boolean isEmpty(Group group) {
    return Arrays.stream(parts[group.ordinal()]).allMatch(String::isEmpty);
  }

  /** Names nobody: a log must not either. */
  @Override
  public String toString() {
    return "PersonName";
  }
}
