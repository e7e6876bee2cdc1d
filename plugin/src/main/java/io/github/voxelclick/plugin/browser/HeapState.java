package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.volume.VoxelMemory;

/**
 * Memory at one moment.
 *
 * @param freeBytes of heap
 * @param maxBytes of heap that Java may use
 */
record HeapState(long freeBytes, long maxBytes) {
  private static final long MIB = 1 << 20;

  static HeapState now() {
    return new HeapState(VoxelMemory.freeBytes(), Runtime.getRuntime().maxMemory());
  }

  /** Whether samples of so many bytes fit, with what has to stay free beside them. */
  boolean fits(long bytes) {
    return bytes <= freeBytes - VoxelMemory.reserveBytes();
  }

  /** Whether they would fit if nothing else were open. */
  boolean fitsAlone(long bytes) {
    return bytes <= maxBytes - VoxelMemory.reserveBytes();
  }

  /** MiB that Java has to be given so that they fit beside what is there, rounded up. */
  long settingMiB(long bytes) {
    return mib(maxBytes - freeBytes + bytes + VoxelMemory.reserveBytes());
  }

  long freeMiB() {
    return freeBytes / MIB;
  }

  /** Whole MiB, rounded up. */
  static long mib(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }
}
