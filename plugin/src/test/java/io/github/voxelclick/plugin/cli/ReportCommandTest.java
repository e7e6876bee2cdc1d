package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.provenance.Interactions;
import io.github.voxelclick.provenance.ModelUse;
import io.github.voxelclick.provenance.ProvenanceException;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.provenance.SliceProvenance;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports over generated cases with a known effect, and with none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportCommandTest {
  private static final String LABEL = "=1+1 <script>\u202e\"'";

  @TempDir private Path folder;

  /** Forty cases of 10 slices; every third slice is not confirmed and would be all wrong. */
  private void write(boolean effect) throws IOException, ProvenanceException {
    Random random = new Random(11);
    for (int n = 0; n < 40; n++) {
      List<SliceProvenance> slices = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        boolean seen = k % 3 != 0;
        double confidence = random.nextDouble();
        double wrong = effect ? 1 - confidence : random.nextDouble();
        slices.add(slice(k, seen, confidence, seen ? 2 * (int) (wrong * 20) : 200));
      }
      write("c" + n, n, Instant.parse("2026-01-05T10:00:00Z").plusSeconds(n * 864_000L), slices);
    }
  }

  private static SliceProvenance slice(int k, boolean seen, double confidence, int differing) {
    return new SliceProvenance(
        SliceAxis.K,
        k,
        SliceOrigin.CARRIED,
        seen,
        OptionalDouble.empty(),
        100,
        0,
        0,
        Optional.of(
            new ModelUse(
                OptionalInt.of(0),
                ModelUse.By.PROPAGATION,
                OptionalDouble.of(confidence),
                100,
                differing,
                Optional.empty())));
  }

  private void write(String name, int volume, Instant saved, List<SliceProvenance> slices)
      throws IOException, ProvenanceException {
    SegmentProvenance segment =
        new SegmentProvenance(
            1,
            LABEL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1000,
            2,
            "ab".repeat(32),
            40,
            Optional.empty(),
            Optional.empty(),
            new Interactions(1 + volume / 4, 1, 0, 0, 0, 0, 0, 0, 2, 0, 3, 1),
            slices,
            1);
    ProvenanceFile file =
        new ProvenanceFile(
            new ProvenanceFile.Software("VoxelClick", "1"),
            saved,
            Optional.empty(),
            new ProvenanceFile.Platform("17", Optional.empty(), Optional.empty()),
            new ProvenanceFile.ScannedVolume(
                String.format("%064x", volume),
                Optional.empty(),
                new GridSize(19, 23, 10),
                List.of(0.7, 1.1, 2.5)),
            List.of(new ProvenanceFile.Model("net", "cd".repeat(32), "seednet")),
            List.of(segment),
            Optional.empty());
    Path sub = Files.createDirectories(folder.resolve("cases").resolve("s" + volume % 3));
    Files.write(sub.resolve(name + ProvenanceJson.ENDING), ProvenanceJson.bytes(file));
  }

  private JsonObject report() throws IOException {
    Path json = folder.resolve("r.json");
    CommandLineRun.of("report", folder.resolve("cases"), "--json", json, "--overwrite")
        .assertDone();
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  private static JsonObject all(JsonObject report) {
    return report.getAsJsonArray("groups").get(0).getAsJsonObject();
  }

  @Test
  void confidence_that_goes_with_corrections_is_seen_and_unseen_slices_do_not_count()
      throws Exception {
    write(true);
    JsonObject all = all(report());
    JsonObject confidence = all.getAsJsonObject("confidence");
    assertEquals(240, confidence.get("slices").getAsInt());
    assertEquals(40, confidence.get("segments").getAsInt());
    assertTrue(confidence.get("spearman").getAsDouble() > 0.95, confidence.toString());
    JsonArray bins = confidence.getAsJsonArray("bins");
    assertEquals(1, bins.get(0).getAsJsonObject().get("correctedShare").getAsDouble());
    assertEquals(0, bins.get(9).getAsJsonObject().get("correctedShare").getAsDouble());
    JsonObject models = all.getAsJsonObject("models");
    assertEquals(400, models.get("made").getAsInt());
    assertEquals(240, models.get("seen").getAsInt());
    // 1 rejected of 2 to 11 clicks, 2 propagations and itself; clicks are 40 × 2 + 4 × (0 + … + 9).
    assertEquals(40.0 / (40 * 3 + 80 + 180), all.get("rejectedShare").getAsDouble(), 1e-12);
    JsonObject drift = all.getAsJsonObject("drift").getAsJsonObject("interactionsTrend");
    assertTrue(drift.get("slope").getAsDouble() > 0.5, drift.toString());
    assertTrue(drift.get("p").getAsDouble() < 0.001, drift.toString());
  }

  @Test
  void confidence_that_says_nothing_is_seen_to_say_nothing() throws Exception {
    write(false);
    double spearman = all(report()).getAsJsonObject("confidence").get("spearman").getAsDouble();
    assertTrue(Math.abs(spearman) < 0.2, "" + spearman);
  }

  @Test
  void the_latest_save_counts_and_what_cannot_be_read_is_told_of() throws Exception {
    write("first", 7, Instant.parse("2026-01-05T10:00:00Z"), List.of(slice(4, true, 0.5, 0)));
    write("second", 7, Instant.parse("2026-01-06T10:00:00Z"), List.of(slice(4, true, 0.5, 50)));
    Files.writeString(folder.resolve("cases/bad.provenance.json"), "{");
    JsonObject report = report();
    assertEquals(1, report.get("setAside").getAsInt());
    assertEquals(2, report.get("files").getAsInt());
    assertEquals(1, report.getAsJsonArray("unreadable").size());
    JsonObject all = all(report);
    assertTrue(all.get("tooFew").getAsBoolean());
    assertEquals(0.75, all.getAsJsonObject("models").get("meanDice").getAsDouble());
  }

  @Test
  void what_people_typed_is_neither_a_script_nor_a_formula() throws Exception {
    write(true);
    Path out = folder.resolve("out");
    CommandLineRun.of("report", folder.resolve("cases"), "--out", out).assertDone();
    String html = Files.readString(out.resolve("report.html"));
    assertFalse(html.contains("<script"), "a script");
    assertFalse(html.contains("\u202e"), "text runs backwards");
    assertTrue(html.contains("=1+1 &lt;script&gt;\ufffd&quot;&#39;"), "the label is missing");
    assertTrue(html.contains("default-src 'none'"), "no policy");
    assertFalse(html.contains("http:") || html.contains("https:"), "a link");
    String csv = Files.readString(out.resolve("report.csv"));
    assertTrue(csv.contains("\"'=1+1 <script>"), csv);
    CommandLineRun.of("report", folder.resolve("cases"), "--out", out)
        .assertRefused("is there already");
  }

  @Test
  void nothing_to_read_is_refused() throws Exception {
    CommandLineRun.of("report", folder.resolve("gone")).assertRefused("There is no folder");
    CommandLineRun.of("report", folder).assertRefused("There is no *.provenance.json");
    Files.writeString(folder.resolve("bad.provenance.json"), "{");
    assertEquals(3, CommandLineRun.of("report", folder).exit());
    Path out = folder.resolve("out");
    CommandLineRun.of("report", folder, "--out", out, "--csv", "b").assertRefused("--out alone");
    assertFalse(Files.exists(out), "a folder was made");
  }
}
