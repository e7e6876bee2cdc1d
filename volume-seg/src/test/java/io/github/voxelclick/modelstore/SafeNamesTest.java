package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "../a.onnx",
        "a/b.onnx",
        "a\\b.onnx",
        "/etc/passwd",
        "C:a.onnx",
        "a:b",
        ".hidden",
        "a.onnx.",
        "a.onnx ",
        " a.onnx",
        "nul",
        "NUL.onnx",
        "con .txt",
        "Com1.json",
        "lpt9",
        "a\u0000b",
        "a\nb",
        "a\u001b[31mb",
        "a\u202eb",
        "caf\u00e9.onnx",
        "a*b",
        "a?b",
        "a|b",
        "a\"b",
        "~a"
      })
  void names_that_could_mean_something_else_are_no_files(String name) {
    assertFalse(SafeNames.isFile(name));
    assertFalse(SafeNames.isModel(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.onnx",
        "sam2.1_hiera_b+.encoder.onnx",
        "Mine (2).onnx",
        "a",
        "console.onnx",
        "com10.onnx",
        "nully",
        "_weights.data"
      })
  void ordinary_names_are_files(String name) {
    assertTrue(SafeNames.isFile(name));
  }

  @Test
  void a_model_is_not_called_as_a_file_is() {
    assertTrue(SafeNames.isModel("sam2.1-base+"));
    assertTrue(SafeNames.isModel("a".repeat(64)));
    assertFalse(SafeNames.isModel("a".repeat(65)));
    assertFalse(SafeNames.isModel("mine.onnx"));
    assertFalse(SafeNames.isModel("mine.JSON"));
    assertFalse(SafeNames.isModel("my model"));
    assertFalse(SafeNames.isFile("a".repeat(121)));
  }

  @Test
  void a_name_in_a_message_is_short_and_plain() {
    assertEquals("a?[31mb", SafeNames.shown("a\u001b[31mb"));
    assertEquals("x".repeat(60) + "...", SafeNames.shown("x".repeat(1000)));
  }
}
