package io.github.voxelclick.fuzz;

/** What the fuzzer calls; the target's class is named by a system property. */
public final class FuzzEntry {
  /** System property: fully qualified name of the {@link FuzzTarget}. */
  static final String TARGET = "voxelclick.fuzz.target";

  private static final FuzzTarget INSTANCE = FuzzTargets.make(System.getProperty(TARGET, ""));

  private FuzzEntry() {}

  /** One execution, by the name that the fuzzer looks for. */
  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    INSTANCE.accept(data);
  }
}
