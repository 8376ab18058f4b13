package dev.cellwright.localcell.ses;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The configuration sets, each with the destinations of its events, and the one that an identity
/// has for mail that names none.
final class ConfigurationSets {
  private final Map<String, List<EventDestination>> sets = new ConcurrentHashMap<>();
  private final Map<String, String> ofIdentities = new ConcurrentHashMap<>();

  void add(String name) {
    sets.putIfAbsent(name, new CopyOnWriteArrayList<>());
  }

  boolean has(String name) {
    return sets.containsKey(name);
  }

  /// False when there is no such set.
  boolean add(String name, EventDestination destination) {
    var destinations = sets.get(name);
    return destinations != null && destinations.add(destination);
  }

  void setDefault(String identity, String name) {
    ofIdentities.put(identity, name);
  }

  @Nullable String defaultOf(@Nullable String identity) {
    return identity == null ? null : ofIdentities.get(identity);
  }

  List<EventDestination> destinations(@Nullable String name) {
    return name == null ? List.of() : sets.getOrDefault(name, List.of());
  }
}
