package dev.cellwright.migrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;

/// What CloudFormation asks of a custom resource, and what it is answered.
///
/// The same resource is answered for ever, so CloudFormation never replaces and then deletes it.
///
/// @param physicalId names the resource until it is deleted
record CustomResource(String physicalId) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Does the work for a resource that is made or changed. One that is deleted leaves everything as
  /// it is: what stands in a database is not a stack's to take away.
  ///
  /// @param work answers what the template may read of the resource
  void answer(InputStream input, OutputStream output, Supplier<Map<String, String>> work)
      throws IOException {
    var event = JSON.readTree(input);
    var data =
        switch (event.path("RequestType").asText()) {
          case "Create", "Update" -> work.get();
          case "Delete" -> Map.<String, String>of();
          case String other -> throw new IllegalArgumentException("no RequestType: " + other);
        };
    JSON.writeValue(output, answer(event, data));
  }

  private JsonNode answer(JsonNode event, Map<String, String> data) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("PhysicalResourceId", event.path("PhysicalResourceId").asText(physicalId));
    var shown = answer.putObject("Data");
    data.forEach(shown::put);
    return answer;
  }
}
