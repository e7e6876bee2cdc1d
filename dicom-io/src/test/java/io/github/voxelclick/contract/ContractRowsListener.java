package io.github.voxelclick.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes {@code target/contract-rows.md} at the end of a test run: each row of the DICOM contract
 * with the tests that carry it as their tag, and the rows without one. The results of earlier runs
 * stay in {@code target/contract-rows.tsv} and are updated.
 */
public final class ContractRowsListener implements TestExecutionListener {
  private static final Path FOLDER = Path.of("target");

  private final Map<String, String> rules = ContractRows.load();
  private RowResults results = new RowResults();
  private Optional<TestPlan> plan = Optional.empty();

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = Optional.of(started);
    results = new RowResults();
    for (TestIdentifier root : started.getRoots()) {
      // A test whose class is not run at all is still one that the row has.
      started.getDescendants(root).forEach(test -> count(test, RowResults.Counts.NONE));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    count(test, new RowResults.Counts(0, 0, 1));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> count(test, new RowResults.Counts(test.isTest() ? 1 : 0, 0, 0));
      case FAILED -> count(test, new RowResults.Counts(0, 1, 0));
      case ABORTED -> count(test, new RowResults.Counts(0, 0, 1));
    }
  }

  /** Adds to the method that the test is, or is an invocation of. */
  private void count(TestIdentifier test, RowResults.Counts counts) {
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent() && source(at.get()).isEmpty()) {
      at = parent(at.get());
    }
    at.ifPresent(
        method ->
            method.getTags().stream()
                .map(TestTag::getName)
                .filter(rules::containsKey)
                .forEach(row -> results.add(row, name(method), counts)));
  }

  private Optional<TestIdentifier> parent(TestIdentifier test) {
    return plan.flatMap(p -> p.getParent(test));
  }

  private static String name(TestIdentifier method) {
    MethodSource source = source(method).orElseThrow();
    return source.getClassName() + "#" + source.getMethodName();
  }

  private static boolean exists(String test) {
    String[] parts = test.split("#", 2);
    try {
      Class<?> type = Class.forName(parts[0], false, ContractRowsListener.class.getClassLoader());
      return Arrays.stream(type.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals(parts[parts.length - 1]));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Optional<MethodSource> source(TestIdentifier test) {
    return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    try {
      Files.createDirectories(FOLDER);
      Path kept = FOLDER.resolve("contract-rows.tsv");
      RowResults all = RowResults.read(kept, ContractRowsListener::exists);
      all.update(results);
      all.write(kept);
      Files.write(FOLDER.resolve("contract-rows.md"), all.toMarkdown(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
