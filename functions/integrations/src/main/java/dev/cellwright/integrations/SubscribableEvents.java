package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.event.EventPattern;
import dev.cellwright.kernel.openapi.EventCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The types of events that the cell's modules publish, and that may be subscribed to.
///
/// They are printed from the declarations when the cell is synthesized, and put beside this
/// function's code, which holds no other module's. Where they weren't, the modules are on the class
/// path themselves.
final class SubscribableEvents {
  static final String DOCUMENT = "cell/event-types.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<EventTypeShown> types;

  SubscribableEvents(List<EventTypeShown> types) {
    this.types = List.copyOf(types);
  }

  /// Read at the first use: a checkpoint is taken before it.
  static Supplier<SubscribableEvents> ofCell() {
    return new Supplier<>() {
      private volatile @Nullable SubscribableEvents known;

      @Override
      public SubscribableEvents get() {
        var found = known;
        if (found == null) {
          found = new SubscribableEvents(read(document()));
          known = found;
        }
        return found;
      }
    };
  }

  List<EventTypeShown> types() {
    return types;
  }

  /// What is wrong with a pattern, or null. One that no type matches is a slip of the pen.
  @Nullable String problem(String pattern) {
    if (!EventPattern.isOne(pattern)) {
      return "must be an event type, entity.* or *";
    }
    var wanted = new EventPattern(pattern);
    return types.stream().anyMatch(type -> wanted.matches(type.type()))
        ? null
        : "matches no event of this cell";
  }

  /// Whether a type is told to anybody outside.
  boolean isTold(String type) {
    return types.stream().anyMatch(each -> each.type().equals(type));
  }

  private static ObjectNode document() {
    try (var file = SubscribableEvents.class.getClassLoader().getResourceAsStream(DOCUMENT)) {
      return file == null
          ? EventCatalogue.of(
                  CellModule.onClassPath().values().stream().map(CellModule::declaration).toList())
              .outside()
          : (ObjectNode) JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<EventTypeShown> read(ObjectNode document) {
    return document
        .path("types")
        .valueStream()
        .map(type ->
            new EventTypeShown(
                type.path("type").asText(),
                type.path("version").asInt(),
                type.path("module").asText(),
                (ObjectNode) type.path("schema")))
        .toList();
  }
}
