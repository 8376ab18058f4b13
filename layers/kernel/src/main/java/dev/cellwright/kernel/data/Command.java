package dev.cellwright.kernel.data;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change: its steps take effect together or not at all.
///
/// Its actor's membership is held from before the permission is decided until the change is there,
/// so that nobody acts who is removed meanwhile. Whatever writes something for other people holds
/// theirs too; whatever changes or ends a membership holds it alone.
///
/// @param shared people for whom something is written
/// @param alone people whose memberships are changed or ended
public record Command(List<Step> steps, List<UUID> shared, List<UUID> alone) {

  public Command {
    steps = List.copyOf(steps);
    shared = List.copyOf(shared);
    alone = List.copyOf(alone);
  }

  public Command(List<Step> steps) {
    this(steps, List.of(), List.of());
  }

  public static Command of(Step... steps) {
    return new Command(List.of(steps));
  }

  /// The same, holding the memberships of these people, as far as they are members.
  public Command holding(List<UUID> people) {
    return new Command(steps, joined(shared, people), alone);
  }

  /// The same, holding somebody's membership where there is somebody.
  public Command holding(@Nullable UUID person) {
    return person == null ? this : holding(List.of(person));
  }

  /// The same, holding these memberships alone.
  public Command holdingAlone(UUID... people) {
    return new Command(steps, shared, joined(alone, List.of(people)));
  }

  private static List<UUID> joined(List<UUID> some, List<UUID> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
