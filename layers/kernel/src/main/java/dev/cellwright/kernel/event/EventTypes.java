package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.EventType;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.shape.Shapes;
import java.util.Comparator;
import java.util.List;

/// What types of events a cell tells the outside, printed from the declarations of its modules.
public final class EventTypes {
  private EventTypes() {}

  /// `{types: [{type, version, module, schema}]}`, by type.
  public static ObjectNode printed(List<ModuleDeclaration> modules) {
    var document = JsonNodeFactory.instance.objectNode();
    var types = document.putArray("types");
    record Published(ModuleDeclaration module, EventType event) {}
    modules.stream()
        .flatMap(module -> module.events().stream().map(event -> new Published(module, event)))
        .filter(each -> !each.event().inside())
        .sorted(Comparator.comparing(each -> each.event().type()))
        .forEach(each ->
            types
                .addObject()
                .put("type", each.event().type())
                .put("version", each.event().version())
                .put("module", each.module().name())
                .set("schema", Shapes.answerSchema(each.event().data())));
    return document;
  }
}
