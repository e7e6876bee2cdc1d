package io.github.voxelclick.plugin.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The texts of the windows, in the language of the system where there is a translation, else in
 * English. Commands' names in ImageJ's menu and the labels of macro options are no texts but names,
 * and the same in every language. Immutable.
 */
public final class Texts {
  /** System property with another language than the system's, such as {@code de}. */
  public static final String LANGUAGE_PROPERTY = "voxelclick.language";

  private static final String BUNDLE = "io.github.voxelclick.plugin.text.texts";

  private final Locale locale;
  private final ResourceBundle bundle;

  private Texts(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Those of a language. */
  public static Texts in(Locale locale) {
    return new Texts(locale);
  }

  /** Those of the language that the property or the system names. */
  public static Texts current() {
    return in(
        Optional.ofNullable(System.getProperty(LANGUAGE_PROPERTY))
            .map(Locale::forLanguageTag)
            .orElseGet(() -> Locale.getDefault(Locale.Category.DISPLAY)));
  }

  /** A text of the current language, see {@link #text}. */
  public static String get(String key, Object... arguments) {
    return current().text(key, arguments);
  }

  /**
   * A text.
   *
   * @param key its name in the bundle
   * @param arguments put in for {@code {0}}, {@code {1}} …, numbers as the language writes them;
   *     apostrophes are doubled in the bundle, always
   * @throws MissingResourceException when there is no such text in any language
   */
  public String text(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }
}
