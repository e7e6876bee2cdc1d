package io.github.voxelclick.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir private Path folder;

  private void killed(int times) throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("crash.seed=" + seed);
    System.out.println(new KillRounds(folder.resolve("a.journal"), seed).run(times));
  }

  @Test
  void a_writer_killed_at_any_moment_has_lost_nothing_acknowledged() throws Exception {
    killed(40);
  }

  @Test
  @Tag("crash")
  void a_writer_killed_very_often_has_lost_nothing_acknowledged() throws Exception {
    killed(Integer.getInteger("crash.kills", 500));
  }
}
