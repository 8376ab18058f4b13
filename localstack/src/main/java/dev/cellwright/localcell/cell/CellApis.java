package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.gateway.RestApi;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the REST APIs of a template, each with its stage; not those that ask for API keys, which
/// are the same routes at another address.
final class CellApis {
  private static final String KEY_SOURCE = "x-amazon-apigateway-api-key-source";

  private CellApis() {}

  static List<RestApi> in(CellTemplate template) {
    var apis =
        template
            .ofType("AWS::ApiGateway::RestApi")
            .filter(each -> !each.properties().path("Body").has(KEY_SOURCE))
            .map(each -> api(template, each))
            .toList();
    if (apis.isEmpty()) {
      throw new CellProblem("the cell has no REST API: there is nothing to serve");
    }
    return apis;
  }

  private static RestApi api(CellTemplate template, Resource resource) {
    var properties = template.resolve(resource);
    if (!properties.path("Body").isObject()) {
      throw new CellProblem(resource + " has no OpenAPI document in its Body");
    }
    var id = template.reference(resource);
    var stage =
        template
            .ofType("AWS::ApiGateway::Stage")
            .map(template::resolve)
            .filter(each -> each.path("RestApiId").asText().equals(id))
            .findFirst()
            .orElseThrow(() -> new CellProblem(resource + " has no stage, so nobody can reach it"));
    return new RestApi(
        resource.toString(),
        id,
        stage.path("StageName").asText(),
        texts(stage.path("Variables")),
        resource.stack().account(),
        resource.stack().region(),
        properties.path("BinaryMediaTypes").valueStream().map(JsonNode::asText).toList(),
        properties.path("Body"));
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return Map.copyOf(texts);
  }
}
