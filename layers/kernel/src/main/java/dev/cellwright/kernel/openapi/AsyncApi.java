package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.EventType;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.shape.Schemas;
import java.util.List;

/// The events of a cell as an AsyncAPI 3.0 document, printed from the declarations of its modules
/// and nothing else: a channel for each type, with the CloudEvents envelope around its data.
public final class AsyncApi {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String ENVELOPE = "CloudEvent";

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final Schemas schemas = new Schemas(SCHEMAS, _ -> false);

  private AsyncApi() {}

  /// @throws IllegalStateException where two modules publish one type
  public static ObjectNode published(CellInfo cell, List<ModuleDeclaration> modules) {
    return new AsyncApi().print(cell, EventCatalogue.of(modules));
  }

  private ObjectNode print(CellInfo cell, EventCatalogue catalogue) {
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", cell.product() + " events")
        .put("version", "1.0.0")
        .put("description", "What happens in the cell, on its EventBridge bus.");
    document
        .putObject("servers")
        .putObject("bus")
        .put("host", cell.name())
        .put("protocol", "eventbridge");
    document.putObject("channels");
    document.putObject("operations");
    var messages = document.putObject("components").putObject("messages");
    for (var entry : catalogue.entries()) {
      channel(entry);
      messages.set(entry.event().type(), message(entry));
    }
    var printed = document.withObject("/components").putObject("schemas");
    printed.set(ENVELOPE, envelope());
    schemas.printed().forEach(printed::set);
    return document;
  }

  private void channel(EventCatalogue.Entry entry) {
    var type = entry.event().type();
    var channel = document.withObject("/channels").putObject(type);
    channel
        .put("address", type)
        .put("description", "Published by " + entry.module() + ".")
        .putArray("servers")
        .addObject()
        .put("$ref", "#/servers/bus");
    channel.putObject("messages").putObject(type).put("$ref", "#/components/messages/" + type);
    var operation = document.withObject("/operations").putObject(type.replace('.', '_'));
    operation.put("action", "send").putObject("channel").put("$ref", "#/channels/" + type);
  }

  private ObjectNode message(EventCatalogue.Entry entry) {
    var type = entry.event();
    var message =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", type.type())
            .put("contentType", "application/cloudevents+json");
    var all = message.putObject("payload").putArray("allOf");
    all.addObject().put("$ref", SCHEMAS + ENVELOPE);
    all.add(narrowed(type));
    return message;
  }

  /// What the envelope of this type has that those of others don't.
  private ObjectNode narrowed(EventType type) {
    var narrowed = JsonNodeFactory.instance.objectNode();
    var properties = narrowed.putObject("properties");
    properties.putObject("type").put("const", type.type());
    properties.putObject("dataversion").put("const", type.version());
    properties.set("data", schemas.answer(type.data()));
    return narrowed;
  }

  private static ObjectNode envelope() {
    var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.put("description", "A CloudEvents 1.0 envelope in its JSON form.");
    var required = schema.putArray("required");
    var properties = schema.putObject("properties");
    for (var attribute : EnvelopeAttribute.values()) {
      properties.set(attribute.name(), attribute.schema());
      if (attribute.isRequired()) {
        required.add(attribute.name());
      }
    }
    return schema;
  }
}
