package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClosingTest {
  private final Fake image = new Fake();
  private final Closing closing = new Closing(image);

  private static final class Fake implements Closing.Case {
    private final List<String> done = new ArrayList<>();
    private Optional<String> saving = Optional.empty();
    private boolean writing;
    private boolean recorded = true;
    private List<Integer> unsaved = List.of();
    private Object version = new Object();
    private boolean macro;
    private boolean quitting;

    @Override
    public Optional<String> saving() {
      return saving;
    }

    @Override
    public boolean isWriting() {
      return writing;
    }

    @Override
    public boolean isRecorded() {
      return recorded;
    }

    @Override
    public List<Integer> unsaved() {
      return unsaved;
    }

    @Override
    public Object version() {
      return version;
    }

    @Override
    public boolean isMacro() {
      return macro;
    }

    @Override
    public boolean isQuitting() {
      return quitting;
    }

    @Override
    public void log(String sentence) {
      done.add("log");
    }

    @Override
    public void tell(String sentence) {
      done.add("tell");
    }

    @Override
    public void nothingToTell() {
      done.add("told");
    }

    @Override
    public void ask(String question, Closing.Then then) {
      done.add("ask " + then);
    }

    @Override
    public void save() {
      done.add("save");
    }

    @Override
    public void go(Closing.Then then) {
      done.add("go " + then);
    }
  }

  @Test
  void a_recorded_image_closes_at_once() {
    image.writing = true; // the end of the window sees to that
    assertTrue(closing.mayClose());
    assertEquals(List.of(), image.done);
  }

  @Test
  void edits_that_no_journal_keeps_are_waited_for() {
    image.recorded = false;
    image.writing = true;
    assertFalse(closing.mayClose());
    image.writing = false;
    closing.settled(true);
    assertEquals(List.of("tell", "told", "go CLOSE"), image.done);
  }

  @Test
  void a_saving_that_fails_keeps_the_image_open_even_if_an_edit_ends_later() {
    image.saving = Optional.of("seg.dcm");
    assertFalse(closing.mayClose());
    image.saving = Optional.empty();
    image.writing = true;
    closing.settled(false);
    image.writing = false;
    closing.settled(true);
    assertEquals(List.of("tell", "told"), image.done);
  }

  @Test
  void quitting_waits_for_edits_on_their_way_to_the_disk() {
    image.writing = true;
    image.quitting = true;
    assertFalse(closing.mayClose());
    closing.settled(true); // one of two
    assertEquals(List.of("tell"), image.done);
    image.writing = false;
    closing.settled(true);
    assertEquals(List.of("tell", "told", "go QUIT"), image.done);
    assertTrue(closing.mayClose());
  }

  @Test
  void a_file_that_is_being_saved_is_waited_for_and_then_the_image_closes() {
    image.saving = Optional.of("seg.dcm");
    assertFalse(closing.mayClose());
    assertFalse(closing.mayClose());
    image.saving = Optional.empty();
    closing.settled(true);
    closing.settled(true);
    assertEquals(List.of("tell", "tell", "told", "go CLOSE"), image.done);
  }

  @Test
  void a_saving_that_fails_keeps_the_image_open() {
    image.saving = Optional.of("seg.dcm");
    assertFalse(closing.mayClose());
    image.saving = Optional.empty();
    closing.settled(false);
    assertEquals(List.of("tell", "told"), image.done);
    closing.settled(true); // another one, later
    assertEquals(List.of("tell", "told"), image.done);
  }

  @Test
  void a_person_may_change_their_mind_while_it_is_saved() {
    image.saving = Optional.of("seg.dcm");
    assertFalse(closing.mayClose());
    closing.stay();
    image.saving = Optional.empty();
    closing.settled(true);
    assertEquals(List.of("tell"), image.done);
  }

  @Test
  void work_that_is_kept_nowhere_is_asked_about_and_can_be_discarded() {
    image.unsaved = List.of(1, 3);
    assertFalse(closing.mayClose());
    closing.discard(Closing.Then.CLOSE);
    assertEquals(List.of("ask CLOSE", "go CLOSE"), image.done);
    assertTrue(closing.mayClose());
  }

  @Test
  void work_after_a_discard_is_asked_about_again() {
    image.unsaved = List.of(1);
    image.quitting = true;
    assertFalse(closing.mayClose());
    closing.discard(Closing.Then.QUIT); // another image keeps ImageJ from quitting
    image.version = new Object();
    assertFalse(closing.mayClose());
    assertEquals(List.of("ask QUIT", "go QUIT", "ask QUIT"), image.done);
  }

  @Test
  void saving_first_closes_only_once_nothing_is_left_to_lose() {
    image.unsaved = List.of(1, 2);
    assertFalse(closing.mayClose());
    closing.save(Closing.Then.CLOSE);
    image.unsaved = List.of(2); // one of two was chosen in the dialog, or it was cancelled
    closing.savingOver();
    assertEquals(List.of("ask CLOSE", "save"), image.done);
    image.unsaved = List.of();
    closing.savingOver(); // a later saving that had nothing to do with closing
    assertEquals(List.of("ask CLOSE", "save"), image.done);
    closing.save(Closing.Then.CLOSE);
    closing.savingOver();
    assertEquals(List.of("ask CLOSE", "save", "save", "go CLOSE"), image.done);
  }

  @Test
  void a_macro_is_never_asked_but_the_log_tells() {
    image.unsaved = List.of(1);
    image.macro = true;
    assertTrue(closing.mayClose());
    image.saving = Optional.of("seg.dcm");
    assertFalse(closing.mayClose());
    assertEquals(List.of("log", "log"), image.done);
  }

  @Test
  void the_log_of_a_macro_tells_once_of_the_same_loss() {
    image.unsaved = List.of(1);
    image.macro = true;
    image.quitting = true;
    assertTrue(closing.mayClose());
    assertTrue(closing.mayClose());
    assertEquals(List.of("log"), image.done);
    image.version = new Object();
    assertTrue(closing.mayClose());
    assertEquals(List.of("log", "log"), image.done);
    image.macro = false; // nobody has agreed to lose it
    assertFalse(closing.mayClose());
  }
}
