package dev.cellwright.permissions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A condition that a tuple may carry: a CEL expression over parameters, which the tuple's own
/// context and the request's give.
///
/// @param parameters their types by name, in the order written
public record Condition(
    String name,
    @Nullable String module,
    Place place,
    Map<String, ParameterType> parameters,
    String expression) {}
