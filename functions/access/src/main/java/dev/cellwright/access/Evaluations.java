package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Tolerant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several evaluations in one request, and what they have in common (AuthZEN 1.0, 7.1).
@Doc("Evaluations, with defaults for what they leave out")
@Tolerant
record Evaluations(
    Evaluation.@Nullable Subject subject,
    Evaluation.@Nullable Action action,
    Evaluation.@Nullable Resource resource,
    @Nullable @Size(maxBytes = 4096, maxDepth = 5) ObjectNode context,
    @Nullable @Size(max = 100) List<Evaluation> evaluations,
    @Nullable Options options) {

  @Tolerant
  record Options(
      @Doc("Whether to stop at the first denial or permission")
          @Nullable
          @OneOf({"execute_all", "deny_on_first_deny", "permit_on_first_permit"})
          String evaluationsSemantic) {}

  /// Without evaluations the request is itself one.
  boolean isOne() {
    return evaluations == null || evaluations.isEmpty();
  }

  /// The evaluations asked for, completed by the defaults.
  List<Evaluation> all() {
    var defaults = new Evaluation(subject, action, resource, context);
    return evaluations == null || evaluations.isEmpty()
        ? List.of(defaults)
        : evaluations.stream().map(each -> each.or(defaults)).toList();
  }

  /// The decision at which to stop; null to go on to the end.
  @Nullable Boolean stopsAt() {
    var semantic = options == null ? null : options.evaluationsSemantic();
    return switch (semantic == null ? "execute_all" : semantic) {
      case "deny_on_first_deny" -> false;
      case "permit_on_first_permit" -> true;
      default -> null;
    };
  }
}
