package io.github.voxelclick.plugin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether a saved mask can be made again, check by check.
 *
 * @param file name of the mask's file
 * @param checks in the order in which they were made
 */
record VerifyReport(String file, List<Check> checks) {
  /** How a check ended. */
  enum Outcome {
    /** As it should be. */
    OK,
    /** Otherwise than it should be. */
    FAILED,
    /** What would tell is missing. */
    UNKNOWN
  }

  /**
   * One check.
   *
   * @param part what was looked at, one word
   * @param clause what was found, as a clause that a sentence can be made of
   * @param advice what to do or know, whole sentences; may be empty
   */
  record Check(String part, Outcome outcome, String clause, String advice) {
    String sentence() {
      String found = clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
      return advice.isEmpty() ? found : found + " " + advice;
    }
  }

  VerifyReport {
    checks = List.copyOf(checks);
  }

  /** The worst that was found; failures count before what cannot be told. */
  Outcome outcome() {
    if (has(Outcome.FAILED)) {
      return Outcome.FAILED;
    }
    return has(Outcome.UNKNOWN) ? Outcome.UNKNOWN : Outcome.OK;
  }

  private boolean has(Outcome outcome) {
    return checks.stream().anyMatch(c -> c.outcome() == outcome);
  }

  int exitCode() {
    return switch (outcome()) {
      case OK -> CommandLineProgram.DONE;
      case FAILED -> CommandLineProgram.FAILED;
      case UNKNOWN -> CommandLineProgram.ALL_REFUSED;
    };
  }

  /** The verdict, with its reasons. */
  String verdict() {
    return switch (outcome()) {
      case OK -> file + " can be reproduced.";
      case FAILED -> file + " cannot be reproduced because " + clauses(Outcome.FAILED) + ".";
      case UNKNOWN ->
          "Cannot tell whether " + file + " can be reproduced: " + clauses(Outcome.UNKNOWN) + ".";
    };
  }

  private String clauses(Outcome outcome) {
    return checks.stream()
        .filter(c -> c.outcome() == outcome)
        .map(Check::clause)
        .collect(Collectors.joining("; "));
  }

  /** All of it as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Check c : checks) {
      text.append(String.format(Locale.ROOT, "%-8s %s%n", name(c.outcome()), c.sentence()));
    }
    return text.append(verdict()).append(System.lineSeparator()).toString();
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The JSON of {@code verify}. Keys are an interface: add, do not change.
   *
   * @param file name of the mask's file
   * @param verdict {@code ok}, {@code failed} or {@code unknown}
   * @param sentence the verdict in words
   * @param checks each with its part, outcome and sentence
   */
  private record Json(String file, String verdict, String sentence, List<JsonCheck> checks) {}

  private record JsonCheck(String part, String outcome, String sentence) {}

  /** All of it as JSON. */
  String json() {
    List<JsonCheck> all = new ArrayList<>();
    for (Check c : checks) {
      all.add(new JsonCheck(c.part(), name(c.outcome()), c.sentence()));
    }
    return Console.toJson(new Json(file, name(outcome()), verdict(), all)) + "\n";
  }
}
