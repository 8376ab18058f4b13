package dev.cellwright.localcell.ses;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the events of a configuration set go.
///
/// @param types `send`, `delivery`, `bounce`, `complaint`, …, in lower case
/// @param topicArn an SNS topic; null for the default event bus
public record EventDestination(Set<String> types, @Nullable String topicArn) {

  public EventDestination {
    types = Set.copyOf(types);
  }
}
