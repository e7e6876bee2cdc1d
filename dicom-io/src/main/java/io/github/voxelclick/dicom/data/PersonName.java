package io.github.voxelclick.dicom.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;

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

  private final Map<Group, Map<Component, String>> parts;

  /**
   * Takes a decoded value apart.
   *
   * @param value one value, as {@link Attributes#getString(int)} returns it; any text is a name
   */
  public PersonName(String value) {
    parts = new EnumMap<>(Group.class);
    Iterator<String> groups = Arrays.asList(value.split("=", -1)).iterator();
    for (Group group : Group.values()) {
      parts.put(group, components(groups.hasNext() ? groups.next() : ""));
    }
  }

  private static Map<Component, String> components(String group) {
    Map<Component, String> components = new EnumMap<>(Component.class);
    Iterator<String> texts = Arrays.asList(group.split("\\^", -1)).iterator();
    for (Component component : Component.values()) {
      components.put(component, texts.hasNext() ? texts.next().strip() : "");
    }
    return components;
  }

  /** A component of a group, without padding; empty where there is none. */
  public String get(Group group, Component component) {
    return parts.getOrDefault(group, Map.of()).getOrDefault(component, "");
  }

  /** A component of the alphabetic group. */
  public String get(Component component) {
    return get(Group.Alphabetic, component);
  }

  /** Whether the group has no component. */
  public boolean isEmpty(Group group) {
    return Arrays.stream(Component.values()).allMatch(c -> get(group, c).isEmpty());
  }

  /** Names nobody: a log must not either. */
  @Override
  public String toString() {
    return "PersonName";
  }
}
