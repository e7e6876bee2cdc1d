package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogueTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String GOOD =
      """
      {"format": 1, "models": [{
        "name": "ours", "title": "Ours", "project": "https://hospital.example/models",
        "licence": {"name": "own", "covers": "all", "nonCommercial": true, "source": "contract"},
        "profile": "medsam",
        "files": [
          {"name": "e.onnx", "url": "https://hospital.example/e", "bytes": 7, "sha256": "HASH"},
          {"name": "d.onnx", "url": "https://hospital.example/d", "bytes": 8, "sha256": "HASH"}]
      }]}
      """
          .replace("HASH", HASH);

  @TempDir private Path folder;

  private Catalogue read(String text) throws IOException, ModelStoreException {
    return Catalogue.read(Files.writeString(folder.resolve("list.json"), text));
  }

  @Test
  void the_built_in_list_has_every_family_and_says_where_licences_were_read() {
    Catalogue catalogue = Catalogue.builtIn();
    for (String name :
        List.of(
            "sam-vit-b",
            "sam-vit-l",
            "sam-vit-h",
            "mobilesam",
            "medsam",
            "litemedsam",
            "medsam2",
            "sam-med2d",
            "efficientsam-ti",
            "efficientsam-s",
            "edgesam",
            "hq-sam-vit-b",
            "nanosam",
            "slimsam-77",
            "sam2-tiny",
            "sam2.1-large",
            "ritm-h18",
            "simpleclick-vit-h",
            "focalclick-hrnet18s-s2",
            "scribbleprompt-unet")) {
      CatalogueEntry entry = catalogue.find(name).orElseThrow();
      assertFalse(entry.licence().orElseThrow().source().isBlank(), name);
      assertTrue(entry.export().orElseThrow().contains("voxelclick models add "), name);
      assertTrue(entry.project().startsWith("https://"), name);
    }
  }

  @Test
  void what_no_source_says_is_said_to_be_unknown() {
    Catalogue catalogue = Catalogue.builtIn();
    assertEquals(Optional.of(true), use(catalogue, "edgesam"));
    assertEquals(Optional.of(false), use(catalogue, "sam2-small"));
    assertEquals(Optional.empty(), use(catalogue, "medsam"));
    assertTrue(
        catalogue
            .find("medsam")
            .orElseThrow()
            .licence()
            .orElseThrow()
            .toString()
            .contains("not stated"));
    assertTrue(
        catalogue
            .find("edgesam")
            .orElseThrow()
            .licence()
            .orElseThrow()
            .toString()
            .contains("NON-COMMERCIAL"));
  }

  private static Optional<Boolean> use(Catalogue catalogue, String name) {
    return catalogue.find(name).orElseThrow().licence().orElseThrow().nonCommercial();
  }

  @Test
  void a_list_of_ones_own_counts_before_the_built_in_one() throws Exception {
    Catalogue own = read(GOOD.replace("\"ours\"", "\"MedSAM\""));
    Catalogue both = Catalogue.builtIn().with(own);
    CatalogueEntry entry = both.find("medsam").orElseThrow();
    assertEquals("Ours", entry.title());
    assertTrue(entry.isDownloadable());
    assertEquals(15, entry.bytes());
    assertEquals(Catalogue.builtIn().entries().size(), both.entries().size());
    assertTrue(both.find("sam-vit-b").isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://hospital.example/e | http://hospital.example/e | begins with https",
        "https://hospital.example/e | file:///etc/passwd | begins with https",
        "https://hospital.example/e | https://me:pw@hospital.example/e | without a user",
        "https://hospital.example/e | https:/e | begins with https",
        "https://hospital.example/e | https://[ | begins with https",
        "e.onnx | ../e.onnx | a file name of",
        "e.onnx | .e | a file name of",
        "e.onnx | NUL.onnx | a file name of",
        "e.onnx | D.ONNX | is there twice",
        "e.onnx | origin.json | none called origin.json",
        "e.onnx | profile.json | either a \"profile\"",
        "\"ours\" | \"../ours\" | 1 to 64 letters",
        "\"bytes\": 7 | \"bytes\": 0 | at least 1",
        "\"bytes\": 7 | \"bytes\": -7 | whole number",
        "\"bytes\": 7 | \"bytes\": 1e99 | whole number",
        "\"bytes\": 7 | \"bytes\": 99999999999999999999 | whole number",
        "\"bytes\": 7 | \"bytes\": 7.5 | whole number",
        "\"bytes\": 7 | \"bytes\": \"7\" | whole number",
        "\"bytes\": 7, | '' | \"bytes\" is missing",
        "0123456789abcdef | 0123456789ABCDEF | 64 lower-case",
        "\"format\": 1 | \"format\": 2 | whole number from 1 to 1",
        "\"title\" | \"titel\" | a field \"titel\"",
        "true | \"yes\" | true or false",
        "\"title\": \"Ours\" | \"title\": 7 | a text"
      })
  void what_is_wrong_is_named(String good, String bad, String said) {
    assertTrue(GOOD.contains(good));
    ModelStoreException e =
        assertThrows(ModelStoreException.class, () -> read(GOOD.replace(good, bad)));
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertFalse(e.getMessage().contains(folder.toString()), e.getMessage());
  }

  @Test
  void the_same_model_twice_is_refused() {
    String one = GOOD.substring(GOOD.indexOf("[{") + 1, GOOD.lastIndexOf("]"));
    String two = one.replace("\"ours\"", "\"OURS\"");
    ModelStoreException e =
        assertThrows(
            ModelStoreException.class,
            () -> read("{\"format\": 1, \"models\": [" + one + "," + two + "]}"));
    assertTrue(e.getMessage().contains("twice"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"format\": 1, \"models\": []}", "nonsense", "7"})
  void what_is_no_list_is_refused(String text) {
    assertThrows(ModelStoreException.class, () -> read(text));
  }

  @Test
  void what_is_too_long_or_too_deep_or_no_text_is_refused() throws Exception {
    assertThrows(ModelStoreException.class, () -> read(" ".repeat(JsonFields.MOST_BYTES + 1)));
    assertThrows(ModelStoreException.class, () -> read("[".repeat(500_000)));
    Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {'{', (byte) 0xff, '}'});
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> Catalogue.read(bytes));
    assertTrue(e.getMessage().contains("not UTF-8"), e.getMessage());
    assertThrows(ModelStoreException.class, () -> Catalogue.read(folder.resolve("nowhere.json")));
  }
}
