package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sets the language of the windows for a test: English, unless the test chooses another. */
final class Spoken implements BeforeEachCallback, AfterEachCallback {
  @Override
  public void beforeEach(ExtensionContext context) {
    choose("en");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.clearProperty(Texts.LANGUAGE_PROPERTY);
  }

  static void choose(String language) {
    System.setProperty(Texts.LANGUAGE_PROPERTY, language);
  }
}
