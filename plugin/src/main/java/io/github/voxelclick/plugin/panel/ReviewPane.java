package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.ReviewQueue;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** Leads from slice to slice that nobody checked, the most doubtful first. */
public final class ReviewPane extends JPanel {
  private final transient SliceNames slices;
  private final JButton next = new JButton();
  private final JLabel what = new PlainLabel();
  private final JButton confirm = new JButton();
  private final JButton confirmAndNext = new JButton(Texts.get("panel.review.confirmAndNext"));
  private transient Optional<ReviewStatus> status = Optional.empty();

  /** Learns what a person does. */
  public interface Listener {
    /** Wants to see a slice. */
    void goTo(SlicePlane plane);

    /** Found a slice right, or takes that back. */
    void confirm(SlicePlane plane, boolean right);

    /**
     * Found a slice right and wants to see the next one.
     *
     * @param then the next one; empty when there is none
     */
    void confirmAndGo(SlicePlane plane, Optional<SlicePlane> then);
  }

  /** A pane that shows nothing yet. */
  public ReviewPane(SliceNames slices, Shortcuts shortcuts, Listener listener) {
    super(new BorderLayout());
    this.slices = slices;
    int gap = FontSize.gap(this);
    setLayout(new BorderLayout(gap, gap / 2));
    setBorder(FontSize.border(this));
    next.setToolTipText(
        shortcuts.tip(Texts.get("panel.review.next.tip"), ShortcutAction.NEXT_REVIEW));
    confirm.setToolTipText(
        shortcuts.tip(Texts.get("panel.review.confirm.tip"), ShortcutAction.CONFIRM));
    confirmAndNext.setToolTipText(Texts.get("panel.review.confirmAndNext.tip"));
    confirm.setText(Texts.get("panel.review.confirm"));
    next.setText(Texts.get("panel.review.next", 0));
    next.addActionListener(e -> status.flatMap(ReviewStatus::next).ifPresent(listener::goTo));
    confirm.addActionListener(
        e -> status.ifPresent(s -> listener.confirm(s.current(), !s.confirmed())));
    confirmAndNext.addActionListener(
        e -> status.ifPresent(s -> listener.confirmAndGo(s.current(), s.next())));
    JPanel confirms = new JPanel(new GridLayout(1, 0, gap, 0));
    confirms.add(confirm);
    confirms.add(confirmAndNext);
    add(next, BorderLayout.NORTH);
    add(what, BorderLayout.CENTER);
    add(confirms, BorderLayout.SOUTH);
    what.setText(" ");
    enable(false, false);
  }

  private void enable(boolean canGo, boolean canConfirm) {
    next.setEnabled(canGo);
    confirm.setEnabled(canConfirm);
    confirmAndNext.setEnabled(canConfirm);
  }

  /** Shows what is left, without telling anybody. */
  public void show(ReviewStatus shown) {
    status = Optional.of(shown);
    next.setText(Texts.get("panel.review.next", shown.left().count()));
    what.setText(describe(shown));
    what.setToolTipText(what.getText());
    confirm.setText(
        Texts.get(shown.confirmed() ? "panel.review.unconfirm" : "panel.review.confirm"));
    enable(shown.next().isPresent(), shown.confirmable());
    confirmAndNext.setEnabled(shown.confirmable() && !shown.confirmed());
  }

  private String describe(ReviewStatus shown) {
    ReviewStatus.Left left = shown.left();
    if (shown.doubt().isPresent()) {
      ReviewQueue.Item item = shown.doubt().get();
      return Texts.get(
          "panel.review.item",
          slices.of(item.plane()),
          item.confidence(),
          Math.round(item.expectedWrong()));
    }
    if (shown.next().isPresent()) {
      return Texts.get(
          "panel.review.unseen", left.unconfirmed(), left.slices(), slices.of(shown.next().get()));
    }
    return Texts.get(left.count() > 0 ? "panel.review.thisIsLast" : "panel.review.done");
  }

  JButton next() {
    return next;
  }

  JButton confirm() {
    return confirm;
  }

  JButton confirmAndNext() {
    return confirmAndNext;
  }

  String text() {
    return what.getText();
  }
}
