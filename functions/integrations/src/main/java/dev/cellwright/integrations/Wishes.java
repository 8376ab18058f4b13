package dev.cellwright.integrations;

import dev.cellwright.kernel.shape.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether what somebody wants sent, and where to, is possible at all.
final class Wishes {
  private final TargetUrl targets;
  private final Supplier<SubscribableEvents> events;

  Wishes(TargetUrl targets, Supplier<SubscribableEvents> events) {
    this.targets = targets;
    this.events = events;
  }

  /// What is wrong, field by field; nulls are left as they are.
  List<FieldError> problems(@Nullable String url, @Nullable List<String> patterns) {
    var errors = new ArrayList<FieldError>();
    if (url != null) {
      var problem = targets.problem(url);
      if (problem != null) {
        errors.add(new FieldError("url", problem));
      }
    }
    if (patterns != null) {
      for (int i = 0; i < patterns.size(); i++) {
        var problem = events.get().problem(patterns.get(i));
        if (problem != null) {
          errors.add(new FieldError("events[" + i + "]", problem));
        }
      }
    }
    return errors;
  }
}
