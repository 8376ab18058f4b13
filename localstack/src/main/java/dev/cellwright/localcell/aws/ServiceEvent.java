package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// Something that happened in a service, as it stands on the account's default event bus.
///
/// @param source `aws.ses`
/// @param at the cell's time
public record ServiceEvent(
    String source, String detailType, Instant at, List<String> resources, ObjectNode detail) {

  public ServiceEvent {
    resources = List.copyOf(resources);
  }
}
