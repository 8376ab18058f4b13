package dev.cellwright.localcell.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One method of one path, where it leads, and what is checked before.
///
/// @param path the path's template, `/tasks/{id}`
/// @param function the ARN of the function it invokes, with its alias
/// @param requiredParameters those that are checked; empty when the operation has no validator for
///   them
/// @param bodySchemas by media type; empty when bodies are not checked
public record Operation(
    RestApi api,
    String method,
    String path,
    String function,
    Duration timeout,
    List<Parameter> requiredParameters,
    boolean bodyRequired,
    Map<String, JsonNode> bodySchemas) {

  /// A parameter by its place: `path`, `query` or `header`.
  public record Parameter(String place, String name) {}
}
