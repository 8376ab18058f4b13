package dev.cellwright.testing.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A shelf of two books in anna's organization; ben is a member, and so is cleo, who is in a team
/// that is nested in another.
final class Reading {
  final TestCell cell = TestCell.with("shelf");
  final Person anna = cell.register("anna");
  final Person ben = joining("ben");
  final Person cleo = joining("cleo");
  final UUID shelf = made("/api/v1/shelves", Map.of("name", "Novels"));
  final UUID emma = book("Emma");
  final UUID ulysses = book("Ulysses");
  final UUID inner = UUID.randomUUID();
  final UUID outer = UUID.randomUUID();

  Reading() {
    tuple("team", inner, "member", "user", cleo.id(), "");
    tuple("team", outer, "member", "team", inner, "member");
  }

  private Person joining(String name) {
    var person = cell.register(name);
    anna.post("/api/v1/members", Map.of("person_id", person.id(), "role", "member"));
    return person.speakingFor(anna.organization());
  }

  private UUID book(String title) {
    return made("/api/v1/books", Map.of("shelf_id", shelf, "title", title, "pages", 300));
  }

  private UUID made(String path, Map<String, Object> body) {
    return UUID.fromString(anna.post(path, body).at("id").asText());
  }

  void tuple(
      String type, UUID object, String relation, String subjectType, UUID subject, String held) {
    var codes =
        cell.database()
            .rows(
                """
                select r.code as rel, s.code as sref
                from authz.relations r, authz.subjects s
                where r.type = ? and r.relation = ? and s.type = ? and s.relation = ?
                """,
                type,
                relation,
                subjectType,
                held)
            .getFirst();
    cell.database()
        .migrate(
            "insert into authz.tuples (org_id, rel, obj, sref, subj) values (?, ?, ?, ?, ?)",
            anna.organization(),
            codes.path("rel").shortValue(),
            object,
            codes.path("sref").shortValue(),
            subject);
  }

  JsonNode explained(String type, UUID object, String relation, Person person) {
    return one(
        "select authz.explain(?, ?, ?, ?, 'user', ?, null, '{}') as answer",
        anna.organization(),
        type,
        relation,
        object,
        person.id());
  }

  /// @param asked relations; without any, all permissions
  JsonNode compared(String changes, String... asked) {
    return one(
        "select authz.compare(?, ?::jsonb, nullif(?, '')::text[]) as answer",
        anna.organization(),
        changes,
        asked.length == 0 ? "" : "{" + String.join(",", asked) + "}");
  }

  boolean may(Person person, String type, String relation, UUID object) {
    return one(
            """
            select authz.check(?, (select r.code from authz.relations r where r.type = ? and r.relation = ?), ?,
              authz.subject_of('user', null), ?, '{}') = 3 as answer
            """,
            anna.organization(),
            type,
            relation,
            object,
            person.id())
        .booleanValue();
  }

  JsonNode one(String sql, Object... parameters) {
    return cell.database().rows(sql, parameters).getFirst().path("answer");
  }

  /// @param after the place to go on from; empty at the start
  List<JsonNode> access(String type, UUID object, String after, int most) {
    return cell.database()
        .rows(
            """
            select a.place, a.subject_type, a.subject, a.subject_relation, a.relation, a.inherited, a.path
            from authz.access_list(?, ?, ?, null, nullif(?, ''), ?) a
            """,
            anna.organization(),
            type,
            object,
            after,
            most);
  }
}
