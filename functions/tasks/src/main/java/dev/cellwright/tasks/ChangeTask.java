package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.Change;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a task's fields, unless it has changed since its author saw it. Each field asks for its
/// own permission.
final class ChangeTask {

  sealed interface Outcome {
    record Changed(Task task) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record MetadataTooLarge() implements Outcome {}

    record NoSuchParent() implements Outcome {}

    record ParentForbidden() implements Outcome {}

    /// Whoever may trash the parent could trash it then, and the actor may not share it.
    record PuttingUnderForbidden() implements Outcome {}

    /// The actor has it by a custom role alone, and could trash it with the parent from then on.
    record TrashingForbidden() implements Outcome {}

    record NoSuchAssignee() implements Outcome {}

    record EditingForbidden() implements Outcome {}

    record AssigningForbidden() implements Outcome {}

    record NoSuchOwner() implements Outcome {}

    record HandingOverForbidden() implements Outcome {}

    /// The actor may hand it over by a custom role alone, and would make it theirs.
    record TakingOverForbidden() implements Outcome {}

    /// The actor may assign it by a custom role alone, not every task, and would take it.
    record TakingForbidden() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ChangeTask(Database database) {
    this.database = database;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome change(UUID id, TaskPatch patch, @Nullable Long seen) {
    var steps = new ArrayList<Step>();
    steps.add(TaskStore.lock(id, patch, seen));
    if (patch.parentId() instanceof Change.To<UUID>(var parent)) {
      steps.add(TaskStore.parentOutside(id, parent));
    }
    steps.add(TaskStore.change(id, patch));
    int changed = steps.size() - 1;
    steps.add(Step.event("task.updated", id, changed));

    var outcome =
        database.run(
            new Command(steps).holding(named(patch.assigneeId())).holding(named(patch.ownerId())));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(changed, Task.class));
      case "changed" -> new Outcome.ChangedSince();
      case "check:tasks_metadata_size" -> new Outcome.MetadataTooLarge();
      case "no_such_parent" -> new Outcome.NoSuchParent();
      case "parent_forbidden" -> new Outcome.ParentForbidden();
      case "putting_under_forbidden" -> new Outcome.PuttingUnderForbidden();
      case "trashing_forbidden" -> new Outcome.TrashingForbidden();
      case "no_such_assignee" -> new Outcome.NoSuchAssignee();
      case "editing_forbidden" -> new Outcome.EditingForbidden();
      case "assigning_forbidden" -> new Outcome.AssigningForbidden();
      case "no_such_owner" -> new Outcome.NoSuchOwner();
      case "handing_over_forbidden" -> new Outcome.HandingOverForbidden();
      case "taking_over_forbidden" -> new Outcome.TakingOverForbidden();
      case "taking_forbidden" -> new Outcome.TakingForbidden();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }

  private static @Nullable UUID named(Change<UUID> change) {
    return change instanceof Change.To<UUID>(var person) ? person : null;
  }
}
