package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --suite} on small generated cases of every kind. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("one-jdk")
class SuiteTest {
  private static final int[] SIZE = {40, 32, 12};

  @TempDir static Path suite;
  @TempDir Path folder;

  @BeforeAll
  static void write_cases() throws IOException {
    single("a-plain");
    atlas("b-atlas");
    small("c-small");
    series("d-series");
    Files.createDirectories(suite.resolve("e-empty"));
    broken("f-broken");
    Files.createDirectories(suite.resolve(".hidden"));
    Files.writeString(suite.resolve("notes.txt"), "no case");
  }

  /** Values addressed by i + ni * (j + nj * k). */
  private interface Pixels {
    int at(int i, int j, int k);
  }

  private static short[] pixels(Pixels pixels) {
    short[] values = new short[SIZE[0] * SIZE[1] * SIZE[2]];
    for (int n = 0; n < values.length; n++) {
      values[n] = (short) pixels.at(n % SIZE[0], n / SIZE[0] % SIZE[1], n / (SIZE[0] * SIZE[1]));
    }
    return values;
  }

  private static boolean inside(int i, int j, int k, double radius) {
    double x = (i - 17) / (1.5 * radius);
    double y = (j - 18) / radius;
    double z = (k - 5) / 3.2;
    return x * x + y * y + z * z < 1;
  }

  private static void write(String name, int[] size, short[] image, short[] labels, String table)
      throws IOException {
    Path at = Files.createDirectories(suite.resolve(name));
    double[] affine =
        PhantomGrid.axial(SIZE, new double[] {0.9, 1.1, 2.5}, new double[3]).affineRas();
    NiftiBuilder.of(size, image).affine(affine).writeTo(at.resolve("image.nii.gz"));
    NiftiBuilder.of(size, labels).affine(affine).writeTo(at.resolve("label.nii.gz"));
    Files.writeString(at.resolve("labels.tsv"), "value\tname\tvoxels\tslices\n" + table);
  }

  private static void single(String name) throws IOException {
    short[] image = pixels((i, j, k) -> inside(i, j, k, 8) ? 300 + (3 * i + j) % 20 : 40 + i % 7);
    short[] labels = pixels((i, j, k) -> inside(i, j, k, 8) ? 3 : 0);
    write(name, SIZE, image, labels, "3\tbright ellipsoid\t0\t0\n");
  }

  private static void atlas(String name) throws IOException {
    StringBuilder table = new StringBuilder();
    for (int value = 1; value <= 61; value++) {
      table.append(value).append("\tregion ").append(value).append("\t0\t0\n");
    }
    // Columns of five and rows of eight: 8 x 4 regions of 40 pixels, and two large ones.
    short[] labels = pixels((i, j, k) -> k < 6 ? 1 + i / 5 + 8 * (j / 8) : i < 20 ? 60 : 61);
    short[] image = pixels((i, j, k) -> 20 * (k < 6 ? i / 5 + j / 8 : i < 20 ? 3 : 9));
    write(name, SIZE, image, labels, table.toString());
  }

  private static void small(String name) throws IOException {
    short[] image = pixels((i, j, k) -> inside(i, j, k, 3) ? 250 : 60);
    short[] labels = pixels((i, j, k) -> inside(i, j, k, 3) ? 1 : 0);
    write(name, SIZE, image, labels, "1\tdot\t0\t0\n");
  }

  /** Three moments, of which the second has the most labelled voxels. */
  private static void series(String name) throws IOException {
    int[] size = {SIZE[0], SIZE[1], SIZE[2], 3};
    double[] radii = {6, 9, 7};
    short[] image = new short[0];
    short[] labels = new short[0];
    for (double radius : radii) {
      image = join(image, pixels((i, j, k) -> inside(i, j, k, radius) ? 200 : 30));
      labels = join(labels, pixels((i, j, k) -> inside(i, j, k, radius) ? 2 : 0));
    }
    write(name, size, image, labels, "2\tventricle\t0\t0\n");
  }

  private static void broken(String name) throws IOException {
    single(name);
    Path image = suite.resolve(name).resolve("image.nii.gz");
    Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 200));
  }

  private static short[] join(short[] a, short[] b) {
    short[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private CommandLineRun evaluate(Object... more) {
    List<Object> words = new ArrayList<>(List.of("evaluate", "--suite", suite));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray());
  }

  private static JsonObject read(Path json) throws IOException {
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  private static List<String> names(JsonArray entries) {
    List<String> names = new ArrayList<>();
    for (JsonElement e : entries) {
      names.add(e.getAsJsonObject().get("case").getAsString());
    }
    return names;
  }

  @Test
  void evaluates_every_case_and_lists_those_that_cannot_be() throws IOException {
    Path json = folder.resolve("all.json");
    CommandLineRun run =
        evaluate("--max-clicks", 2, "--seen", "d-series,gone", "--json", json).assertDone();
    JsonObject report = read(json);
    JsonArray cases = report.getAsJsonArray("cases");
    assertEquals(List.of("a-plain", "b-atlas", "c-small", "d-series"), names(cases));
    JsonObject plain = cases.get(0).getAsJsonObject();
    JsonObject structure = plain.getAsJsonArray("structures").get(0).getAsJsonObject();
    assertEquals("bright ellipsoid", structure.get("name").getAsString());
    assertEquals("large", structure.get("group").getAsString());
    assertTrue(structure.has("box") && structure.has("propagation") && structure.has("noc85"));
    assertFalse(structure.has("effort"), "takes long, and is asked for by name");
    JsonObject atlas = cases.get(1).getAsJsonObject();
    assertTrue(atlas.get("atlas").getAsBoolean());
    assertEquals(8, atlas.getAsJsonArray("structures").size(), "two large, six of 32 small");
    JsonObject small = cases.get(2).getAsJsonObject();
    assertTrue(small.has("small") && !small.has("large"));
    JsonObject series = cases.get(3).getAsJsonObject();
    assertEquals(1, series.get("moment").getAsInt());
    assertTrue(series.get("seen").getAsBoolean());
    assertEquals(List.of("e-empty", "f-broken"), names(report.getAsJsonArray("skipped")));
    JsonObject summary = report.getAsJsonObject("summary");
    assertEquals(2, summary.getAsJsonObject("all").get("cases").getAsInt());
    assertEquals(1, summary.getAsJsonObject("seen").get("cases").getAsInt());
    assertEquals(1, summary.getAsJsonObject("atlas").get("cases").getAsInt());
    assertTrue(run.out().contains("all cases") && run.out().contains("atlases"), run.out());
    assertTrue(run.out().contains("Not evaluated: e-empty: The case has no image.nii.gz"));
    assertTrue(run.out().contains("Not evaluated: f-broken: "));
    assertTrue(run.err().contains("[4/6] d-series"), run.err());
    assertTrue(run.err().contains("Not in this run, though seen: gone"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void judges_baselines_beside_the_model_and_alone() throws IOException {
    Path json = folder.resolve("b.json");
    CommandLineRun run =
        evaluate("--cases", "a-plain", "--max-clicks", 2, "--baselines", "--json", json)
            .assertDone();
    JsonObject all = read(json).getAsJsonObject("summary").getAsJsonObject("all");
    assertEquals(
        List.of("regiongrow-oracle", "watershed", "randomwalker", "copy", "warp"),
        List.copyOf(all.getAsJsonObject("baselines").keySet()));
    assertTrue(run.out().contains("above best"), run.out());
    for (String name : List.of("regiongrow", "watershed", "randomwalker")) {
      evaluate(
              "--cases",
              "a-plain",
              "--max-clicks",
              2,
              "--model",
              "baseline:" + name,
              "--json",
              json)
          .assertDone();
      JsonObject alone = read(json);
      assertEquals(name, alone.get("model").getAsString());
      JsonObject figures =
          alone.getAsJsonObject("summary").getAsJsonObject("all").getAsJsonObject("figures");
      assertEquals(2, figures.getAsJsonArray("diceAfterClicks").size());
      assertFalse(figures.has("box") || figures.has("propagation"));
    }
  }

  @Test
  void gives_equal_figures_twice_and_checks_them() throws IOException {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    Object[] same = {"--cases", "d-series,a-plain", "--max-clicks", 2, "--figures"};
    evaluate(with(same, first)).assertDone();
    evaluate(with(same, second)).assertDone();
    assertEquals(Files.readString(first), Files.readString(second));
    CommandLineRun run = evaluate("--max-clicks", 2, "--check", first).assertDone();
    assertTrue(run.err().contains("[1/2] a-plain"), "the file's cases run: " + run.err());
    Files.writeString(
        first, Files.readString(first).replaceFirst("(\"box.dice\": )[0-9.]+", "$11.021"));
    CommandLineRun fallen = evaluate("--max-clicks", 2, "--check", first);
    assertEquals(1, fallen.exit());
    assertTrue(fallen.err().contains("box.dice is"), fallen.err());
    assertTrue(fallen.err().contains("--figures"), fallen.err());
  }

  @Test
  void counts_interactions_of_all_structures_when_asked_to() throws IOException {
    Path json = folder.resolve("effort.json");
    CommandLineRun run =
        evaluate(
                "--cases",
                "a-plain,c-small",
                "--protocol",
                "effort",
                "--max-interactions",
                40,
                "--json",
                json)
            .assertDone();
    JsonObject report = read(json);
    JsonObject all = report.getAsJsonObject("effort").getAsJsonObject("all");
    assertEquals(2, all.get("structures").getAsInt(), "the small one is among them");
    JsonObject structure =
        report
            .getAsJsonArray("cases")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("structures")
            .get(0)
            .getAsJsonObject();
    assertFalse(structure.has("noc85") || structure.has("box") || structure.has("propagation"));
    for (String way : List.of("session", "slices", "interpolation")) {
      JsonObject one = structure.getAsJsonObject("effort").getAsJsonObject(way);
      assertTrue(one.get("reached").getAsBoolean(), way + ": " + one);
      assertTrue(one.get("interactions").getAsInt() <= 40, way + ": " + one);
      assertTrue(all.has(way), way);
    }
    assertTrue(run.out().contains("all structures"), run.out());
    assertTrue(run.err().contains("bright ellipsoid, large: session "), run.err());
    assertFalse(run.out().contains("NoC"), run.out());
  }

  private static Object[] with(Object[] words, Object last) {
    Object[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  @Nested
  class Refuses {
    @Test
    void a_folder_that_is_not_there_or_holds_no_case() {
      CommandLineRun.of("evaluate", "--suite", folder.resolve("gone")).assertRefused("no folder");
      CommandLineRun.of("evaluate", "--suite", folder).assertRefused("holds no case");
    }

    @Test
    void cases_that_do_not_exist() {
      evaluate("--cases", "a-plain,zebra").assertRefused("zebra", "a-plain");
    }

    @Test
    void a_suite_without_a_usable_case() {
      CommandLineRun run = evaluate("--cases", "e-empty");
      assertEquals(1, run.exit());
      assertTrue(run.err().contains("No case of the suite can be evaluated (e-empty: "), run.err());
    }

    @Test
    void options_that_contradict_each_other() {
      evaluate("--image", "x.nii").assertRefused("--suite", "--image");
      CommandLineRun.of("evaluate", "--protocol", "box").assertRefused("--suite", "--labels");
      CommandLineRun.of("evaluate", "--image", "x", "--labels", "y", "--json", "z", "--baselines")
          .assertRefused("without --suite");
      evaluate("--max-clicks", 0).assertRefused("--max-clicks is 0");
      evaluate("--baselines", "--baseline-clicks", 0).assertRefused("--baseline-clicks is 0");
    }

    @Test
    void options_that_would_have_no_effect() {
      evaluate("--baseline-clicks", 5).assertRefused("--baseline-clicks", "without --baselines");
      CommandLineRun.of(
              "evaluate", "--image", "x", "--labels", "y", "--json", "z", "--baseline-clicks", 5)
          .assertRefused("without --suite");
    }

    @Test
    void interactions_that_nobody_counts_or_can_give() {
      evaluate("--max-interactions", 9).assertRefused("--max-interactions", "--protocol effort");
      evaluate("--protocol", "effort", "--max-interactions", 0)
          .assertRefused("--max-interactions is 0");
      evaluate("--protocol", "effort", "--model", "baseline:copy")
          .assertRefused("baseline:copy", "effort");
    }

    @Test
    void figures_of_a_run_that_others_cannot_be_held_against() {
      Path file = folder.resolve("f.json");
      evaluate("--check", file, "--all-structures").assertRefused("--check", "--all-structures");
      evaluate("--check", file, "--modality", "CT").assertRefused("--check", "--modality");
      evaluate("--figures", file, "--modality", "CT").assertRefused("--figures", "--modality");
    }

    @Test
    void baselines_that_do_not_exist_or_cannot_go_through_the_protocol() {
      evaluate("--model", "baseline:magic").assertRefused("magic", "randomwalker");
      evaluate("--model", "baseline:copy", "--protocol", "clicks")
          .assertRefused("baseline:copy", "propagate");
    }

    @Test
    void figures_of_another_kind() throws IOException {
      Path file = Files.writeString(folder.resolve("x.json"), "{}");
      evaluate("--check", file).assertRefused("x.json", "--figures");
    }
  }
}
