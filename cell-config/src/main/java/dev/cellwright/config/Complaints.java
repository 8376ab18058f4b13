package dev.cellwright.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one file, so that a person sees all of it at once.
final class Complaints {
  private final String file;
  private final List<Complaint> found = new ArrayList<>();

  Complaints(String file) {
    this.file = file;
  }

  void add(int line, String path, String problem) {
    found.add(new Complaint(file, line, path, problem));
  }

  void addGot(int line, String path, String got, String allowed) {
    add(line, path, "got " + got + ", allowed: " + allowed);
  }

  /// @throws InvalidConfig when anything was found
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Complaint::line));
      throw new InvalidConfig(found);
    }
  }

  InvalidConfig fatal(int line, String path, String problem) {
    return new InvalidConfig(List.of(new Complaint(file, line, path, problem)));
  }
}
