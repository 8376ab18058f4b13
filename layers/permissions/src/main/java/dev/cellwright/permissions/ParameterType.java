package dev.cellwright.permissions;

import org.jspecify.annotations.Nullable;

/// The type of a condition's parameter.
///
/// @param element of a list, or the values of a map; null for the other kinds
public record ParameterType(Kind kind, @Nullable ParameterType element) {

  /// The kinds that the OpenFGA language knows.
  public enum Kind {
    ANY,
    BOOL,
    STRING,
    INT,
    UINT,
    DOUBLE,
    DURATION,
    TIMESTAMP,
    IPADDRESS,
    LIST,
    MAP
  }
}
