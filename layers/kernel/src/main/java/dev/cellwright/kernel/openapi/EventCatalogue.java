package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.EventType;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.event.Listener;
import dev.cellwright.kernel.shape.Schemas;
import dev.cellwright.kernel.shape.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Every event of some modules, with who publishes it and who listens.
public record EventCatalogue(List<Entry> entries) {

  /// @param listeners `module.listener`
  public record Entry(EventType event, String module, List<String> listeners) {}

  /// @throws IllegalStateException where two modules publish one type
  public static EventCatalogue of(List<ModuleDeclaration> modules) {
    var owners = new HashMap<String, String>();
    var entries = new ArrayList<Entry>();
    for (var module : modules) {
      for (var event : module.events()) {
        var earlier = owners.put(event.type(), module.name());
        if (earlier != null) {
          throw new IllegalStateException(
              event.type() + " is published by " + earlier + " and " + module.name());
        }
        entries.add(new Entry(event, module.name(), listeners(event, modules)));
      }
    }
    entries.sort(Comparator.comparing(Entry::module).thenComparing(entry -> entry.event().type()));
    return new EventCatalogue(List.copyOf(entries));
  }

  private static List<String> listeners(EventType event, List<ModuleDeclaration> modules) {
    return modules.stream()
        .flatMap(module ->
            module.listeners().stream()
                .filter(listener -> listener.pattern().matches(event.type()))
                .map(Listener::name)
                .map(name -> module.name() + "." + name))
        .sorted()
        .toList();
  }

  /// What the cell tells the outside: `{types: [{type, version, module, schema}]}`, by type.
  public ObjectNode outside() {
    var document = JsonNodeFactory.instance.objectNode();
    var types = document.putArray("types");
    entries.stream()
        .filter(entry -> !entry.event().inside())
        .sorted(Comparator.comparing(entry -> entry.event().type()))
        .forEach(entry ->
            types
                .addObject()
                .put("type", entry.event().type())
                .put("version", entry.event().version())
                .put("module", entry.module())
                .set("schema", Shapes.answerSchema(entry.event().data())));
    return document;
  }

  /// The catalogue as a table for people.
  public String table() {
    return entries.stream()
        .map(EventCatalogue::row)
        .collect(
            Collectors.joining(
                "\n",
                "| event | version | module | outside | data | listeners |\n|---|---|---|---|---|---|\n",
                "\n"));
  }

  private static String row(Entry entry) {
    return "| `%s` | %d | %s | %s | %s | %s |"
        .formatted(
            entry.event().type(),
            entry.event().version(),
            entry.module(),
            entry.event().inside() ? "" : "yes",
            members(entry.event()),
            entry.listeners().isEmpty() ? "" : String.join(", ", entry.listeners()));
  }

  private static String members(EventType event) {
    var schemas = new Schemas("#/");
    var name = schemas.answer(event.data()).path("$ref").asText().substring(2);
    return schemas.printed().entrySet().stream()
        .filter(printed -> printed.getKey().equals(name))
        .flatMap(printed -> printed.getValue().path("properties").properties().stream())
        .map(member -> "`" + member.getKey() + "`")
        .collect(Collectors.joining(", "));
  }
}
