package io.github.voxelclick.session;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKillTest {
  @TempDir private Path folder;

  private void killed(int times) throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("crash.seed=" + seed);
    System.out.println(new SessionKillRounds(folder, seed).run(times));
  }

  @Test
  void a_session_killed_at_any_moment_has_lost_no_action() throws Exception {
    killed(8);
  }

  @Test
  @Tag("crash")
  void a_session_killed_very_often_has_lost_no_action() throws Exception {
    killed(Integer.getInteger("crash.sessions", 150));
  }
}
