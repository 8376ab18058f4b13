package dev.cellwright.kernel;

/// An event that a module publishes.
///
/// @param type entity and past participle, for example `task.completed`
/// @param version of the data, from 1. It grows when a member is taken away or means something
///   else; a member that is added leaves it
/// @param data the record that its `data` member follows
/// @param inside whether only the cell's own modules hear of it: a module's errands to itself, and
///   what concerns a person and no organization. Webhooks don't carry it
public record EventType(String type, int version, Class<? extends Record> data, boolean inside) {}
