package dev.cellwright.config;

import java.util.List;
import java.util.stream.Collectors;

/// Thrown with everything that is wrong with a product file or a choice on the command line.
///
/// Its message is one complaint a line, for a person; it carries no stack trace.
public final class InvalidConfig extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Complaint> complaints;

  InvalidConfig(List<Complaint> complaints) {
    super(
        complaints.stream().map(Complaint::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.complaints = List.copyOf(complaints);
  }

  public List<Complaint> complaints() {
    return complaints;
  }
}
