package io.github.voxelclick.fuzz;

/** What the fuzzer calls; the target's class is named by a system property. */
public final class FuzzEntry {
  /** System property: fully qualified name of the {@link FuzzTarget}. */
  static final String TARGET = "voxelclick.fuzz.target";

  private static final FuzzTarget INSTANCE = FuzzTargets.make(System.getProperty(TARGET, ""));

  private FuzzEntry() {}

  /**
   * Has the target's classes loaded and instrumented, by the name that the fuzzer looks for: on a
   * busy machine that alone takes longer than an execution may.
   */
  public static void fuzzerInitialize() throws Exception {
    for (byte[] seed : INSTANCE.seeds()) {
      INSTANCE.accept(seed);
    }
  }

  /** One execution, by the name that the fuzzer looks for. */
  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    INSTANCE.accept(data);
  }
}
