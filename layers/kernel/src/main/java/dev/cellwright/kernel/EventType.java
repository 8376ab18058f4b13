package dev.cellwright.kernel;

/// An event that a module publishes.
///
/// @param type entity and past participle, for example `task.completed`
/// @param data the record that its `data` member follows
public record EventType(String type, Class<? extends Record> data) {}
