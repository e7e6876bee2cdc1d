package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.RecorderMode;
import java.util.Optional;

/** What lines are written into: ImageJ's Recorder. Asked on any thread, written on the script's. */
interface ScriptPad {
  /**
   * The window that someone records in now; empty where nobody does, or it is a macro that works
   * and no person.
   *
   * @return told apart by identity: another window has another text
   */
  Optional<Object> recording();

  /** What it writes. */
  RecorderMode mode();

  /** All that was written, by ImageJ, too. */
  String text();

  /** Adds to the text; nothing where the window has been closed. */
  void append(String lines);

  /**
   * To be called where an image has just been closed, or was to be, on the thread that does it.
   * Where that is ImageJ's command to close one image, ImageJ writes that it was closed, whether it
   * is or not; now it writes nothing of it. It does not write either that all were closed, where
   * this one stays open.
   *
   * @param done whether it is closed
   * @return whether ImageJ would have written that this one image was closed
   */
  boolean hushClosing(boolean done);
}
