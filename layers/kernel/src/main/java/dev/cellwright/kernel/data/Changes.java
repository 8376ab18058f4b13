package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Change;
import org.jspecify.annotations.Nullable;

/// A merge patch as a statement takes it: one JSON object with the columns that change.
public final class Changes {
  private Changes() {}

  /// @param patch a record whose components are [Change]s, named as the columns
  public static ObjectNode of(Record patch) {
    var changes = JsonNodeFactory.instance.objectNode();
    for (var component : patch.getClass().getRecordComponents()) {
      var name = RowType.snakeCase(component.getName());
      switch (value(patch, component)) {
        case Change.Keep<?>() -> {}
        case Change.Clear<?>() -> changes.putNull(name);
        case Change.To<?>(var value) -> changes.set(name, Binds.json(value));
        case null, default ->
            throw new IllegalArgumentException("not a component of a patch: " + component);
      }
    }
    return changes;
  }

  private static @Nullable Object value(Record patch, java.lang.reflect.RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(patch);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
