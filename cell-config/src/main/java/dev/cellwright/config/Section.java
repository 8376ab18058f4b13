package dev.cellwright.config;

import dev.cellwright.config.Yaml.Mapping;
import dev.cellwright.config.Yaml.Scalar;
import dev.cellwright.config.Yaml.Sequence;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A mapping of the file under reading: hands out values by key and complains about the rest.
///
/// Reading never stops at a complaint: it goes on with the key's stand-in, so that a file's
/// mistakes come out all at once.
final class Section {
  private final Mapping mapping;
  private final String path;
  private final boolean isThere;
  private final Complaints complaints;

  Section(Mapping mapping, String path, Complaints complaints) {
    this(mapping, path, true, complaints);
  }

  private Section(Mapping mapping, String path, boolean isThere, Complaints complaints) {
    this.mapping = mapping;
    this.path = path;
    this.isThere = isThere;
    this.complaints = complaints;
  }

  /// Complains about keys that are not among these, and about required ones that are not here.
  Section of(List<Key<?>> keys) {
    var names = keys.stream().map(Key::name).toList();
    mapping
        .entries()
        .forEach((name, entry) -> {
          if (!names.contains(name)) {
            complaints.addGot(
                entry.line(),
                pathOf(name),
                "an unknown key",
                String.join(", ", names) + Nearest.hint(name, names));
          }
        });
    keys.stream()
        .filter(key -> isThere && key.isRequired() && !mapping.entries().containsKey(key.name()))
        .forEach(
            key -> complaints.addGot(mapping.line(), pathOf(key.name()), "nothing", key.allowed()));
    return this;
  }

  /// The value of a key, or its stand-in.
  <T> T value(Key<T> key) {
    return value(key, Objects.requireNonNull(key.standIn()));
  }

  <T> T value(Key<T> key, T otherwise) {
    var value = valueOrNull(key);
    return value == null ? otherwise : value;
  }

  /// The value of a key, or null where it is left out or was complained about.
  <T> @Nullable T valueOrNull(Key<T> key) {
    var entry = mapping.entries().get(key.name());
    return entry == null
        ? null
        : read(entry.value(), Objects.requireNonNull(key.rule()), pathOf(key.name()), entry.line());
  }

  /// The values of a list, each once; none where it is left out. Those that are wrong are
  /// complained about.
  <T> List<T> values(Key<Void> key, Rule<T> each) {
    return switch (at(key)) {
      case null -> List.of();
      case Yaml.Sequence(var items, _) ->
          IntStream.range(0, items.size())
              .mapToObj(i ->
                  read(items.get(i), each, pathOf(key.name()) + "[" + i + "]", items.get(i).line()))
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      case Yaml other -> {
        complaints.addGot(lineOf(key), pathOf(key.name()), other.described(), key.allowed());
        yield List.of();
      }
    };
  }

  <T> @Nullable T read(Yaml written, Rule<T> rule, String at, int line) {
    var value = written instanceof Scalar scalar ? rule.reading().apply(scalar) : null;
    if (value == null) {
      complaints.addGot(line, at, written.described(), rule.allowed() + hint(written, rule));
    }
    return value;
  }

  private static String hint(Yaml written, Rule<?> rule) {
    if (!(written instanceof Scalar scalar)) {
      return "";
    }
    if (rule == Rule.REGION) {
      return Nearest.hint(scalar.text(), Rule.REGIONS);
    }
    return rule == Rule.COUNTRY ? Nearest.hint(scalar.text(), Rule.COUNTRIES) : "";
  }

  /// The mapping under a key; an empty one where there is none or it isn't one.
  Section section(Key<Void> key) {
    var entry = mapping.entries().get(key.name());
    if (entry != null && entry.value() instanceof Mapping inner) {
      return new Section(inner, pathOf(key.name()), complaints);
    }
    if (entry != null) {
      complaints.addGot(entry.line(), pathOf(key.name()), entry.value().described(), key.allowed());
    }
    return new Section(
        new Mapping(new LinkedHashMap<>(), mapping.line()), pathOf(key.name()), false, complaints);
  }

  /// The values of a list, each once; none where it is left out. A list that is there isn't empty.
  List<String> list(Key<Void> key, Rule<String> rule) {
    var entry = mapping.entries().get(key.name());
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence(var items, _)) || items.isEmpty()) {
      var got = entry.value() instanceof Sequence ? "an empty list" : entry.value().described();
      complaints.addGot(entry.line(), pathOf(key.name()), got, key.allowed());
      return List.of();
    }
    var values = new LinkedHashSet<String>();
    for (int i = 0; i < items.size(); i++) {
      var at = pathOf(key.name()) + "[" + i + "]";
      var item = items.get(i);
      var value = read(item, rule, at, item.line());
      if (value != null && !values.add(value)) {
        complaints.addGot(item.line(), at, item.described() + " a second time", "each once");
      }
    }
    return values.stream().sorted().toList();
  }

  /// What stands under a key, or null.
  @Nullable Yaml at(Key<?> key) {
    var entry = mapping.entries().get(key.name());
    return entry == null ? null : entry.value();
  }

  /// Whether it stands in the file; where not, that was complained about above it.
  boolean isThere() {
    return isThere;
  }

  int lineOf(Key<?> key) {
    var entry = mapping.entries().get(key.name());
    return entry == null ? mapping.line() : entry.line();
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Mapping written() {
    return mapping;
  }

  Complaints complaints() {
    return complaints;
  }
}
