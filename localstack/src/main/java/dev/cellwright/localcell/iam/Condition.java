package dev.cellwright.localcell.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One condition of a statement: an operator, a key of the request and the values it is compared
/// with.
record Condition(Operator operator, boolean ifExists, Of of, String key, List<String> values) {

  /// Of a key that has several values, which stand on lines: how many have to match.
  enum Of {
    ONE,
    ANY,
    ALL
  }

  /// How a value of the request is compared. The negated ones also hold when the key is absent.
  enum Operator {
    STRING_EQUALS("StringEquals", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return wanted.equals(actual);
      }
    },
    STRING_NOT_EQUALS("StringNotEquals", true) {
      @Override
      boolean matches(String wanted, String actual) {
        return wanted.equals(actual);
      }
    },
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return wanted.equalsIgnoreCase(actual);
      }
    },
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true) {
      @Override
      boolean matches(String wanted, String actual) {
        return wanted.equalsIgnoreCase(actual);
      }
    },
    STRING_LIKE("StringLike", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return Wildcard.matches(wanted, actual);
      }
    },
    STRING_NOT_LIKE("StringNotLike", true) {
      @Override
      boolean matches(String wanted, String actual) {
        return Wildcard.matches(wanted, actual);
      }
    },
    ARN_EQUALS("ArnEquals", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return sameArn(wanted, actual);
      }
    },
    ARN_LIKE("ArnLike", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return sameArn(wanted, actual);
      }
    },
    ARN_NOT_EQUALS("ArnNotEquals", true) {
      @Override
      boolean matches(String wanted, String actual) {
        return sameArn(wanted, actual);
      }
    },
    ARN_NOT_LIKE("ArnNotLike", true) {
      @Override
      boolean matches(String wanted, String actual) {
        return sameArn(wanted, actual);
      }
    },
    BOOL("Bool", false) {
      @Override
      boolean matches(String wanted, String actual) {
        return wanted.equalsIgnoreCase(actual);
      }
    },
    NULL("Null", false) {
      @Override
      boolean matches(String wanted, String actual) {
        throw new IllegalStateException("Null asks for the key, not its value");
      }
    };

    private final String written;
    private final boolean negated;

    Operator(String written, boolean negated) {
      this.written = written;
      this.negated = negated;
    }

    abstract boolean matches(String wanted, String actual);

    static Operator of(String written) {
      for (var operator : values()) {
        if (operator.written.equals(written)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(
          "policy condition operator " + written + " is not supported");
    }

    /// Each of the six parts of an ARN is matched for itself, so that a star does not reach over a
    /// colon.
    private static boolean sameArn(String wanted, String actual) {
      var patterns = wanted.split(":", 6);
      var parts = actual.split(":", 6);
      if (patterns.length != parts.length) {
        return false;
      }
      for (var i = 0; i < parts.length; i++) {
        if (!Wildcard.matches(patterns[i], parts[i])) {
          return false;
        }
      }
      return true;
    }
  }

  static List<Condition> of(JsonNode block) {
    var conditions = new ArrayList<Condition>();
    for (var operator : block.properties()) {
      for (var key : operator.getValue().properties()) {
        conditions.add(of(operator.getKey(), key.getKey(), Statement.texts(key.getValue())));
      }
    }
    return List.copyOf(conditions);
  }

  private static Condition of(String written, String key, List<String> values) {
    var of =
        written.startsWith("ForAllValues:")
            ? Of.ALL
            : written.startsWith("ForAnyValue:") ? Of.ANY : Of.ONE;
    var bare = written.substring(written.indexOf(':') + 1);
    var ifExists = bare.endsWith("IfExists");
    var operator =
        Operator.of(ifExists ? bare.substring(0, bare.length() - "IfExists".length()) : bare);
    return new Condition(operator, ifExists, of, key.toLowerCase(Locale.ROOT), values);
  }

  /// Keys are compared without case.
  boolean holds(Map<String, String> conditionKeys) {
    var actual = actual(conditionKeys);
    if (operator == Operator.NULL) {
      return values.stream().anyMatch(value -> Boolean.parseBoolean(value) == (actual == null));
    }
    if (actual == null) {
      return operator.negated || ifExists || of == Of.ALL;
    }
    return switch (of) {
      case ONE -> matches(actual);
      case ANY -> actual.lines().anyMatch(this::matches);
      case ALL -> actual.lines().allMatch(this::matches);
    };
  }

  private boolean matches(String actual) {
    return values.stream().anyMatch(value -> operator.matches(value, actual)) != operator.negated;
  }

  private @Nullable String actual(Map<String, String> conditionKeys) {
    for (var entry : conditionKeys.entrySet()) {
      if (entry.getKey().toLowerCase(Locale.ROOT).equals(key)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
