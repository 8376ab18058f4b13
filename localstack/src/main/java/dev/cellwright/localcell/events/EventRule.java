package dev.cellwright.localcell.events;

import java.util.List;

/// A rule of a bus.
///
/// @param pattern JSON, matched as EventBridge matches it
public record EventRule(
    String name, String arn, String pattern, boolean enabled, List<EventTarget> targets) {}
