package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.util.Set;

/// The properties of a resource, resolved. One that nobody reads here would be a silent difference
/// to AWS, so it is refused.
final class Properties {

  private Properties() {}

  static JsonNode of(CellTemplate template, Resource resource, Set<String> known) {
    return only(resource, template.resolve(resource), known);
  }

  /// The same for an object inside of them.
  static JsonNode only(Resource resource, JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw new CellProblem(
                resource + " has " + name + ", which the local cell does not know");
          }
        });
    return object;
  }
}
