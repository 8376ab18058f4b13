package dev.cellwright.localcell.ssm;

import java.time.Instant;
import java.util.Set;

/// A parameter as it is now.
record Parameter(String name, String type, String value, long version, Instant modifiedAt) {
  static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");

  Parameter {
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException("a parameter's type is one of " + TYPES + ", got " + type);
    }
  }

  boolean isSecure() {
    return type.equals("SecureString");
  }
}
