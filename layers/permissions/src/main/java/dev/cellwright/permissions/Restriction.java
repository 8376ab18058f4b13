package dev.cellwright.permissions;

import org.jspecify.annotations.Nullable;

/// Subjects that may be related directly: `user`, `team#member`, `user:*`, each perhaps only `with`
/// a condition.
///
/// @param relation whose holders are meant; null for the object itself
/// @param wildcard whether every object of the type is meant at once
/// @param condition the condition that a tuple must carry; null where it must carry none
public record Restriction(
    String type, @Nullable String relation, boolean wildcard, @Nullable String condition) {}
