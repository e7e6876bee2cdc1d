package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.RecorderMode;
import java.util.Optional;

/** A recorder without a window; a person works. */
final class FakePad implements ScriptPad {
  private final StringBuilder text = new StringBuilder();
  private Optional<Object> window = Optional.of(new Object());
  private RecorderMode mode = RecorderMode.MACRO;
  private boolean closeCommand;
  private int hushed;

  /** A recorder that writes something else. */
  FakePad in(RecorderMode other) {
    mode = other;
    return this;
  }

  /** The window is closed, and another opened. */
  void openAnother() {
    window = Optional.of(new Object());
    text.setLength(0);
  }

  /** The window is closed. */
  void close() {
    window = Optional.empty();
    text.setLength(0);
  }

  /** Whether the image is closed by the command that ImageJ writes. */
  void closeByCommand(boolean command) {
    closeCommand = command;
  }

  /** How often it was kept from writing what ImageJ would. */
  int hushed() {
    return hushed;
  }

  @Override
  public Optional<Object> recording() {
    return window;
  }

  @Override
  public RecorderMode mode() {
    return mode;
  }

  @Override
  public String text() {
    return text.toString();
  }

  @Override
  public void append(String lines) {
    if (window.isPresent()) {
      text.append(lines);
    }
  }

  @Override
  public boolean hushClosing(boolean done) {
    hushed++;
    return closeCommand && window.isPresent();
  }
}
