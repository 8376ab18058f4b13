package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record class, understood: its fields in order and the way to make one.
///
/// @param tolerant whether a request may have members that are no fields
/// @param make the canonical constructor, taking all values as one array
record Shape(
    Class<? extends Record> type,
    @Nullable String doc,
    boolean tolerant,
    List<Field> fields,
    MethodHandle make) {

  private static final ClassValue<Shape> KNOWN =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return understand(type.asSubclass(Record.class));
        }
      };

  /// The shape of a record class. Computed once.
  ///
  /// @throws IllegalArgumentException where a component has no JSON form, or two have one name
  static Shape of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  Record with(@Nullable Object[] values) {
    try {
      return (Record) make.invoke(values);
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable fault) {
      throw new IllegalStateException("can't make " + type.getName(), fault);
    }
  }

  private static Shape understand(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    var fields = Arrays.stream(components).map(component -> field(type, component)).toList();
    var names = new HashSet<String>();
    for (var field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            type.getName() + " has two components named " + field.name());
      }
    }
    return new Shape(
        type,
        doc(type),
        type.isAnnotationPresent(Tolerant.class),
        fields,
        constructor(type, components));
  }

  private static MethodHandle constructor(
      Class<? extends Record> type, RecordComponent[] components) {
    var parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asSpreader(Object[].class, parameters.length);
    } catch (ReflectiveOperationException fault) {
      throw new IllegalStateException("no canonical constructor in " + type.getName(), fault);
    }
  }

  private static Field field(Class<? extends Record> type, RecordComponent component) {
    boolean patch = component.getType() == Change.class;
    Type content =
        patch ? argument(component.getGenericType(), type, component) : component.getGenericType();
    return new Field(
        name(component),
        kind(content, type, component),
        component.getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class),
        patch,
        component.isAnnotationPresent(Clearable.class),
        component.isAnnotationPresent(OmittedWhenNull.class),
        clearance(type, component),
        component.isAnnotationPresent(Concerns.class),
        doc(component),
        accessor(component));
  }

  private static String name(RecordComponent component) {
    var wire = component.getAnnotation(Wire.class);
    return wire != null ? wire.value() : snakeCase(component.getName());
  }

  /// `completedAt` is `completed_at`.
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static Clearance clearance(Class<? extends Record> type, RecordComponent component) {
    var own = component.getAnnotation(Cleared.class);
    var common = type.getAnnotation(Cleared.class);
    return own != null ? own.value() : common != null ? common.value() : Clearance.INTERNAL;
  }

  private static @Nullable String doc(AnnotatedElement element) {
    var doc = element.getAnnotation(Doc.class);
    return doc != null ? doc.value() : null;
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup().unreflect(component.getAccessor());
    } catch (IllegalAccessException fault) {
      throw new IllegalStateException("can't reach " + component, fault);
    }
  }

  private static Kind kind(Type content, Class<?> type, RecordComponent component) {
    return switch (content) {
      case Class<?> c when c == String.class -> words(component);
      case Class<?> c when c == UUID.class -> new Kind.Id();
      case Class<?> c when c == Instant.class -> new Kind.Moment();
      case Class<?> c when c == LocalDate.class -> new Kind.Day();
      case Class<?> c when c == boolean.class || c == Boolean.class -> new Kind.Truth();
      case Class<?> c when c == int.class || c == Integer.class -> whole(component, false);
      case Class<?> c when c == long.class || c == Long.class -> whole(component, true);
      case Class<?> c when c == ObjectNode.class -> free(component);
      case Class<?> c when c.isRecord() -> new Kind.Nested(c.asSubclass(Record.class));
      case ParameterizedType list when list.getRawType() == List.class ->
          items(kind(argument(list, type, component), type, component), component);
      default -> throw refused(type, component, content);
    };
  }

  private static Type argument(Type generic, Class<?> type, RecordComponent component) {
    if (generic instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw refused(type, component, generic);
  }

  private static IllegalArgumentException refused(
      Class<?> type, RecordComponent component, Type content) {
    return new IllegalArgumentException(
        "%s.%s has no JSON form: %s"
            .formatted(type.getName(), component.getName(), content.getTypeName()));
  }

  private static Kind words(RecordComponent component) {
    var choices = component.getAnnotation(OneOf.class);
    var text = component.getAnnotation(Text.class);
    if (choices != null) {
      return new Kind.Words(0, Integer.MAX_VALUE, 0, Text.Format.ANY, List.of(choices.value()));
    }
    if (text == null) {
      return new Kind.Words(1, 200, 0, Text.Format.ANY, List.of());
    }
    return new Kind.Words(text.min(), text.max(), text.maxBytes(), text.format(), List.of());
  }

  private static Kind whole(RecordComponent component, boolean wide) {
    long min = wide ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long max = wide ? Long.MAX_VALUE : Integer.MAX_VALUE;
    var range = component.getAnnotation(Range.class);
    if (range != null) {
      min = Math.max(min, range.min());
      max = Math.min(max, range.max());
    }
    return new Kind.Whole(min, max, wide);
  }

  private static Kind free(RecordComponent component) {
    var size = component.getAnnotation(Size.class);
    return size != null ? new Kind.Free(size.maxBytes(), size.maxDepth()) : new Kind.Free(8192, 8);
  }

  private static Kind items(Kind each, RecordComponent component) {
    var size = component.getAnnotation(Size.class);
    return size != null
        ? new Kind.Items(each, size.min(), size.max(), size.maxListBytes())
        : new Kind.Items(each, 0, 100, 0);
  }
}
