package io.github.voxelclick.provenance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvenanceJsonTest {
  private static final String SLICE = "segments.0.slices.0.";

  @TempDir private Path folder;

  private static ProvenanceFile parse(String json) throws ProvenanceException {
    return ProvenanceJson.parse("case.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject sample() throws ProvenanceException {
    return JsonParser.parseString(
            new String(ProvenanceJson.bytes(ProvenanceSamples.full()), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  /** The object or list that holds what a path such as "segments.0.number" names. */
  private static JsonElement holder(JsonObject root, String path) {
    JsonElement at = root;
    String[] steps = path.split("\\.", -1);
    for (int n = 0; n < steps.length - 1; n++) {
      at =
          at.isJsonArray()
              ? at.getAsJsonArray().get(Integer.parseInt(steps[n]))
              : at.getAsJsonObject().get(steps[n]);
    }
    return at;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String with(String path, String value) throws ProvenanceException {
    JsonObject root = sample();
    JsonElement holder = holder(root, path);
    JsonElement element = JsonParser.parseString(value);
    if (holder.isJsonArray()) {
      holder.getAsJsonArray().set(Integer.parseInt(last(path)), element);
    } else {
      holder.getAsJsonObject().add(last(path), element);
    }
    return root.toString();
  }

  private static void refused(String json, String... parts) {
    String message = assertThrows(ProvenanceException.class, () -> parse(json)).getMessage();
    assertTrue(message.startsWith("Cannot use the provenance case.json: "), message);
    assertTrue(
        message.endsWith(". Save the mask again with VoxelClick, or move this file elsewhere."),
        message);
    for (String part : parts) {
      assertTrue(message.contains(part), "\"" + part + "\" in: " + message);
    }
  }

  @Nested
  class Round_trip {
    @Test
    void gives_every_field_back() throws ProvenanceException {
      ProvenanceFile full = ProvenanceSamples.full();
      assertEquals(full, ProvenanceJson.parse("x", ProvenanceJson.bytes(full)));
      ProvenanceFile unknown = ProvenanceSamples.unknown();
      assertEquals(unknown, ProvenanceJson.parse("x", ProvenanceJson.bytes(unknown)));
    }

    @Test
    void goes_through_a_file_with_and_without_entries() throws ProvenanceException, IOException {
      ProvenanceFile full = ProvenanceSamples.full();
      Path file = folder.resolve("case" + ProvenanceJson.ENDING);
      Files.write(file, ProvenanceJson.bytes(full));
      assertEquals(full, ProvenanceJson.read(file));
      ProvenanceFile less = ProvenanceJson.readWithoutEntries(file);
      assertEquals(Optional.empty(), less.entries());
      assertEquals(full.segments(), less.segments());
    }

    @Test
    void has_the_keys_that_others_read() throws ProvenanceException {
      JsonObject root = sample();
      JsonObject segment = root.getAsJsonArray("segments").get(0).getAsJsonObject();
      JsonObject slice = segment.getAsJsonArray("slices").get(0).getAsJsonObject();
      assertAll(
          () -> assertEquals("voxelclick-provenance", root.get("format").getAsString()),
          () -> assertEquals("1", root.get("version").toString()),
          () -> assertEquals("\"2026-03-02T10:11:12Z\"", root.get("saved").toString()),
          () -> assertEquals("[5,7,3]", root.getAsJsonObject("volume").get("size").toString()),
          () ->
              assertEquals(
                  "[0.7,1.1,2.5]", root.getAsJsonObject("volume").get("spacingMm").toString()),
          () -> assertEquals(14, segment.get("rejected").getAsInt()),
          () ->
              assertEquals(
                  "{\"clicksPositive\":1,\"clicksNegative\":2,\"boxes\":3,\"scribbles\":4,"
                      + "\"promptsRemoved\":5,\"promptsMoved\":6,\"edits\":7,\"shapeTools\":8,"
                      + "\"propagations\":9,\"interpolations\":10,\"confirmations\":11,"
                      + "\"undone\":13}",
                  segment.get("interactions").toString()),
          () ->
              assertEquals(
                  "{\"axis\":\"K\",\"index\":2,\"origin\":\"CARRIED\",\"confirmed\":true,"
                      + "\"confidence\":0.93,\"voxels\":20,\"prompts\":1,\"edits\":3,"
                      + "\"model\":{\"place\":1,\"by\":\"propagation\",\"confidence\":0.81,"
                      + "\"voxels\":17,\"differing\":5,\"at\":\"2026-03-01T09:00:12Z\"}}",
                  slice.toString()));
    }

    @Test
    void leaves_out_what_is_unknown() throws ProvenanceException {
      String json =
          new String(ProvenanceJson.bytes(ProvenanceSamples.unknown()), StandardCharsets.UTF_8);
      assertFalse(json.contains("null"), json);
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      assertEquals(
          Set.of(
              "format", "version", "software", "saved", "runtime", "volume", "models", "segments"),
          root.keySet());
    }

    @Test
    void skips_keys_that_it_does_not_know() throws ProvenanceException {
      JsonObject root = sample();
      JsonElement more = JsonParser.parseString("{\"a\":[1,{\"number\":\"x\"}],\"b\":null}");
      root.add("later", more);
      root.getAsJsonArray("segments").get(0).getAsJsonObject().add("mood", more);
      assertEquals(ProvenanceSamples.full(), parse(root.toString()));
    }
  }

  @Nested
  class Refuses {
    @Test
    void another_format_and_a_higher_version() throws ProvenanceException {
      refused(with("format", "\"other\""), "another format, expected voxelclick-provenance");
      refused(with("version", "2"), "its version is 2, expected at most 1; a newer VoxelClick");
      refused(with("version", "0"), "version is 0, expected a whole number from 1");
    }

    @Test
    void a_higher_version_before_all_that_may_be_different_in_it() {
      refused("{\"segments\":7,\"version\":9,\"format\":\"voxelclick-provenance\"}", "is 9");
      refused("{\"segments\":7}", "format is missing");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "format",
          "version",
          "software",
          "software.name",
          "saved",
          "runtime",
          "runtime.java",
          "volume",
          "volume.fingerprint",
          "volume.size",
          "volume.spacingMm",
          "models",
          "models.1.sha256",
          "models.0.family",
          "segments",
          "segments.0.number",
          "segments.0.label",
          "segments.0.code.scheme",
          "segments.0.voxels",
          "segments.0.volumeMl",
          "segments.0.maskSha256",
          "segments.0.seconds",
          "segments.0.interactions",
          "segments.0.interactions.undone",
          "segments.0.slices",
          "segments.0.rejected",
          SLICE + "axis",
          SLICE + "index",
          SLICE + "origin",
          SLICE + "confirmed",
          SLICE + "voxels",
          SLICE + "prompts",
          SLICE + "edits",
          SLICE + "model.by",
          SLICE + "model.voxels",
          SLICE + "model.differing"
        })
    void what_lacks_a_field(String path) throws ProvenanceException {
      JsonObject root = sample();
      holder(root, path).getAsJsonObject().remove(last(path));
      refused(root.toString(), path.replaceAll("\\.([0-9]+)", "[$1]") + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "reader",
          "runtime.device",
          "runtime.onnxRuntime",
          "volume.modality",
          "segments.0.code",
          "segments.0.began",
          "segments.0.ended",
          "segments.0.trackingUid",
          "segments.0.trackingId",
          SLICE + "confidence",
          SLICE + "model",
          SLICE + "model.confidence",
          SLICE + "model.at",
          "entries"
        })
    void nothing_that_lacks_an_optional_field_but_null_in_it(String path)
        throws ProvenanceException {
      JsonObject root = sample();
      holder(root, path).getAsJsonObject().remove(last(path));
      assertEquals(2, parse(root.toString()).segments().size());
      refused(with(path, "null"), last(path) + " is null, expected ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "segments.0.number|0|from 1 to 65535",
          "segments.0.number|65536|from 1 to 65535",
          "segments.0.number|1.5|is 1.5, expected a whole number",
          "segments.0.number|\"1\"|is \"1\", expected a whole number",
          "segments.0.label|\" \"|has 0 characters, expected 1 to 1024",
          "segments.0.label|7|is 7, expected a text",
          "segments.0.voxels|-1|from 0",
          "segments.0.voxels|106|voxels is 106, expected 0 to 105",
          "segments.0.voxels|1e99|from 0",
          "segments.0.volumeMl|-0.1|from 0.0",
          "segments.0.volumeMl|1e13|from 0.0",
          "segments.0.seconds|-1|from 0.0",
          "segments.0.rejected|-1|from 0",
          "segments.0.rejected|2147483648|from 0",
          "segments.0.maskSha256|\"0A\"|64 digits",
          "segments.0.ended|\"2026-03-01T09:00:04Z\"|ended before it began",
          "segments.0.began|\"yesterday\"|expected a time in UTC",
          "segments.0.began|\"1969-12-31T23:59:59Z\"|from 1970",
          "segments.0.began|\"+12026-03-01T09:00:04Z\"|to 9999",
          "segments.0.interactions.boxes|-3|segments[0].interactions.boxes is -3",
          "segments.0.interactions.edits|1000000001|from 0 to 1000000000",
          "segments.1.number|12|segment 12 is there twice",
          "segments.0.slices.1.axis|\"k\"|expected one of I, J, K",
          "segments.0.slices.1.origin|\"GUESSED\"|expected one of PROMPTED, DRAWN,",
          "segments.0.slices.1.model.place|2|place is 2, expected 0 to 1",
          SLICE + "index|3|index is 3, expected 0 to 2",
          SLICE + "index|-1|from 0",
          SLICE + "voxels|36|differing voxels",
          SLICE + "confirmed|1|expected true or false",
          SLICE + "confidence|1.01|expected a number from 0.0 to 1.0",
          SLICE + "confidence|-0.01|expected a number from 0.0 to 1.0",
          SLICE + "model.confidence|1e400|expected a number from 0.0 to 1.0",
          SLICE + "model.by|\"PROPAGATION\"|expected one of answer, propagation, interpolation",
          SLICE + "model.differing|2|cannot be",
          SLICE + "model.differing|4|cannot be",
          SLICE + "model.differing|39|cannot be",
          SLICE + "model|[]|is a list, expected an object",
          "segments.0.slices|{}|is an object, expected a list",
          "segments.0|5|segments[0] is 5, expected an object",
          "segments.0.code.meaning|\"a\\\\b\"|no backslash",
          "models|true|is true, expected a list",
          "volume.size|[5,7]|has 2 numbers, expected 3",
          "volume.size|[5,7,3,1]|more than 3 entries",
          "volume.size|[5,7,0]|volume.size[2] is 0, expected a number from 1",
          "volume.size|[5,7.5,3]|expected whole numbers",
          "volume.size|[1000000,1000000,3]|a slice that memory can hold",
          "volume.spacingMm|[1,0,1]|volume.spacingMm[1] is 0",
          "volume.fingerprint|\"\"|has 0 characters",
          "saved|\"2026-03-01\"|expected a time in UTC",
          "reader|\"\"|has 0 characters",
          "entries|\"~\"|entries is no base64",
          "software|\"VoxelClick\"|is \"VoxelClick\", expected an object"
        })
    void what_is_out_of_its_range(String path, String value, String expected)
        throws ProvenanceException {
      refused(with(path, value), expected);
    }

    @Test
    void half_a_character() throws ProvenanceException {
      String json = sample().toString();
      refused(json.replace("\"Reader Ä\"", "\"a\\ud83e\""), "reader holds half a character");
      refused(json.replace("\"Reader Ä\"", "\"\\udec1\\ud83e\""), "reader holds half a character");
    }

    @Test
    void a_model_use_without_its_model() throws ProvenanceException {
      JsonObject root = sample();
      holder(root, SLICE + "model.place").getAsJsonObject().remove("place");
      refused(root.toString(), "slices[0].model: the model's place is missing");
    }

    @Test
    void a_slice_or_a_key_that_is_there_twice() throws ProvenanceException {
      JsonObject root = sample();
      JsonArray all = holder(root, "segments.0.slices.0").getAsJsonArray();
      all.add(all.get(0));
      refused(root.toString(), "segments[0]: slice K 2 is there twice");
      refused(
          sample().toString().replace("\"seconds\":83.5", "\"seconds\":83.5,\"seconds\":1"),
          "segments[0].seconds is there twice");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "no JSON",
          "{",
          "{\"format\":\"voxelclick-provenance\",\"version\":1",
          "{\"format\":'voxelclick-provenance'}",
          "{\"format\":\"voxelclick-provenance\",\"version\":1} {}",
          "{\"a\":NaN}",
          "{} // comment"
        })
    void what_is_not_json(String text) {
      refused(text, "it is not JSON, or cut off");
    }

    @Test
    void other_json() {
      refused("[]", "the document is a list, expected an object");
      refused("null", "the document is null, expected an object");
    }

    @Test
    void text_that_is_not_utf_8() throws ProvenanceException {
      byte[] json = ProvenanceJson.bytes(ProvenanceSamples.full());
      json[new String(json, StandardCharsets.ISO_8859_1).indexOf("Reader")] = (byte) 0xff;
      String message =
          assertThrows(ProvenanceException.class, () -> ProvenanceJson.parse("x", json))
              .getMessage();
      assertTrue(message.contains("it is not text in UTF-8"), message);
    }

    @Test
    void every_file_that_is_cut_off() throws ProvenanceException {
      String json = sample().toString();
      for (int length = 0; length < json.length(); length += 7) {
        refused(json.substring(0, length), "it is not JSON, or cut off");
      }
    }

    @Test
    void a_file_that_is_too_large_without_looking_at_it() throws IOException {
      Path file = folder.resolve("large" + ProvenanceJson.ENDING);
      Files.write(file, new byte[ProvenanceJson.MAX_BYTES + 1]);
      String message =
          assertThrows(ProvenanceException.class, () -> ProvenanceJson.read(file)).getMessage();
      assertTrue(
          message.contains("large.provenance.json: it has 67108865 bytes, expected at most"),
          message);
    }

    @Test
    void a_file_that_is_not_there() {
      Path file = folder.resolve("gone.provenance.json");
      String message =
          assertThrows(ProvenanceException.class, () -> ProvenanceJson.read(file)).getMessage();
      assertTrue(message.contains("Cannot read the provenance gone.provenance.json"), message);
    }

    @Test
    void to_write_what_would_be_too_large() throws ProvenanceException {
      ProvenanceFile full = ProvenanceSamples.full();
      ProvenanceFile large =
          new ProvenanceFile(
              full.software(),
              full.saved(),
              full.reader(),
              full.runtime(),
              full.volume(),
              full.models(),
              full.segments(),
              Optional.of(RecordedEntries.ofPacked(new byte[50 << 20])));
      String message =
          assertThrows(ProvenanceException.class, () -> ProvenanceJson.bytes(large)).getMessage();
      assertTrue(message.contains("Save it without the session's entries."), message);
    }
  }

  @Nested
  class Hostile {
    private static String rejected(String number) throws ProvenanceException {
      return sample().toString().replace("\"rejected\":14", "\"rejected\":" + number);
    }

    @Test
    void depth_numbers_and_names_without_end_are_refused_or_skipped() throws ProvenanceException {
      refused("{\"a\":" + "[".repeat(100_000), "it is not JSON");
      refused(rejected("9".repeat(1_000_000)), "it is not JSON");
      refused(
          rejected("9".repeat(200)), "segments[0].rejected is 9999", "…, expected a whole number");
      refused(rejected("1e999999999"), "is 1e999999999, expected a whole number");
      JsonObject root = sample();
      root.addProperty("x".repeat(1_000_000), "y".repeat(1_000_000));
      assertEquals(ProvenanceSamples.full(), parse(root.toString()));
    }

    @Test
    void messages_show_no_control_characters() throws ProvenanceException {
      String message =
          assertThrows(
                  ProvenanceException.class,
                  () -> parse(with(SLICE + "axis", "\"\\u001b[31m\\u000a\"")))
              .getMessage();
      assertTrue(message.contains("\\u001b[31m\\n"), message);
      assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }
  }

  @Test
  void the_dice_of_the_models_mask_follows_from_the_three_numbers() throws ProvenanceException {
    SliceProvenance slice = ProvenanceSamples.full().segments().get(0).slices().get(0);
    // 20 saved, 17 of the model, 5 differ: 16 in both.
    assertEquals(2 * 16 / 37.0, slice.modelDice().orElseThrow(), 1e-15);
    SliceProvenance emptied = ProvenanceSamples.full().segments().get(0).slices().get(1);
    assertEquals(0, emptied.modelDice().orElseThrow());
  }

  @Test
  void bytes_are_the_same_every_time() throws ProvenanceException {
    assertArrayEquals(
        ProvenanceJson.bytes(ProvenanceSamples.full()),
        ProvenanceJson.bytes(ProvenanceSamples.full()));
  }
}
