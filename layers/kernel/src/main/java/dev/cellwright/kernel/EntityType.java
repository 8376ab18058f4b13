package dev.cellwright.kernel;

/// A kind of thing that a module owns and others may refer to: its rows have a twin in
/// `core.entities`.
///
/// @param type the word used in events, audit and permissions, for example `task`
/// @param table its table with schema, for example `tasks.tasks`
/// @param collection what all of them are called in paths, for example `tasks`
/// @param linkable whether it can be linked with other things, as its type's permission `link` says
public record EntityType(String type, String table, String collection, boolean linkable) {}
