package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// The SQL of questions. What a caller may know is decided by the functions.
final class QuestionStore {
  /// How many things or subjects one question lists.
  static final int MOST_FOUND = 1_000;

  static final Query<Answered> ANSWERS =
      Query.of(
          Answered.class,
          """
          select a.place, a.allowed, a.ending as refusal, a.field, a.message
          from access.answers(:questions::jsonb) a
          order by a.place
          """);

  static final Query<Piece> EXPLAIN = told("access.explain(:question::jsonb)");

  static final Query<Piece> EXPAND = told("access.expand(:question::jsonb)");

  static final Query<Piece> WHAT_IF =
      told(
          """
          access.what_if(:changes::jsonb, (select array_agg(p) from jsonb_array_elements_text(nullif(:permissions::jsonb, 'null')) p))\
          """);

  static final Query<FoundRow> OBJECTS =
      Query.of(
          FoundRow.class,
          """
          select o.ending, o.field, o.message, o.complete, null::text as type, o.id, null::text as relation
          from access.objects(:question::jsonb, :most::int) o
          """);

  static final Query<FoundRow> SUBJECTS =
      Query.of(
          FoundRow.class,
          """
          select s.ending, s.field, s.message, s.complete, s.type, s.id, s.relation
          from access.subjects(:question::jsonb, :most::int) s
          """);

  static final Query<AuditRow> AUDIT =
      Query.of(
          AuditRow.class,
          """
          select a.ending, a.field, a.message, a.place, a.subject_type, a.subject, a.subject_relation, a.relation, a.inherited, a.path
          from access.audit(:namespace, :object_id::uuid, :after, :most::int) a
          """);

  static final Listing<MyAccess> MY_ACCESS = myAccess("task");

  /// Organizations are no entities: the caller sees the one that they speak for.
  private static final Listing<MyAccess> MY_ORGANIZATION =
      rows(Listing.of(MyAccess.class)
              .from("access.own_organization() e")
              .where(":namespace = 'organization'")
              .shows("e.id as object_id, e.title, access.held(:namespace, e.id) as relations"))
          .build();

  private static final Sql SUPPOSE =
      Sql.of(
          """
          select s.ending, s.field, s.message
          from access.suppose(:questions::jsonb, :tuples::jsonb) s
          """);

  /// Undoes what was supposed.
  private static final Sql WAKE = Sql.of("select 'supposed' as ending");

  private QuestionStore() {}

  /// The things of a type that the caller may view.
  static Listing<MyAccess> myAccess(String namespace) {
    if (namespace.equals("organization")) {
      return MY_ORGANIZATION;
    }
    return rows(Listing.of(MyAccess.class)
            .from("core.entities e")
            .where("e.org_id = :org::uuid and e.type = :namespace and e.deleted_at is null")
            .visible(namespace + ".view")
            .shows("e.id as object_id, e.title, access.held(e.type, e.id) as relations"))
        .build();
  }

  private static Listing.Builder<MyAccess> rows(Listing.Builder<MyAccess> things) {
    return things
        .key("e.id")
        .mayBeLong("title", "relations")
        .choice("created_at", "e.created_at", Type.INSTANT)
        .choice("updated_at", "e.updated_at", Type.INSTANT)
        .ordered("created_at", true);
  }

  /// Answers questions as if tuples were there, and leaves nothing of them.
  static Command supposing(Binds questions, Binds supposed) {
    return Command.of(
        Step.one(SUPPOSE, supposed),
        Step.any(ANSWERS.sql(), questions),
        Step.any(WAKE, Binds.none()));
  }

  /// Cuts what a function tells into pieces, each of which fits a row.
  private static Query<Piece> told(String function) {
    return Query.of(
        Piece.class,
        """
        select t.ending, t.field, t.message, substr(t.told::text, p * 15000 + 1, 15000) as piece
        from %s t
        cross join lateral generate_series(0, coalesce(length(t.told::text) - 1, 0) / 15000) p
        order by p
        """
            .formatted(function));
  }
}
