package dev.cellwright.testing.seed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A task that is to be there.
///
/// @param board by its number in the organization; null for a task that is on none
/// @param column of the board, by its number
/// @param assignee by the number within the organization
record PlannedTask(
    String title,
    @Nullable String description,
    String status,
    @Nullable String priority,
    @Nullable Instant dueDate,
    @Nullable Integer board,
    int column,
    @Nullable Integer assignee) {
  /// The dates are the same whenever the data is made.
  private static final Instant AROUND = Instant.parse("2026-06-01T15:00:00Z");

  private static final int DAYS = 365;

  /// @param number among the tasks of its author
  static PlannedTask of(long seed, PlannedOrganization organization, int author, int number) {
    var dice = Dice.of(seed, "task", organization.number(), author, number);
    var tongue = organization.tongue();
    var column = dice.below(tongue.columns().size());
    return new PlannedTask(
        tongue.title(dice),
        dice.oneIn(3) ? tongue.note(dice) : null,
        status(column, dice),
        switch (dice.below(10)) {
          case 0 -> "urgent";
          case 1, 2 -> "high";
          case 3, 4, 5 -> "medium";
          case 6 -> "low";
          default -> null;
        },
        dice.oneIn(2)
            ? null
            : AROUND
                .plus(dice.below(2 * DAYS) - DAYS, ChronoUnit.DAYS)
                .plusSeconds(900L * dice.below(32)),
        dice.oneIn(5) ? null : dice.below(organization.boards()),
        column,
        assignee(organization, author, dice));
  }

  /// One that fits the column, whose last one is for what is done.
  private static String status(int column, Dice dice) {
    return switch (column) {
      case 0 -> "todo";
      case 1 -> dice.oneIn(3) ? "in_review" : "in_progress";
      case 2 -> dice.oneIn(3) ? "in_review" : "blocked";
      default -> dice.oneIn(8) ? "cancelled" : "done";
    };
  }

  /// Half is for whoever made it, a fifth for nobody yet, the rest for somebody else.
  private static @Nullable Integer assignee(
      PlannedOrganization organization, int author, Dice dice) {
    return switch (dice.below(10)) {
      case 0, 1 -> null;
      case 2, 3, 4 -> dice.below(organization.people().size());
      default -> author;
    };
  }
}
