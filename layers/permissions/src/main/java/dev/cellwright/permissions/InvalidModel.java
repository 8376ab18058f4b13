package dev.cellwright.permissions;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// A model that can't be used, with everything that is wrong with it.
public final class InvalidModel extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// What is wrong, in kinds, for tools that show it.
  public enum Kind {
    SYNTAX,
    MODULE,
    SCHEMA,
    NAME,
    DUPLICATE,
    REFERENCE,
    TUPLESET,
    ENTRY_POINT,
    DERIVATION,
    CONDITION
  }

  /// One thing that is wrong.
  ///
  /// @param length of the text that is wrong, from the place on, in characters; 0 where nothing is
  ///   written
  public record Problem(Place place, int length, Kind kind, String message) {

    /// A problem with a condition, from the place on.
    public Problem(Place place, String message) {
      this(place, 0, Kind.CONDITION, message);
    }
  }

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
