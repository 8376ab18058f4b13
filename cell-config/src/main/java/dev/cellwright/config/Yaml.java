package dev.cellwright.config;

import java.util.List;
import java.util.SequencedMap;

/// A YAML document as it was written, with line numbers for complaints.
sealed interface Yaml {
  /// Counted from 1; 0 where it doesn't come from a file.
  int line();

  /// What it is, as a complaint says it.
  String described();

  record Mapping(SequencedMap<String, Entry> entries, int line) implements Yaml {
    @Override
    public String described() {
      return "a mapping";
    }
  }

  /// @param line where the key stands
  record Entry(Yaml value, int line) {}

  record Sequence(List<Yaml> items, int line) implements Yaml {
    @Override
    public String described() {
      return "a list";
    }
  }

  /// @param text as written, not as YAML would understand it: `012` stays `012`
  record Scalar(String text, Kind kind, int line) implements Yaml {
    enum Kind {
      TEXT,
      NUMBER,
      BOOLEAN,
      NOTHING
    }

    @Override
    public String described() {
      return switch (kind) {
        case TEXT -> Quoted.text(text);
        case NUMBER, BOOLEAN -> text;
        case NOTHING -> "nothing";
      };
    }
  }
}
