package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnCommandsTest {
  private final List<String> done = new ArrayList<>();
  private String front = "MR";
  private boolean known = true;

  private final OwnCommands ofTheCt =
      new OwnCommands(this::bring, c -> done.add(c + " of " + front), () -> done.add("refused"));

  private boolean bring() {
    if (known) {
      front = "CT";
    }
    return front.equals("CT");
  }

  @Test
  void a_command_works_on_its_own_image() {
    ofTheCt.run("Save Segments...");
    assertEquals(List.of("Save Segments... of CT"), done);
  }

  @Test
  void a_command_never_works_on_another_image_that_stays_in_front() {
    known = false;
    ofTheCt.run("Save Segments...");
    ofTheCt.run("Close");
    assertEquals(List.of("refused", "refused"), done);
    front = "CT";
    ofTheCt.run("Undo Prompt");
    assertEquals("Undo Prompt of CT", done.get(2));
  }
}
