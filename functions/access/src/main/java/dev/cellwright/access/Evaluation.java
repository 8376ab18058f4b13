package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.shape.Tolerant;
import org.jspecify.annotations.Nullable;

/// One access evaluation, whole or with what it takes from defaults left out (AuthZEN 1.0, 6.1).
@Doc("May a subject do an action with a resource?")
@Tolerant
record Evaluation(
    @Nullable Subject subject,
    @Nullable Action action,
    @Nullable Resource resource,
    @Nullable @Size(maxBytes = 4096, maxDepth = 5) ObjectNode context) {

  @Tolerant
  record Subject(
      @Text(max = 64) String type,
      @Text(max = 200) String id,
      @Doc("Not looked at") @Nullable ObjectNode properties) {}

  @Tolerant
  record Action(
      @Doc("A relation or permission of the resource's type") @Text(max = 64) String name,
      @Doc("Not looked at") @Nullable ObjectNode properties) {}

  @Tolerant
  record Resource(
      @Text(max = 64) String type,
      @Text(max = 200) String id,
      @Doc("Not looked at") @Nullable ObjectNode properties) {}

  /// The same with what it lacks from these.
  Evaluation or(Evaluation defaults) {
    return new Evaluation(
        subject != null ? subject : defaults.subject,
        action != null ? action : defaults.action,
        resource != null ? resource : defaults.resource,
        context != null ? context : defaults.context);
  }
}
