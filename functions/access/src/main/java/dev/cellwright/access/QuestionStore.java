package dev.cellwright.access;

import dev.cellwright.kernel.data.Query;

/// The SQL of questions. What a caller may know is decided by the functions.
final class QuestionStore {
  static final Query<Answered> ANSWERS =
      Query.of(
          Answered.class,
          """
          select a.place, a.allowed, a.ending, a.field, a.message
          from access.answers(:questions::jsonb) a
          order by a.place
          """);

  private QuestionStore() {}
}
