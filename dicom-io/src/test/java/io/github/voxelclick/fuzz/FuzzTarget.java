package io.github.voxelclick.fuzz;

import java.util.List;

/**
 * One reader that gets arbitrary bytes. Has a constructor without arguments; used by one thread.
 */
public interface FuzzTarget {
  /**
   * Reads the bytes. Returning and the checked exceptions that the reader declares are both right;
   * whatever else is thrown is a finding.
   */
  void accept(byte[] data) throws Exception;

  /** Well-formed inputs from which mutation starts; at least one. */
  List<byte[]> seeds() throws Exception;
}
