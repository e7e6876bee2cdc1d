package io.github.voxelclick.plugin.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was found out about an installation, in English, for whoever helps. Immutable.
 *
 * @param sections in the order in which they are told
 * @param warnings what is probably wrong and what to do about it, a whole text each
 */
public record DiagnosticReport(List<Section> sections, List<String> warnings) {
  /** Takes copies. */
  public DiagnosticReport {
    sections = List.copyOf(sections);
    warnings = List.copyOf(warnings);
  }

  /**
   * Findings that belong together.
   *
   * @param key name in the JSON, which never changes
   * @param title for people
   */
  public record Section(String key, String title, List<Finding> findings) {
    /** Takes a copy. */
    public Section {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(title, "title");
      findings = List.copyOf(findings);
    }
  }

  /**
   * One finding.
   *
   * @param key name in the JSON and in the text, once in its section
   * @param text what was found, on one line
   */
  public record Finding(String key, String text) {
    /** Keeps the text on one line. */
    public Finding {
      Objects.requireNonNull(key, "key");
      text = text.replaceAll("\\s+", " ").strip();
    }
  }

  /** These findings and more. */
  public DiagnosticReport and(DiagnosticReport more) {
    List<Section> all = new ArrayList<>(sections);
    all.addAll(more.sections());
    List<String> told = new ArrayList<>(warnings);
    told.addAll(more.warnings());
    return new DiagnosticReport(all, told);
  }

  /** To paste into a report: lines that end with a line feed, what is wrong first. */
  public String text() {
    StringBuilder text = new StringBuilder("VoxelClick diagnostics\n");
    if (!warnings.isEmpty()) {
      text.append("\nWhat looks wrong\n");
      warnings.forEach(w -> text.append("  ! ").append(w).append('\n'));
    }
    for (Section section : sections) {
      text.append('\n').append(section.title()).append('\n');
      for (Finding finding : section.findings()) {
        text.append("  ").append(finding.key()).append(": ").append(finding.text()).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * The same for programs: an object per section with a text per finding, and the list {@code
   * warnings}.
   */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Section section : sections) {
      Map<String, String> findings = new LinkedHashMap<>();
      section.findings().forEach(f -> findings.put(f.key(), f.text()));
      json.put(section.key(), findings);
    }
    json.put("warnings", warnings);
    return json;
  }
}
