package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.GivenPrompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what happens to a session, action by action, into macro lines that make the same happen:
 * the same prompts answered by the same runs of the model, in the same order with what was drawn
 * meanwhile. Prompts are written once they are answered, together with those that were answered
 * with them. What cannot be repeated becomes a remark. Not thread-safe.
 */
public final class ActionLines {
  private final String ownStrategy;

  /** Prompts of one segment that nothing but their answers followed; not written yet. */
  private final List<GivenPrompt> held = new ArrayList<>();

  private int heldSegment;
  private int answered;

  /**
   * Lines of a session of which nothing is written yet.
   *
   * @param ownStrategy name of the strategy that its model propagates with
   */
  public ActionLines(String ownStrategy) {
    this.ownStrategy = ownStrategy;
  }

  /**
   * The lines that can be written once an action has happened.
   *
   * @param described the line that makes the action happen, where only who did it knows it, as of a
   *     stroke of a brush
   * @return may be none yet
   */
  public List<MacroText> of(
      Action action, SessionState before, SessionState after, Optional<MacroLine> described) {
    return switch (action.kind()) {
      case OPEN, ABANDONED, SETTLE -> List.of();
      case ADD_PROMPT -> prompted(action, before, after);
      case ANSWER, LATE_ANSWER -> answered();
      default -> {
        List<MacroText> lines = new ArrayList<>(rest());
        lines.add(described.<MacroText>map(d -> d).orElseGet(() -> line(action, before, after)));
        remark(action).ifPresent(lines::add);
        yield lines;
      }
    };
  }

  /** What is held back, for when no more is to come or something else is written. */
  public List<MacroText> rest() {
    List<MacroText> lines = new ArrayList<>();
    if (!held.isEmpty()) {
      lines.add(promptLine().withFlag("unanswered", true));
      if (answered > 0) {
        lines.add(MacroLine.of(MacroCommand.ANSWER).with("count", answered));
      }
      forget();
    }
    return lines;
  }

  /** Drops what is held back: nothing is written meanwhile. */
  public void forget() {
    held.clear();
    answered = 0;
  }

  private MacroLine promptLine() {
    return MacroLine.of(MacroCommand.PROMPT)
        .withPrompts("prompt", held.stream().map(GivenPrompt::prompt).toList())
        .with("segment", heldSegment)
        .with("overlap", held.get(0).overlap());
  }

  private List<MacroText> prompted(Action action, SessionState before, SessionState after) {
    GivenPrompt given = given(action, after);
    if (given.prompt() instanceof MaskPrompt) {
      List<MacroText> lines = new ArrayList<>(rest());
      lines.add(unrepeatable("a mask that was given as a prompt"));
      return lines;
    }
    boolean together =
        answered == 0
            && (held.isEmpty()
                ? !waits(before)
                : heldSegment == action.segment() && held.get(0).overlap() == given.overlap());
    List<MacroText> lines = new ArrayList<>();
    if (!together) {
      lines.addAll(rest());
    }
    boolean alone = held.isEmpty() && waits(before);
    held.add(given);
    heldSegment = action.segment();
    if (alone) {
      lines.addAll(rest()); // answers to others come first
    }
    return lines;
  }

  private static GivenPrompt given(Action action, SessionState after) {
    return after
        .segment(action.segment())
        .slice(action.plane().orElseThrow())
        .orElseThrow()
        .prompts()
        .stream()
        .filter(p -> p.id() == action.id())
        .findFirst()
        .orElseThrow();
  }

  private static boolean waits(SessionState state) {
    return state.segments().stream().anyMatch(SessionMacro::isPending);
  }

  private List<MacroText> answered() {
    if (held.isEmpty()) {
      return List.of(MacroLine.of(MacroCommand.ANSWER).with("count", 1));
    }
    answered++;
    if (answered < held.size()) {
      return List.of();
    }
    MacroLine line = promptLine();
    forget();
    return List.of(line);
  }

  private MacroText line(Action action, SessionState before, SessionState after) {
    return switch (action.kind()) {
      case UNDO -> MacroLine.of(MacroCommand.UNDO).with("steps", 1);
      case REDO -> MacroLine.of(MacroCommand.REDO).with("steps", 1);
      case ADD_SEGMENT -> described(MacroCommand.ADD_SEGMENT, Optional.empty(), after, action);
      case DESCRIBE ->
          described(
              MacroCommand.DESCRIBE_SEGMENT,
              before.find(action.segment()).map(SegmentState::segment),
              after,
              action);
      case REMOVE_SEGMENT -> of(MacroCommand.REMOVE_SEGMENT, action);
      case LOCK -> of(MacroCommand.LOCK_SEGMENT, action);
      case UNLOCK -> of(MacroCommand.LOCK_SEGMENT, action).withFlag("unlock", true);
      case CONFIRM, UNCONFIRM -> confirmed(action, before, after);
      case PROPAGATE -> carried(MacroCommand.PROPAGATE, action);
      case INTERPOLATE -> carried(MacroCommand.INTERPOLATE, action);
      default -> unrepeatable("\"" + name(action) + "\"");
    };
  }

  private static String name(Action action) {
    return action.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static MacroRemark unrepeatable(String what) {
    return new MacroRemark(
        "here "
            + what
            + " was entered that a macro cannot repeat; from here on masks may differ from those"
            + " recorded.");
  }

  private static MacroLine of(MacroCommand command, Action action) {
    return MacroLine.of(command).with("segment", action.segment());
  }

  private static MacroText described(
      MacroCommand command, Optional<Segment> before, SessionState after, Action action) {
    Segment segment = after.segment(action.segment()).segment();
    return SegmentOptions.write(of(command, action), before, segment)
        .<MacroText>map(line -> line)
        .orElseGet(
            () ->
                new MacroRemark(
                    "here segment "
                        + action.segment()
                        + " got codes that a macro cannot write; its voxels are not concerned."));
  }

  private static MacroText confirmed(Action action, SessionState from, SessionState to) {
    SegmentState was = from.segment(action.segment());
    SegmentState is = to.segment(action.segment());
    if (is.locked() && !was.locked()) {
      String axis = action.details().getOrDefault("axis", "K").toLowerCase(Locale.ROOT);
      return MacroLine.of(MacroCommand.CONFIRM_AND_LOCK)
          .with("axis", axis)
          .with("segment", action.segment());
    }
    List<SlicePlane> changed = new ArrayList<>();
    for (Map.Entry<SlicePlane, SliceState> e : is.slices().entrySet()) {
      boolean before = was.slice(e.getKey()).filter(SliceState::confirmed).isPresent();
      if (e.getValue().confirmed() != before) {
        changed.add(e.getKey());
      }
    }
    for (Map.Entry<SlicePlane, SliceState> e : was.slices().entrySet()) {
      if (e.getValue().confirmed() && is.slice(e.getKey()).isEmpty()) {
        changed.add(e.getKey());
      }
    }
    return MacroLine.of(MacroCommand.CONFIRM)
        .withSlices("slices", changed)
        .with("segment", action.segment())
        .withFlag("take_back", action.kind() == ActionKind.UNCONFIRM);
  }

  private MacroText carried(MacroCommand command, Action action) {
    Map<String, String> details = action.details();
    boolean own = ownStrategy.equals(details.getOrDefault("strategy", ""));
    boolean cancelled = Boolean.parseBoolean(details.get("cancelled"));
    Optional<String> steps = Optional.ofNullable(details.get(Action.STEPS));
    if ((command == MacroCommand.PROPAGATE && !own) || (cancelled && steps.isEmpty())) {
      return unrepeatable("a propagation of another kind");
    }
    MacroLine line =
        MacroLine.of(command)
            .with("axis", details.getOrDefault("axis", "K").toLowerCase(Locale.ROOT))
            .with("first", details.getOrDefault("first", ""))
            .with("last", details.getOrDefault("last", ""))
            .with("segment", action.segment())
            .with("overlap", Overlap.valueOf(details.getOrDefault("overlap", "ALLOWED")));
    if (cancelled) {
      line = line.with("most_steps", steps.orElseThrow());
    }
    return line.withFlag("cross_gaps", Boolean.parseBoolean(details.get("crossGaps")));
  }

  private static Optional<MacroText> remark(Action action) {
    return action.details().containsKey(Action.MEANWHILE)
        ? Optional.of(
            new MacroRemark(
                "while masks were carried here, other segments were changed; carried afterwards,"
                    + " they may differ from those recorded."))
        : Optional.empty();
  }
}
