package dev.cellwright.config;

import org.jspecify.annotations.Nullable;

/// One key of a product file: the single source for reading it and for the reference page.
///
/// @param rule what a value must be, or null for a key that holds a list or further keys
/// @param standIn the value when the key is left out; for a required key, what checking goes on
///   with after the complaint
/// @param otherwise how the reference page says the default, or null when the key is required
/// @param says one sentence for the reference page
record Key<T>(
    String name,
    String allowed,
    @Nullable Rule<T> rule,
    @Nullable T standIn,
    @Nullable String otherwise,
    String says) {

  static <T> Key<T> required(String name, Rule<T> rule, T standIn, String says) {
    return new Key<>(name, rule.allowed(), rule, standIn, null, says);
  }

  static <T> Key<T> optional(
      String name, Rule<T> rule, @Nullable T byDefault, String otherwise, String says) {
    return new Key<>(name, rule.allowed(), rule, byDefault, otherwise, says);
  }

  static Key<Void> requiredSection(String name, String allowed, String says) {
    return new Key<>(name, allowed, null, null, null, says);
  }

  static Key<Void> section(String name, String allowed, String otherwise, String says) {
    return new Key<>(name, allowed, null, null, otherwise, says);
  }

  boolean isRequired() {
    return otherwise == null;
  }
}
