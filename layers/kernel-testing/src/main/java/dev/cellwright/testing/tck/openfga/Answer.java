package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/// What an assertion is answered with, or expects.
sealed interface Answer {
  /// The question, or a tuple that comes with it, is no good.
  int INVALID = 2000;

  /// Its answer lies too deep.
  int TOO_COMPLEX = 2002;

  int NO_SUCH_TYPE = 2021;
  int NO_SUCH_RELATION = 2022;
  int INVALID_TUPLE = 2027;

  record Refused(int code) implements Answer {
    @Override
    public String toString() {
      return "error " + code;
    }
  }

  /// Names in the suite's form; of a check `true` or nothing.
  record Names(Set<String> names) implements Answer {
    public Names {
      names = new TreeSet<>(names);
    }

    @Override
    public String toString() {
      return names.isEmpty() ? "nothing" : String.join(" ", names);
    }
  }

  static Answer of(boolean allowed) {
    return new Names(allowed ? Set.of("true") : Set.of());
  }

  /// What an assertion expects: an error before anything else.
  static Answer expectedBy(JsonNode assertion) {
    if (assertion.has("errorCode")) {
      return new Refused(assertion.path("errorCode").intValue());
    }
    var expectation = assertion.path("expectation");
    if (expectation.isArray()) {
      var names = new TreeSet<String>();
      expectation.forEach(each -> names.add(each.asText()));
      return new Names(names);
    }
    return of(expectation.asBoolean());
  }
}
