package io.github.voxelclick.volume;

/** Checks that a volume's samples fit into the heap, before they are allocated. */
public final class VoxelMemory {
  private static final long MIB = 1 << 20;

  /** Left for everything else: slices in flight, masks, the user interface. */
  private static final long RESERVE_MIB = 32;

  private VoxelMemory() {}

  /**
   * Refuses a volume that is larger than the free heap.
   *
   * @param bytes samples of the whole volume in memory
   * @throws GeometryException naming what is needed, what is free and the setting to change
   */
  public static void require(long bytes) throws GeometryException {
    Runtime runtime = Runtime.getRuntime();
    if (fits(bytes, free(runtime))) {
      return;
    }
    if (fits(bytes, runtime.maxMemory())) {
      System.gc(); // what looks taken is often the garbage of the volume opened before
    }
    long free = free(runtime);
    if (!fits(bytes, free)) {
      long needed = mib(bytes) + RESERVE_MIB;
      long total = mib(runtime.maxMemory()) - mib(free) + needed;
      throw new MemoryShortageException(
          "The volume needs "
              + needed
              + " MB of memory and "
              + mib(free)
              + " MB are free. Close other images or start Java with -Xmx"
              + total
              + "m or more.");
    }
  }

  /** Bytes of heap that are free at this moment, uncollected garbage not counted as free. */
  public static long freeBytes() {
    return free(Runtime.getRuntime());
  }

  /** Bytes that have to stay free beside the samples of a volume. */
  public static long reserveBytes() {
    return RESERVE_MIB * MIB;
  }

  private static boolean fits(long bytes, long free) {
    return bytes <= free - RESERVE_MIB * MIB;
  }

  private static long free(Runtime runtime) {
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  private static long mib(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }
}
