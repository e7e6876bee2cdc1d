package io.github.voxelclick.plugin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextsTest {
  /** A string in the sources that is built like a key, or like the beginning of one. */
  private static final Pattern KEY =
      Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z_]+)+\\.?|[a-z]+\\.)\"");

  /** What is put behind a key in the sources, such as {@code .tip}. */
  private static final Pattern ENDING = Pattern.compile("\"(\\.[a-zA-Z_.]+)\"");

  /** A number in braces, and what follows it up to the format's kind. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)(?:,([a-z]+))?");

  private static Properties bundle(String file) throws IOException {
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Texts.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    return texts;
  }

  private static Properties english() throws IOException {
    return bundle("texts.properties");
  }

  private static Properties german() throws IOException {
    return bundle("texts_de.properties");
  }

  /** All sources of the plugin that speak to people through the bundle. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  /**
   * What is written in the sources that looks like a key, or, with a dot at its end, begins one.
   */
  private static Set<String> written() throws IOException {
    return found(KEY, sources());
  }

  private static Set<String> found(Pattern pattern, List<String> sources) {
    Set<String> found = new TreeSet<>();
    for (String source : sources) {
      for (Matcher m = pattern.matcher(source); m.find(); ) {
        found.add(m.group(1));
      }
    }
    return found;
  }

  @Test
  void both_languages_have_the_same_keys() throws IOException {
    assertEquals(
        new TreeSet<>(english().stringPropertyNames()),
        new TreeSet<>(german().stringPropertyNames()));
    assertTrue(english().size() > 50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts.properties", "texts_de.properties"})
  void no_key_is_there_twice(String file) throws IOException {
    List<String> keys = new ArrayList<>();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Texts.class.getResourceAsStream(file)),
            StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
      }
      text.toString()
          .lines()
          .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
          .forEach(line -> keys.add(line.substring(0, line.indexOf('='))));
    }
    assertEquals(keys.stream().distinct().toList(), keys);
    assertEquals(bundle(file).size(), keys.size());
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(m -> m.group(1) + (m.group(2) == null ? "" : "," + m.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void both_languages_have_the_same_placeholders() throws IOException {
    Properties german = german();
    Properties english = english();
    for (String key : english.stringPropertyNames()) {
      assertEquals(
          placeholders(english.getProperty(key)), placeholders(german.getProperty(key)), key);
    }
  }

  @Test
  void every_text_can_be_formatted_and_says_something() throws IOException {
    for (Properties texts : List.of(english(), german())) {
      for (String key : texts.stringPropertyNames()) {
        String text = texts.getProperty(key);
        assertFalse(text.isBlank(), key);
        assertEquals(text.strip(), text, key);
        Object[] numbers = {1, 2, 3, 4, 5};
        String said = new MessageFormat(text, Locale.ROOT).format(numbers);
        assertFalse(said.contains("{"), key + ": " + said);
        // A single apostrophe would swallow what follows.
        assertEquals(0, text.replace("''", "").chars().filter(c -> c == '\'').count(), key);
      }
    }
  }

  @Test
  void every_text_is_used() throws IOException {
    Set<String> written = written();
    Set<String> endings = found(ENDING, sources());
    Set<String> unused = new TreeSet<>();
    for (String key : english().stringPropertyNames()) {
      boolean used =
          written.contains(key)
              || written.stream().anyMatch(w -> w.endsWith(".") && key.startsWith(w))
              || endings.stream()
                  .filter(key::endsWith)
                  .map(e -> key.substring(0, key.length() - e.length()))
                  .anyMatch(written::contains);
      if (!used) {
        unused.add(key);
      }
    }
    assertEquals(Set.of(), unused);
  }

  @Test
  void every_text_that_is_asked_for_is_there() throws IOException {
    Set<String> keys = english().stringPropertyNames();
    Set<String> parts =
        keys.stream().map(k -> k.substring(0, k.indexOf('.') + 1)).collect(Collectors.toSet());
    List<String> speaking = sources().stream().filter(s -> s.contains("Texts.get(")).toList();
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (String key : found(KEY, speaking)) {
      if (parts.stream().noneMatch(key::startsWith)) {
        continue; // the name of something else, such as of a setting
      }
      found++;
      boolean there =
          key.endsWith(".") ? keys.stream().anyMatch(k -> k.startsWith(key)) : keys.contains(key);
      if (!there) {
        missing.add(key);
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(found > 50, found + " keys found");
  }

  @Test
  void another_language_than_those_gets_english_and_a_missing_key_is_an_error() {
    assertEquals("Segments", Texts.in(Locale.FRENCH).text("panel.segments"));
    assertEquals("Segmente", Texts.in(Locale.forLanguageTag("de-AT")).text("panel.segments"));
    assertThrows(
        MissingResourceException.class, () -> Texts.in(Locale.GERMAN).text("panel.nothing"));
  }

  @Test
  void numbers_are_written_as_the_language_does() {
    assertEquals("1234.50 ml", Texts.in(Locale.ENGLISH).text("size.millilitres", 1234.5));
    assertEquals("1234,50 ml", Texts.in(Locale.GERMAN).text("size.millilitres", 1234.5));
  }
}
