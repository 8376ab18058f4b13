package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Who would gain and lose what.
@Cleared(Clearance.PUBLIC)
record Consequences(
    List<Consequence> gains,
    List<Consequence> loses,
    @Doc("How many people were looked at") int people,
    @Doc("True where more is concerned than was looked at") boolean truncated) {

  /// A permission that one person would gain or lose.
  @Cleared(Clearance.PUBLIC)
  record Consequence(UUID person, @Doc("Such as task#view") String permission, UUID objectId) {}

  static Consequences of(ObjectNode told) {
    return new Consequences(
        all(told, "gains"),
        all(told, "loses"),
        told.path("people").asInt(),
        told.path("truncated").asBoolean());
  }

  private static List<Consequence> all(ObjectNode told, String side) {
    return StreamSupport.stream(told.path(side).spliterator(), false)
        .map(each ->
            new Consequence(
                UUID.fromString(each.path("person").asText()),
                each.path("permission").asText(),
                UUID.fromString(each.path("object_id").asText())))
        .toList();
  }
}
