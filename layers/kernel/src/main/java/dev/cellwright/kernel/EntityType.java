package dev.cellwright.kernel;

/// A kind of thing that a module owns.
///
/// @param type the word used in events, audit and permissions, for example `task`
/// @param table its table with schema, for example `tasks.tasks`
public record EntityType(String type, String table) {}
