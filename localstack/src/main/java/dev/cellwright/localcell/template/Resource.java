package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A resource as its template states it, intrinsics unresolved.
///
/// @param updatePolicy how CloudFormation goes about a change of it
public record Resource(
    Stack stack,
    String logicalId,
    String type,
    JsonNode properties,
    JsonNode updatePolicy,
    List<String> dependsOn) {

  /// Names it in messages: stack, logical id, type.
  @Override
  public String toString() {
    return stack.name() + "/" + logicalId + " (" + type + ")";
  }

  public String key() {
    return stack.name() + "/" + logicalId;
  }
}
