package dev.cellwright.permissions;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// A model that can't be used, with everything that is wrong with it.
public final class InvalidModel extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// One thing that is wrong.
  public record Problem(Place place, String message) {}

  private final transient List<Problem> problems;

  public InvalidModel(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.place() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
