package dev.cellwright.testing.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.testing.Intruder;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestContexts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody runs SQL of their own as the module's role: they stay in their own tenant.
class ContextTest {
  private static final String BOOKS = "select b.org_id, b.title from shelf.books b";

  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final Person stranger = cell.register("stranger");

  ContextTest() {
    Library.book(anna, Library.shelf(anna), "Anna's");
    Library.book(stranger, Library.shelf(stranger), "Stranger's");
  }

  private Intruder intruder(String context) {
    return cell.database().intruder("shelf", context);
  }

  private String contextOf(Person person) {
    return cell.contexts().member(person.organization(), person.id(), person.session());
  }

  private static final String CANDIDATES = "select gen_random_uuid(), null::jsonb";

  private static void isRefused(String state, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(state);
  }

  @Test
  void ownRowsAreSeenAndNoOthers() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      assertThat(intruder.select(BOOKS)).singleElement().matches(row -> isOf(row, stranger));
      assertThat(intruder.query("select b.title from shelf.books b", "title text"))
          .singleElement()
          .matches(row -> row.path("title").asText().equals("Stranger's"));
    }
  }

  private static boolean isOf(com.fasterxml.jackson.databind.JsonNode row, Person person) {
    return row.path("org_id").asText().equals(person.organization().toString());
  }

  @Test
  void withoutAContextNothingIsSeen() throws Exception {
    try (var intruder = intruder("")) {
      assertThat(intruder.select(BOOKS)).isEmpty();
    }
  }

  @Test
  void aForgedContextIsRefused() throws Exception {
    var forged = cell.contexts().forged(anna.organization(), anna.id(), anna.session());

    try (var intruder = intruder(forged)) {
      isRefused("CW498", () -> intruder.select(BOOKS));
      isRefused("CW498", () -> intruder.query(BOOKS, "org_id uuid, title text"));
    }
  }

  @Test
  void anExpiredContextIsRefused() throws Exception {
    var expired = cell.contexts().expired(anna.organization(), anna.id(), anna.session());

    try (var intruder = intruder(expired)) {
      isRefused("CW498", () -> intruder.select(BOOKS));
      isRefused("CW498", () -> intruder.query(BOOKS, "org_id uuid, title text"));
    }
  }

  @Test
  void aMovedClockMakesNoContextLiveLonger() throws Exception {
    var expired = cell.contexts().expired(anna.organization(), anna.id(), anna.session());

    try (var earlier = cell.clock().ahead(java.time.Duration.ofHours(-1));
        var intruder = intruder(expired)) {
      isRefused("CW498", () -> intruder.select(BOOKS));
    }
  }

  @Test
  void aContextOfAnotherKeyIsRefused() throws Exception {
    var another = new TestContexts(new ContextKey("another", new byte[32]));

    try (var intruder = intruder(another.member(anna.organization(), anna.id(), anna.session()))) {
      isRefused("CW498", () -> intruder.select(BOOKS));
    }
  }

  @Test
  void aKeyThatWasRotatedIsGoodUntilItEnds() throws Exception {
    var ending = new ContextKey("ending", "e".repeat(32).getBytes(UTF_8));
    var contexts = new TestContexts(ending);
    cell.database()
        .change("call priv.put_context_key('ending', convert_to(?, 'UTF8'))", "e".repeat(32));

    for (var until : List.of("null", "clock_timestamp() + interval '1 minute'")) {
      cell.database()
          .change("update priv.context_keys set good_until = " + until + " where kid = 'ending'");
      try (var intruder = intruder(memberOf(contexts))) {
        assertThat(intruder.select(BOOKS)).isNotEmpty();
      }
    }
    cell.database()
        .change("update priv.context_keys set good_until = clock_timestamp() where kid = 'ending'");

    try (var intruder = intruder(memberOf(contexts))) {
      isRefused("CW498", () -> intruder.select(BOOKS));
    }
  }

  private String memberOf(TestContexts contexts) {
    return contexts.member(anna.organization(), anna.id(), anna.session());
  }

  @Test
  void aContextCanNotBeRewritten() throws Exception {
    var own = contextOf(stranger);
    var rewritten =
        List.of(
            own.replace(stranger.organization().toString(), anna.organization().toString()),
            own.replace("|member|", "|system|"),
            own.replace("1|", "2|"),
            own.substring(0, own.length() - 64),
            own.substring(0, own.length() - 1),
            own + "00",
            own + "|",
            "|" + own,
            "not a context",
            "||||||||||",
            own.replace(own.substring(own.length() - 64), "zz".repeat(32)));

    for (var context : rewritten) {
      try (var intruder = intruder(context)) {
        isRefused("CW498", () -> intruder.select(BOOKS));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select b.title from (select pg_catalog.set_config('cw.context', '%s', true) offset 0) s, shelf.books b",
        "with s as materialized (select pg_catalog.set_config('cw.context', '%s', true) c) select b.title from s, shelf.books b",
        "select b.title || pg_catalog.set_config('cw.context', '%s', true) from shelf.books b order by 1",
        "select t.title from api.q('%s', 'select b.title from shelf.books b', '{}') as t (title text)",
        "select priv.enter('%s', '{}') || b.title from shelf.books b",
        "select b.title from shelf.books b where priv.enter('%s', null) is null"
      })
  void aContextCanNotBeSwitchedInsideAStatement(String statement) throws Exception {
    var forged = cell.contexts().forged(anna.organization(), anna.id(), anna.session());

    try (var intruder = intruder(contextOf(stranger))) {
      var seen = new ArrayList<String>();
      try {
        intruder
            .query(statement.formatted(forged), "title text")
            .forEach(row -> seen.add(row.path("title").asText()));
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("CW498");
      }

      assertThat(seen).noneMatch(title -> title.contains("Anna"));
    }
  }

  @Test
  void whatACallLeavesBehindIsNoContext() throws Exception {
    try (var intruder = intruder("")) {
      intruder.select(
          "select t.title from api.q(?, 'select b.title from shelf.books b', '{}') as t (title text)",
          contextOf(stranger));

      assertThat(intruder.select(BOOKS)).isEmpty();
    }
  }

  @Test
  void keysAreReadByNobody() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      for (var sql :
          List.of(
              "select k.kid from priv.context_keys k",
              "select k.person_id from core.person_keys k",
              "select priv.field(4)",
              "select priv.verified('x')",
              "select priv.seal('00000000-0000-0000-0000-000000000000', 'x')",
              "select l.id from core.audit_log l",
              "select o.id from core.outbox o",
              "select c.key from core.commands c")) {
        isRefused("42501", () -> intruder.select(sql));
        isRefused("42501", () -> intruder.query(sql, "x text"));
      }
    }
  }

  @Test
  void rowsAreNotMovedToAnotherTenant() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      isRefused(
          "42501",
          () -> intruder.execute("update shelf.books set org_id = ?", anna.organization()));
      isRefused(
          "42501",
          () ->
              intruder.execute(
                  "insert into shelf.shelves (org_id, id, name) values (?, ?, 'mine')",
                  anna.organization(),
                  UUID.randomUUID()));
      assertThat(intruder.execute("delete from shelf.books where org_id = ?", anna.organization()))
          .isZero();
    }
    assertThat(cell.database().count("shelf.books", anna.organization())).isOne();
  }

  @Test
  void anotherTenantsRowsCanNotBeNamed() throws Exception {
    var annasShelf = Library.shelf(anna);

    var theirs = Library.add(stranger, annasShelf, "On Anna's shelf");
    var nobodys = Library.add(stranger, UUID.randomUUID(), "On nobody's shelf");

    assertThat(theirs.status()).isEqualTo(404).isEqualTo(nobodys.status());
    assertThat(theirs.at("error/message").asText().replaceAll("[0-9a-f-]{36}", "…"))
        .isEqualTo(nobodys.at("error/message").asText().replaceAll("[0-9a-f-]{36}", "…"));
  }

  @Test
  void oneStatementAtATime() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      isRefused("CW500", () -> intruder.query("select 'a'; select 'b'", "x text"));
      isRefused("CW500", () -> intruder.page("select 'a'; select 'b'", CANDIDATES));
      isRefused("CW500", () -> intruder.page("select 'a'", CANDIDATES + "; select 1"));
      isRefused("CW500", () -> intruder.command("select 1 as x; drop table shelf.books"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with d as (delete from shelf.books returning title) select title from d",
        "with u as (update shelf.books set title = 'x' returning title) select title from u",
        "select api.emit('book.added', 'book', gen_random_uuid(), 1, '{}')::text",
        "select nextval('core.outbox_sequence_seq')::text",
        "select set_config('transaction_read_only', 'off', true) || (select count(*) from shelf.books)"
      })
  void aReadChangesNothing(String statement) throws Exception {
    // Only who doesn't see everything anyway is walked for.
    var guest = Library.joining(stranger, cell.register("guest"), "guest");
    try (var intruder = intruder(contextOf(guest))) {
      for (ThrowingCallable attempt :
          List.<ThrowingCallable>of(
              () -> intruder.query(statement, "x text"),
              () -> intruder.page(statement, CANDIDATES),
              () -> intruder.page("select 'a'", statement))) {
        assertThatThrownBy(attempt)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isIn("25006", "25001", "22023", "42501");
      }
    }
    assertThat(cell.database().count("shelf.books", stranger.organization())).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create temp table mine as select 1 as x",
        "drop table shelf.books",
        "truncate shelf.books",
        "grant select on shelf.books to public",
        "set role cw_people",
        "copy shelf.books to stdout",
        "do 'begin end'",
        "call priv.put_login('m_shelf', 'x')",
        "  \n",
        ""
      })
  void aCommandIsAChangeOfRows(String statement) throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      isRefused("CW500", () -> intruder.command(statement));
    }
  }

  @Test
  void nothingIsMadeNotEvenForAWhile() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      for (var sql :
          List.of(
              "create temp table mine (x int)",
              "create table shelf.mine (x int)",
              "create function shelf.mine() returns int language sql as 'select 1'",
              "create view shelf.mine as select 1 as x",
              "create schema mine")) {
        isRefused("42501", () -> intruder.execute(sql));
      }
    }
  }

  @Test
  void aLockOfTheSessionEndsWithTheNextCall() throws Exception {
    var shelf = Library.shelf(stranger);
    try (var intruder = intruder(contextOf(stranger));
        var watcher = cell.database().superuser()) {
      intruder.query("select pg_advisory_lock(4711)::text", "x text");
      intruder.query("select 'next'", "x text");

      try (var held =
          watcher
              .createStatement()
              .executeQuery(
                  "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711")) {
        held.next();
        assertThat(held.getInt(1)).isZero();
      }
    }
    assertThat(Library.add(stranger, shelf, "Free").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statement_timeout",
        "default_transaction_read_only",
        "default_transaction_isolation",
        "work_mem",
        "cw.role",
        "cw.context",
        "cw.migration",
        "search_path",
        "enable_indexscan",
        "row_security"
      })
  void aSettingOfTheSessionEndsWithItsCall(String setting) throws Exception {
    var value =
        java.util.Map.of(
                "statement_timeout", "1",
                "default_transaction_isolation", "serializable",
                "work_mem", "64kB",
                "search_path", "shelf",
                "cw.context", "")
            .getOrDefault(setting, "on");
    var change = "select set_config('%s', '%s', false) as x".formatted(setting, value);
    var shown = "select coalesce(current_setting('" + setting + "', true), '') as x";
    try (var intruder = intruder("")) {
      var before = intruder.select(shown);
      intruder.select(
          "select t.x from api.q(?, ?, '{}') as t (x text)", contextOf(stranger), change);
      var afterRead = intruder.select(shown);
      intruder.select(
          "select api.cmd(?, cast(? as jsonb))",
          contextOf(stranger),
          """
          {"key": "%s", "fingerprint": "", "steps": [{"sql": "%s", "args": {}, "expect": 1, "else": "x"}]}\
          """
              .formatted(UUID.randomUUID(), change));

      assertThat(afterRead).isEqualTo(before);
      assertThat(intruder.select(shown)).isEqualTo(before);
    }
  }

  @Test
  void anEndedSessionIsRefusedAtOnce() {
    assertThat(anna.post("/api/v1/auth/logout", null).status()).isEqualTo(204);

    var answer = anna.get("/api/v1/books");

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void aStrangerToTheOrganizationIsRefused() {
    var intruding = stranger.speakingFor(anna.organization());

    assertThat(intruding.get("/api/v1/books").status()).isEqualTo(403);
    assertThat(Library.add(intruding, UUID.randomUUID(), "Mine").status()).isEqualTo(403);
  }

  @Test
  void aRoleLacksWhatOnlyAHigherOneHas() {
    var ben = Library.joining(anna, cell.register("ben"), "guest");
    var book = Library.book(anna, Library.shelf(anna), "Emma");

    assertThat(ben.get("/api/v1/books").status()).isEqualTo(200);
    assertThat(Library.lend(ben, book, "ben@example.com").status()).isEqualTo(403);
    assertThat(ben.delete("/api/v1/books/" + book).status()).isEqualTo(403);
  }

  @Test
  void aRoleThatNobodyKnowsMayNothing() {
    var king = Library.joining(anna, cell.register("king"), "king");

    assertThat(king.get("/api/v1/books").status()).isEqualTo(403);
  }

  @Test
  void whatARouteAsksMustBeAPermissionOfTheCell() throws Exception {
    try (var intruder = intruder(contextOf(stranger))) {
      isRefused(
          "CW410",
          () ->
              intruder.select(
                  "select t.x from api.q(?, 'select 1::text', '{\"ask\": {\"permission\": \"none.such\"}}') as t (x text)",
                  contextOf(stranger)));
    }
  }

  @Test
  void nobodyLoggedInHasNoPermission() throws Exception {
    var anonymous = cell.contexts().anonymous();
    try (var intruder = intruder(anonymous)) {
      isRefused(
          "CW403",
          () ->
              intruder.select(
                  "select t.x from api.q(?, 'select 1::text', '{\"ask\": {\"permission\": \"book.view\"}}') as t (x text)",
                  anonymous));
    }
  }
}
