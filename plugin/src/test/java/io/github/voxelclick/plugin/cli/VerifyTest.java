package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.RecordedEntries;
import io.github.voxelclick.volume.VolumeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks that the command line saved, and what was done to them or to what they came from. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyTest {
  @TempDir static Path shared;
  private static Path series;
  private static Path saved;
  private static Path labels;

  @TempDir Path temp;
  private Path seg;
  private Path record;

  @BeforeAll
  static void segment() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
    saved = Files.createDirectory(shared.resolve("saved"));
    CommandLineRun.of(
            "segment",
            series,
            "--prompt",
            Samples.CLICK,
            "--prompt",
            "point:-:31,24,4",
            "--label",
            "Spleen",
            "--out",
            saved.resolve("m.dcm"))
        .assertDone();
    labels = saved.resolve("l.nii.gz");
    CommandLineRun.of(
            "segment",
            series,
            "--prompt",
            "box:4:9,16,31,32",
            "--propagate",
            "2..6",
            "--window",
            "-100..200",
            "--out",
            labels)
        .assertDone();
  }

  @BeforeEach
  void copy() throws IOException {
    seg = Files.copy(saved.resolve("m.dcm"), temp.resolve("m.dcm"));
    record = Files.copy(saved.resolve("m.provenance.json"), temp.resolve("m.provenance.json"));
  }

  private CommandLineRun verify(Object... more) {
    Object[] words = new Object[more.length + 4];
    System.arraycopy(new Object[] {"verify", seg, "--image", series}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return CommandLineRun.of(words);
  }

  private static void assertOutcome(CommandLineRun run, int exit, String... parts) {
    assertEquals(exit, run.exit(), run.out() + run.err());
    for (String part : parts) {
      assertTrue(run.out().contains(part), "\"" + part + "\" in: " + run.out());
    }
  }

  private void rewrite(ProvenanceFile document) throws VolumeException, IOException {
    Files.write(record, ProvenanceJson.bytes(document));
  }

  private ProvenanceFile document() throws VolumeException {
    return ProvenanceJson.read(record);
  }

  private static ProvenanceFile withEntries(ProvenanceFile d, Optional<RecordedEntries> entries) {
    return new ProvenanceFile(
        d.software(),
        d.saved(),
        d.reader(),
        d.runtime(),
        d.volume(),
        d.models(),
        d.segments(),
        entries);
  }

  @Test
  void a_seg_as_it_was_saved_can_be_reproduced() {
    assertOutcome(
        verify(),
        0,
        "2 answers and 1 propagations were repeated and no voxel differs",
        "of segment 1 of m.dcm are those that were saved",
        "m.dcm can be reproduced.");
  }

  @Test
  void a_seg_beside_its_images_needs_no_more_than_its_name() throws IOException {
    Path folder = temp.resolve("all");
    Samples.series().writeTo(folder);
    Files.copy(seg, folder.resolve("m.dcm"));
    Files.copy(record, folder.resolve("m.provenance.json"));
    assertOutcome(CommandLineRun.of("verify", folder.resolve("m.dcm")), 0, "can be reproduced");
  }

  @Test
  void labels_of_a_series_in_a_chosen_window_can_be_reproduced() {
    assertOutcome(
        CommandLineRun.of("verify", labels, "--image", series), 0, "l.nii.gz can be reproduced.");
    assertOutcome(
        CommandLineRun.of("verify", labels),
        3,
        "Cannot tell whether l.nii.gz can be reproduced: the image was not given");
  }

  @Test
  void a_seg_of_a_nifti_image_lies_on_its_series() throws IOException {
    Path image = temp.resolve("image.nii");
    NiftiBuilder.of(Samples.SIZE, Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(image);
    Path out = temp.resolve("of-nifti.dcm");
    CommandLineRun.of(
            "segment",
            image,
            "--modality",
            "ct",
            "--prompt",
            Samples.CLICK,
            "--reference",
            series,
            "--out",
            out)
        .assertDone();
    assertOutcome(
        CommandLineRun.of("verify", out, "--image", image, "--reference", series),
        0,
        "of-nifti.dcm can be reproduced.");
  }

  @Test
  void one_voxel_altered_is_named() throws IOException {
    byte[] bytes = Files.readAllBytes(seg);
    int at = bitsOfTheMask(bytes);
    bytes[at] ^= 4;
    Files.write(seg, bytes);
    CommandLineRun run = verify();
    assertOutcome(
        run,
        1,
        "m.dcm cannot be reproduced because the voxels of segment 1 of m.dcm are not those that"
            + " were saved.",
        "ok       The session's entries end in the saved mask of segment 1");
    long told = document(run, "the record tells of ");
    long found = document(run, "There are ");
    assertEquals(1, Math.abs(told - found));
  }

  private static long document(CommandLineRun run, String before) {
    String rest = run.out().substring(run.out().indexOf(before) + before.length());
    return Long.parseLong(rest.replaceFirst("(?s)\\D.*", ""));
  }

  /** Somewhere in the middle of Pixel Data (7FE0,0010), the last element. */
  private static int bitsOfTheMask(byte[] dicom) {
    for (int n = dicom.length - 12; n > 0; n--) {
      if (dicom[n] == (byte) 0xE0
          && dicom[n + 1] == 0x7F
          && dicom[n + 2] == 0x10
          && dicom[n + 3] == 0
          && dicom[n + 4] == 'O') {
        return n + 12 + (dicom.length - n - 12) / 2;
      }
    }
    throw new AssertionError("no Pixel Data");
  }

  @Test
  void another_image_is_named() throws IOException {
    short[] hu = Samples.samples();
    hu[Samples.grid().offset(3, 5, 7)]++;
    Path other = temp.resolve("other");
    DicomSeriesBuilder.of(Samples.grid(), PixelFormat.SIGNED_16, hu).writeTo(other);
    CommandLineRun run = CommandLineRun.of("verify", labels, "--image", other);
    assertOutcome(
        run,
        1,
        "l.nii.gz cannot be reproduced because the image is not the one that was segmented.");
    assertFalse(run.out().contains("repeated"), run.out());
    assertEquals(1, CommandLineRun.of("verify", seg, "--image", other).exit());
    assertOutcome(
        CommandLineRun.of("verify", seg, "--image", temp.resolve("nowhere")),
        3,
        "the image cannot be read");
    Path alone = Files.createDirectory(temp.resolve("alone"));
    Files.copy(record, alone.resolve("m.provenance.json"));
    Path apart = Files.copy(seg, alone.resolve("m.dcm"));
    assertOutcome(CommandLineRun.of("verify", apart), 3, "Cannot tell whether m.dcm");
  }

  @Test
  void another_model_is_named() throws IOException, VolumeException {
    Path folder = Files.createDirectory(temp.resolve("model"));
    Path other = Samples.modelWith(folder, "\"threshold\": 0.5", "\"threshold\": 0.9");
    assertOutcome(verify("--model", other), 1, "came out otherwise, by ", "The first is action ");

    ProvenanceFile d = document();
    ProvenanceFile.Model model = d.models().get(0);
    rewrite(
        new ProvenanceFile(
            d.software(),
            d.saved(),
            d.reader(),
            d.runtime(),
            d.volume(),
            List.of(new ProvenanceFile.Model(model.name(), "ab".repeat(32), model.family())),
            d.segments(),
            d.entries()));
    assertOutcome(
        verify("--model", "seednet-v1"), 1, "because the model is not the one that was used");
    assertOutcome(verify(), 3, "was not given and is not installed", "ab".repeat(32));
  }

  @Test
  void an_installed_model_of_two_graphs_is_found_by_what_the_record_names() throws IOException {
    String usual = System.getProperty(Models.FOLDER_PROPERTY, "");
    System.setProperty(Models.FOLDER_PROPERTY, temp.resolve("models").toString());
    try {
      CommandLineRun.of(
              "models",
              "add",
              Path.of("..", "volume-seg/src/test/resources/miniature/medsam"),
              "--name",
              "boxes")
          .assertDone();
      CommandLineRun.of(
              "segment", series, "--model", "boxes", "--prompt", "box:4:9,16,31,32", "--out", seg)
          .assertDone();
      assertOutcome(verify(), 0, "model is installed as boxes", "can be reproduced.");
    } finally {
      System.setProperty(Models.FOLDER_PROPERTY, usual);
    }
  }

  /** Packed entries, each after its length, without the last of them. */
  private static byte[] withoutLast(byte[] packed) throws IOException {
    byte[] all = new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    int last = 0;
    for (int at = 0; at < all.length; at += Integer.BYTES + ByteBuffer.wrap(all).getInt(at)) {
      last = at;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(all, 0, last);
    }
    return bytes.toByteArray();
  }

  @Test
  void entries_that_were_altered_are_named() throws IOException, VolumeException {
    ProvenanceFile d = document();
    byte[] shorter = withoutLast(d.entries().orElseThrow().packed());
    rewrite(withEntries(d, Optional.of(RecordedEntries.ofPacked(shorter))));
    assertOutcome(
        verify(), 1, "because the session's entries end in another mask than the saved mask");

    byte[] packed = d.entries().orElseThrow().packed();
    packed[packed.length / 2] ^= 16;
    rewrite(withEntries(d, Optional.of(RecordedEntries.ofPacked(packed))));
    assertOutcome(verify(), 1, "m.dcm cannot be reproduced because ");

    rewrite(withEntries(d, Optional.empty()));
    assertOutcome(verify(), 3, "the record holds no entries of the session");
  }

  @Test
  void without_a_whole_record_nothing_can_be_told() throws IOException {
    Files.writeString(record, "{\"format\": \"voxelclick-provenance\", \"version\": 1");
    assertOutcome(verify(), 3, "The record m.provenance.json is damaged or none of VoxelClick");
    Files.delete(record);
    assertOutcome(
        verify(), 3, "Cannot tell whether m.dcm can be reproduced: there is no m.provenance.json");
    assertOutcome(verify("--provenance", saved.resolve("m.provenance.json")), 0, "can be");
    assertOutcome(
        verify("--provenance", saved.resolve("l.provenance.json")), 1, "not those that were saved");
  }

  @Test
  void writes_json_and_never_over_what_it_reads() throws IOException {
    Path json = temp.resolve("verdict.json");
    verify("--json", json).assertDone();
    JsonObject object = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals("ok", object.get("verdict").getAsString());
    assertEquals("m.dcm can be reproduced.", object.get("sentence").getAsString());
    assertEquals(
        List.of("record", "image", "voxels", "model", "work", "end"),
        object.getAsJsonArray("checks").asList().stream()
            .map(c -> c.getAsJsonObject().get("part").getAsString())
            .toList());
    verify("--json", json).assertRefused("verdict.json is there already");
    verify("--json", record, "--overwrite").assertRefused("named twice");
    CommandLineRun.of("verify", temp.resolve("nothing.dcm")).assertRefused("There is no file");
  }

  @Test
  void labels_with_one_voxel_more_are_named() throws IOException {
    Path plain = temp.resolve("l.nii");
    byte[] bytes;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(labels))) {
      bytes = in.readAllBytes();
    }
    assertEquals(0, bytes[bytes.length - 1]);
    bytes[bytes.length - 1] = bytes[352] == 0 ? largest(bytes) : 0;
    Files.write(plain, bytes);
    assertOutcome(
        CommandLineRun.of(
            "verify", plain, "--image", series, "--provenance", saved.resolve("l.provenance.json")),
        1,
        "segment 1 of l.nii are not those that were saved");
  }

  private static byte largest(byte[] nifti) {
    byte most = 0;
    for (int n = 352; n < nifti.length; n++) {
      most = (byte) Math.max(most, nifti[n]);
    }
    return most;
  }

  @Test
  void says_nothing_of_the_label_that_was_typed() throws IOException {
    assertTrue(new String(Files.readAllBytes(record), StandardCharsets.UTF_8).contains("Spleen"));
    CommandLineRun run = verify();
    assertFalse((run.out() + run.err()).contains("Spleen"), run.out());
  }
}
