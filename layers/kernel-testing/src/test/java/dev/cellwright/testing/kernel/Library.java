package dev.cellwright.testing.kernel;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What the kernel's tests do with books.
final class Library {
  private Library() {}

  static UUID shelf(Caller person) {
    return id(person.post("/api/v1/shelves", Map.of("name", "Shelf " + UUID.randomUUID())));
  }

  static UUID book(Caller person, UUID shelf, String title) {
    return id(add(person, shelf, title));
  }

  static Answer add(Caller person, UUID shelf, String title, String... headers) {
    return person.post("/api/v1/books", newBook(shelf, title), headers);
  }

  static Map<String, Object> newBook(UUID shelf, String title) {
    return new HashMap<>(Map.of("shelf_id", shelf, "title", title, "pages", 300));
  }

  static Answer lend(Caller person, UUID book, String email) {
    return person.put("/api/v1/books/" + book + "/loan", Map.of("email", email));
  }

  /// Adds a person to another's organization, and lets them speak for it.
  static Person joining(Person owner, Person joining, String role) {
    var added = owner.post("/api/v1/members", Map.of("person_id", joining.id(), "role", role));
    if (added.status() != 201) {
      throw new IllegalStateException("not added: " + added);
    }
    return joining.speakingFor(owner.organization());
  }

  /// Grants somebody a relation to many things at once, past the API.
  ///
  /// @param chosen SQL over `shelf.books b`, or `shelf.shelves b`
  static int let(
      TestCell cell, Person owner, Person reader, String type, String relation, String chosen) {
    var codes =
        cell.database()
            .rows(
                """
                select r.code as rel, s.code as sref
                from authz.relations r, authz.subjects s
                where r.type = ? and r.relation = ? and s.type = 'user' and s.relation = ''
                """,
                type,
                relation)
            .getFirst();
    return cell.database()
        .migrate(
            """
            insert into authz.tuples (org_id, rel, obj, sref, subj)
            select b.org_id, ?, b.id, ?, ?
            from %s b
            where b.org_id = ? and (%s)
            on conflict do nothing
            """
                .formatted(type.equals("shelf") ? "shelf.shelves" : "shelf.books", chosen),
            codes.path("rel").shortValue(),
            codes.path("sref").shortValue(),
            reader.id(),
            owner.organization());
  }

  /// Makes many books at once, past the API. Returns when they are counted by the planner too.
  static void stock(TestCell cell, Person owner, UUID shelf, int books) {
    cell.database()
        .migrate(
            """
            insert into shelf.books (org_id, id, shelf_id, title, author, pages, published_on, read_at, created_at)
            select ?, gen_random_uuid(), ?, 'Volume ' || lpad(n::text, 6, '0'),
              case when n % 3 = 0 then null else 'Author ' || n % 7 end,
              n % 50 + 1,
              case when n % 4 <> 0 then date '2000-01-01' + n % 11 end,
              case when n % 5 <> 0 then timestamptz '2020-01-01 00:00:00Z' + n % 13 * interval '1 day' end,
              timestamptz '2024-01-01 00:00:00Z' + n % 29 * interval '1 hour'
            from generate_series(1, ?) n
            """,
            owner.organization(), shelf, books);
  }

  static UUID id(Answer answer) {
    if (answer.status() != 201) {
      throw new IllegalStateException("not made: " + answer);
    }
    return UUID.fromString(answer.at("id").asText());
  }
}
