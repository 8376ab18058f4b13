package dev.cellwright.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with one file, so that a person sees all of it at once.
final class Complaints {
  private final String file;
  private final List<Complaint> found = new ArrayList<>();

  Complaints(String file) {
    this.file = file;
  }

  void add(@Nullable Integer line, String path, String problem) {
    found.add(new Complaint(file, line, path, problem));
  }

  void addGot(@Nullable Integer line, String path, String got, String allowed) {
    add(line, path, "got " + got + ", allowed: " + allowed);
  }

  /// @throws InvalidConfig when anything was found
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparing(c -> c.line() == null ? 0 : c.line()));
      throw new InvalidConfig(found);
    }
  }

  InvalidConfig fatal(@Nullable Integer line, String path, String problem) {
    return new InvalidConfig(List.of(new Complaint(file, line, path, problem)));
  }
}
