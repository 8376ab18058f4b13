package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;

/// Events that are fetched rather than sent.
///
/// @param cursor to go on from; the one that was given where there is nothing new
@Doc("Events of a webhook, in the order in which they were committed")
record Polled(
    List<Item> data,
    @Doc("Say it as `after` the next time, once these are dealt with") String cursor,
    @Doc("Whether there is more at once") boolean more) {

  /// @param id the delivery's, as `webhook-id` says where it is sent
  @Doc("An event of a webhook")
  record Item(UUID id, String event, String cursor, ObjectNode payload) {}
}
