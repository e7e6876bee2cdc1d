package io.github.voxelclick.plugin.save;

import java.awt.event.KeyEvent;
import javax.swing.AbstractButton;
import javax.swing.JLabel;

/** Texts with an ampersand before the letter that reaches their field with Alt. Stateless. */
final class Mnemonic {
  private Mnemonic() {}

  static void set(AbstractButton button, String text) {
    button.setText(plain(text));
    int at = text.indexOf('&');
    if (at >= 0) {
      button.setMnemonic(KeyEvent.getExtendedKeyCodeForChar(text.charAt(at + 1)));
      button.setDisplayedMnemonicIndex(at);
    }
  }

  static void set(JLabel label, String text) {
    label.setText(plain(text));
    int at = text.indexOf('&');
    if (at >= 0) {
      label.setDisplayedMnemonic(KeyEvent.getExtendedKeyCodeForChar(text.charAt(at + 1)));
      label.setDisplayedMnemonicIndex(at);
    }
  }

  static String plain(String text) {
    return text.replaceFirst("&", "");
  }
}
