package dev.cellwright.kernel;

/// An event that a module publishes.
///
/// @param type entity and past participle, for example `task.completed`
/// @param version of the data, from 1. It grows when a member is taken away or means something
///   else; a member that is added leaves it
/// @param data the record that its `data` member follows
public record EventType(String type, int version, Class<? extends Record> data) {}
