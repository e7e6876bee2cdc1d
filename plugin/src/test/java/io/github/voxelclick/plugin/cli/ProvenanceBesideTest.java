package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code segment} writes beside a mask and into a SEG of how it came about. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenanceBesideTest {
  private static final String READER = "Readerson^Ann";

  @TempDir static Path shared;
  private static Path series;

  @TempDir Path temp;

  @BeforeAll
  static void series() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
  }

  private CommandLineRun segment(String name, Object... more) {
    Object[] words = new Object[more.length + 8];
    Object[] first = {
      "segment",
      series,
      "--prompt",
      Samples.CLICK,
      "--propagate",
      "3..5",
      "--out",
      temp.resolve(name)
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return CommandLineRun.of(words);
  }

  private String text(String name) throws IOException {
    return new String(Files.readAllBytes(temp.resolve(name)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void tells_what_was_done_and_names_a_reader_only_when_asked_to()
      throws IOException, VolumeException {
    segment("a.dcm").assertDone();
    ProvenanceFile told = ProvenanceJson.read(temp.resolve("a.provenance.json"));
    SegmentProvenance one = told.segments().get(0);
    assertEquals(1, one.interactions().clicksPositive());
    assertEquals(1, one.interactions().propagations());
    assertEquals(3, one.slices().size());
    assertTrue(told.reader().isEmpty());
    String seg = text("a.dcm");
    assertTrue(seg.contains(one.trackingUid().orElseThrow()));
    assertTrue(seg.contains("model SHA-256 " + told.models().get(0).sha256()));
    assertTrue(seg.contains("clicks 1 positive 0 negative"));

    segment("b.dcm", "--reader", READER).assertDone();
    assertEquals(
        Optional.of(READER), ProvenanceJson.read(temp.resolve("b.provenance.json")).reader());
    assertTrue(text("b.dcm").contains(READER));
    segment("c.dcm", "--reader", "x".repeat(65)).assertRefused("reader's name", "65 characters");
    assertFalse(Files.exists(temp.resolve("c.dcm")));
  }

  @Test
  void leaves_files_alone_that_are_not_its_own_and_saves_the_mask() throws IOException {
    Path beside = temp.resolve("a.provenance.json");
    Files.writeString(beside, "{\"mine\": true}");
    CommandLineRun run = segment("a.nii.gz").assertDone();
    assertTrue(run.err().contains("how it came about is not told beside it"), run.err());
    assertEquals("{\"mine\": true}", Files.readString(beside));
    assertTrue(Files.exists(temp.resolve("a.nii.gz")));
  }

  @Test
  void an_earlier_table_of_labels_does_not_name_a_new_mask() throws Exception {
    Path table = temp.resolve("a.labels.tsv");
    Files.writeString(table, "value\tname\tcolour\n1\tLiver\t#ff0000\n");
    segment("a.nii.gz", "--code", "SCT:78961009").assertDone();
    assertEquals("78961009", LabelTable.read(temp.resolve("a.nii.gz")).segment(1).type().value());
    assertFalse(Files.readString(table).contains("Liver"));
    segment("b.dcm").assertDone();
    assertFalse(Files.exists(temp.resolve("b.labels.tsv")));
  }

  @Test
  void is_left_out_when_asked_and_an_earlier_one_is_told_of() throws IOException {
    segment("a.dcm", "--no-provenance").assertDone();
    assertFalse(Files.exists(temp.resolve("a.provenance.json")));
    segment("b.dcm").assertDone();
    byte[] earlier = Files.readAllBytes(temp.resolve("b.provenance.json"));
    Files.delete(temp.resolve("b.dcm"));
    CommandLineRun run = segment("b.dcm", "--no-provenance").assertDone();
    assertTrue(run.err().contains("of an earlier one"), run.err());
    assertEquals(
        new String(earlier, StandardCharsets.UTF_8),
        Files.readString(temp.resolve("b.provenance.json")));
  }
}
