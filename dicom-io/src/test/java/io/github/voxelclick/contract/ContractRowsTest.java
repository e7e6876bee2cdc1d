package io.github.voxelclick.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ContractRowsTest {
  /** Tags that say how a test runs. */
  private static final Set<String> OTHER_TAGS =
      Set.of("bench", "crash", "fuzz", "htj2k", "peer", "slow", "ui");

  @TempDir private Path folder;

  @Test
  void tags_of_tests_are_rows_of_the_contract() {
    LauncherDiscoveryRequest everything =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.github.voxelclick"))
            .build();
    TestPlan plan = LauncherFactory.create().discover(everything);
    Set<String> tags = new TreeSet<>();
    plan.getRoots().stream()
        .flatMap(root -> plan.getDescendants(root).stream())
        .flatMap(test -> test.getTags().stream())
        .map(TestTag::getName)
        .forEach(tags::add);
    assertTrue(tags.contains("A13"), "discovery found no test of ours");
    tags.removeAll(OTHER_TAGS);
    tags.removeAll(ContractRows.load().keySet());
    assertEquals(Set.of(), tags, "tags that name no row");
  }

  @Test
  void results_of_a_later_run_replace_those_of_the_same_test_and_leave_the_others()
      throws Exception {
    Path file = folder.resolve("rows.tsv");
    RowResults first = RowResults.read(file, test -> !test.endsWith("gone"));
    first.add("A1", "x.FooTest#a", new RowResults.Counts(0, 1, 0));
    first.add("A1", "x.FooTest$In#b", new RowResults.Counts(2, 0, 0));
    first.add("A1", "x.FooTest#gone", new RowResults.Counts(0, 1, 0));
    first.write(file);
    RowResults second = new RowResults();
    second.add("A1", "x.FooTest#a", new RowResults.Counts(1, 0, 0));
    second.add("A1", "x.FooTest#a", new RowResults.Counts(0, 0, 1));
    RowResults merged = RowResults.read(file, test -> !test.endsWith("gone"));
    merged.update(second);
    List<String> table = merged.toMarkdown(Map.of("A1", "Held"));
    assertTrue(table.contains("| A1 | Held | 3 | 0 | 1 | FooTest.a<br>FooTest.In.b |"), "" + table);
    assertTrue(table.contains("## Rows without a test: 0"));
  }

  @Test
  void a_row_that_no_test_names_is_listed() {
    List<String> table = new RowResults().toMarkdown(Map.of("A2", "Forgotten"));
    assertTrue(table.contains("| A2 | Forgotten | 0 | 0 | 0 |  |"), "" + table);
    assertEquals("- A2 Forgotten", table.get(table.size() - 1));
  }
}
