package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.user;
import static dev.cellwright.access.TestingLinks.end;
import static dev.cellwright.access.TestingLinks.link;
import static dev.cellwright.access.TestingLinks.related;
import static dev.cellwright.access.TestingLinks.task;
import static dev.cellwright.access.TestingLinks.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final String brief = task(anna, "Write the brief");
  private final String print = task(anna, "Print the poster");

  private Answer linked(Person person, String task, String target) {
    return person.get("/api/v1/tasks/" + task + "/linked/" + target);
  }

  private Answer links(Person person, String type, String id) {
    return person.get("/api/v1/links?source_type=" + type + "&source_id=" + id);
  }

  @Test
  void aLinkIsSeenFromBothEnds() {
    var made = link(anna, "task", brief, "task", print, "blocks");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(made)).isEqualTo(1);
    assertThat(made.header("Location")).isEqualTo("/api/v1/links/" + made.at("id").asText());
    assertThat(made.at("source/id").asText()).isEqualTo(brief);
    assertThat(made.at("created_by").asText()).isEqualTo(anna.id().toString());

    var there = linked(anna, brief, "tasks");
    assertThat(there.status()).as(there.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(there)).isEqualTo(1);
    assertThat(there.at("meta/total").asInt()).isEqualTo(1);
    var row = there.at("data/0");
    assertThat(row.path("id").asText()).isEqualTo(print);
    assertThat(row.path("type").asText()).isEqualTo("task");
    assertThat(row.path("title").asText()).isEqualTo("Print the poster");
    assertThat(row.path("status").asText()).isEqualTo("todo");
    assertThat(row.path("url").asText()).isEqualTo("/tasks/" + print);
    assertThat(row.path("relationship").asText()).isEqualTo("blocks");
    assertThat(row.path("outgoing").asBoolean()).isTrue();
    assertThat(row.path("link_id").asText()).isEqualTo(made.at("id").asText());

    var back = linked(anna, print, "*");
    assertThat(titles(back)).containsExactly("Write the brief");
    assertThat(back.at("data/0/outgoing").asBoolean(true)).isFalse();
    assertThat(titles(linked(anna, brief, "boards"))).isEmpty();
  }

  @Test
  void aTypeThatIsNotThereIsToldBeforeAnythingElse() {
    var unknown = link(anna, "ghost", brief, "task", brief, "blocks");
    var unlinkable = link(anna, "task", brief, "role", brief, "blocks");
    var itself = link(anna, "task", brief, "task", brief, "blocks");

    assertThat(unknown.at("error/details/0/field").asText()).isEqualTo("source.type");
    assertThat(unlinkable.at("error/details/0/field").asText()).isEqualTo("target.type");
    assertThat(itself.at("error/details/0/field").asText()).isEqualTo("target.id");
    assertThat(itself.at("error/details/0/message").asText())
        .isEqualTo("must be another thing than the source");
  }

  @Test
  void theRelatedItemsOfAThingAreItsLinksInBothDirections() {
    related(anna, brief, print);
    var call = task(anna, "Call the printer");
    related(anna, call, brief);

    var found = links(anna, "task", brief);

    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(found)).isEqualTo(1);
    assertThat(titles(found)).containsExactly("Call the printer", "Print the poster");
    assertThat(found.at("data/0/source/id").asText()).isEqualTo(call);
    assertThat(found.at("data/0/target/id").asText()).isEqualTo(brief);
    assertThat(found.at("data/0/related/url").asText()).isEqualTo("/tasks/" + call);
  }

  @Test
  void thingsOfDifferentTypesAreLinkedAndToldApart() {
    var board = TestingAccess.openBoard(anna);
    link(anna, "board", board, "task", brief, "plans");
    related(anna, brief, print);

    assertThat(titles(linked(anna, brief, "boards"))).containsExactly("Launch");
    assertThat(titles(linked(anna, brief, "tasks"))).containsExactly("Print the poster");
    assertThat(titles(linked(anna, brief, "*"))).hasSize(2);
    assertThat(titles(anna.get("/api/v1/boards/" + board + "/linked/*")))
        .containsExactly("Write the brief");
    assertThat(titles(anna.get("/api/v1/tasks/" + brief + "/linked/*?filter[type]=board")))
        .containsExactly("Launch");
  }

  @Test
  void whatIsLinkedIsSortedFilteredAndPaged() {
    for (int i = 0; i < 5; i++) {
      related(anna, brief, task(anna, "Task " + i));
    }
    link(anna, "task", brief, "task", print, "blocks");

    var path = "/api/v1/tasks/" + brief + "/linked/tasks";
    var first = anna.get(path + "?sort=title&limit=4");
    assertThat(titles(first)).containsExactly("Print the poster", "Task 0", "Task 1", "Task 2");
    assertThat(first.at("meta/total").asInt()).isEqualTo(6);
    var second = anna.get(path + "?sort=title&limit=4&cursor=" + first.at("meta/cursor").asText());
    assertThat(titles(second)).containsExactly("Task 3", "Task 4");
    assertThat(titles(anna.get(path + "?filter[relationship]=blocks")))
        .containsExactly("Print the poster");
  }

  @Test
  void aLinkThatStandsIsNotMadeAgain() {
    var made = link(anna, "task", brief, "task", print, "related");

    var again = link(anna, "task", brief, "task", print, "related");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains(made.at("id").asText());
    assertThat(link(anna, "task", brief, "task", print, "blocks").status()).isEqualTo(201);
    assertThat(link(anna, "task", print, "task", brief, "related").status()).isEqualTo(201);
    assertThat(linked(anna, brief, "*").at("meta/total").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "source.type, contact, source.type",
    "target.type, '', target.type",
    "target.type, role, target.type",
    "target.type, user, target.type",
    "target.type, organization, target.type",
    "relationship, Related, relationship",
    "relationship, '', relationship",
    "relationship, a__b, relationship",
    "relationship, 9lives, relationship",
    "source.id, 1, source.id",
    "target.id, SELF, target.id",
    "extra, x, extra"
  })
  void aLinkThatIsWrittenWronglyIsRefused(String field, String value, String complaint) {
    var source = new HashMap<String, Object>(end("task", brief));
    var target = new HashMap<String, Object>(end("task", print));
    var body =
        new HashMap<String, Object>(
            Map.of("source", source, "target", target, "relationship", "related"));
    var path = field.split("\\.", -1);
    var place = path.length == 1 ? body : path[0].equals("source") ? source : target;
    place.put(path[path.length - 1], value.equals("SELF") ? brief : value);

    var refused = anna.post("/api/v1/links", body);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo(complaint);
    assertThat(links(anna, "task", brief).at("meta/total").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/links",
        "/api/v1/links?source_type=task",
        "/api/v1/links?source_id=01890a5d-ac96-774b-bcce-b302099a8057",
        "/api/v1/links?source_type=task&source_id=1",
        "/api/v1/links?source_type=task&source_type=task&source_id=01890a5d-ac96-774b-bcce-b302099a8057",
        "/api/v1/links?source_type=task&source_id=01890a5d-ac96-774b-bcce-b302099a8057&x=1",
        "/api/v1/tasks/1/linked/tasks",
        "/api/v1/tasks/01890a5d-ac96-774b-bcce-b302099a8057/linked/Tasks",
        "/api/v1/tasks/01890a5d-ac96-774b-bcce-b302099a8057/linked/**",
        "/api/v1/tasks/01890a5d-ac96-774b-bcce-b302099a8057/linked/tasks?depth=2"
      })
  void aQuestionThatIsWrittenWronglyIsRefused(String path) {
    assertThat(anna.get(path).status()).as(path).isEqualTo(400);
  }

  @Test
  void whatIsNotThereHasNoLinks() {
    var nobody = UUID.randomUUID().toString();

    assertThat(link(anna, "task", brief, "task", nobody, "related").status()).isEqualTo(404);
    assertThat(link(anna, "board", brief, "task", print, "related").status()).isEqualTo(404);
    assertThat(linked(anna, nobody, "*").status()).isEqualTo(404);
    assertThat(linked(anna, brief, "contacts").status()).isEqualTo(404);
    assertThat(anna.get("/api/v1/contacts/" + brief + "/linked/*").status()).isEqualTo(404);
    assertThat(links(anna, "task", nobody).status()).isEqualTo(404);
    assertThat(links(anna, "contact", brief).status()).isEqualTo(404);
    assertThat(anna.delete("/api/v1/links/" + nobody).status()).isEqualTo(404);
  }

  @Test
  void whatLiesInTheTrashIsNotLinkedAndComesBackWithItsLinks() {
    var made = related(anna, brief, print);

    anna.delete("/api/v1/tasks/" + print);

    assertThat(titles(linked(anna, brief, "*"))).isEmpty();
    assertThat(linked(anna, print, "*").status()).isEqualTo(404);
    assertThat(link(anna, "task", brief, "task", print, "blocks").status()).isEqualTo(404);
    cell.database()
        .migrate("update tasks.tasks set deleted_at = null where id = ?", UUID.fromString(print));
    assertThat(linked(anna, brief, "*").at("data/0/link_id").asText()).isEqualTo(made);
  }

  @Test
  void whatIsErasedTakesItsLinksWithIt() {
    related(anna, brief, print);
    related(anna, print, task(anna, "Another"));

    cell.database().migrate("delete from tasks.tasks where id = ?", UUID.fromString(print));

    assertThat(cell.database().count("access.entity_links", anna.organization())).isZero();
    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.at("/entity_type").asText().equals("link"))
        .extracting(entry -> entry.at("/action").asText())
        .containsExactly("link.created", "link.created", "link.erased", "link.erased");
  }

  @Test
  void aLinkIsRemovedOnce() {
    var made = related(anna, brief, print);

    var removed = anna.delete("/api/v1/links/" + made);

    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(removed)).isEqualTo(1);
    assertThat(titles(linked(anna, brief, "*"))).isEmpty();
    assertThat(anna.delete("/api/v1/links/" + made).status()).isEqualTo(404);
  }

  @Test
  void linksAreEventsAndOnTheTrail() {
    var made = related(anna, brief, print);
    anna.delete("/api/v1/links/" + made);

    var events =
        cell.events(anna.organization()).stream()
            .filter(event -> event.at("/entity_id").asText().equals(made))
            .toList();
    assertThat(events)
        .extracting(event -> event.at("/type").asText() + event.at("/entity_number").asText())
        .containsExactly("entity.linked1", "entity.unlinked2");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.at("/entity_type").asText()).isEqualTo("link");
          assertThat(event.at("/data/source/id").asText()).isEqualTo(brief);
          assertThat(event.at("/data/target/type").asText()).isEqualTo("task");
          assertThat(event.at("/data/relationship").asText()).isEqualTo("related");
        });
    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.at("/entity_id").asText().equals(made))
        .extracting(entry -> entry.at("/action").asText() + entry.at("/actor_id").asText())
        .containsExactly("link.created" + anna.id(), "link.erased" + anna.id());
  }

  @Test
  void aStrangerIsToldThatNothingIsThere() {
    var stranger = cell.register("stranger");
    var own = task(stranger, "Own");
    var made = related(anna, brief, print);

    assertThat(link(stranger, "task", own, "task", brief, "related").status()).isEqualTo(404);
    assertThat(link(stranger, "task", brief, "task", own, "related").status()).isEqualTo(404);
    assertThat(linked(stranger, brief, "*").status()).isEqualTo(404);
    assertThat(links(stranger, "task", brief).status()).isEqualTo(404);
    assertThat(stranger.delete("/api/v1/links/" + made).status()).isEqualTo(404);
    assertThat(titles(linked(anna, brief, "*"))).hasSize(1);
  }

  @Test
  void whoMayNotViewAnEndIsNotToldOfIt() {
    var ben = joins(cell.register("ben"), anna, "member");
    var own = task(ben, "Ben's own");
    var made = related(anna, brief, print);

    assertThat(link(ben, "task", own, "task", brief, "related").status()).isEqualTo(404);
    assertThat(linked(ben, brief, "*").status()).isEqualTo(404);
    assertThat(links(ben, "task", brief).status()).isEqualTo(404);
    assertThat(ben.delete("/api/v1/links/" + made).status()).isEqualTo(404);

    // Who sees one end sees no link to the other.
    grant(anna, "task", brief, "viewer", user(ben));
    assertThat(titles(linked(ben, brief, "*"))).isEmpty();
    assertThat(links(ben, "task", brief).at("meta/total").asInt()).isZero();
  }

  @Test
  void whoMayOnlyViewMayNotLink() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var cleo = joins(cell.register("cleo"), anna, "member");
    grant(anna, "task", brief, "viewer", user(ben));
    grant(anna, "task", print, "viewer", user(ben));
    grant(anna, "task", brief, "editor", user(cleo));
    grant(anna, "task", print, "viewer", user(cleo));
    var made = related(anna, brief, print);

    assertThat(titles(linked(ben, brief, "tasks"))).containsExactly("Print the poster");
    assertThat(link(ben, "task", brief, "task", print, "blocks").status()).isEqualTo(403);
    assertThat(ben.delete("/api/v1/links/" + made).status()).isEqualTo(403);
    assertThat(link(cleo, "task", brief, "task", print, "blocks").status()).isEqualTo(403);
    assertThat(link(cleo, "task", print, "task", brief, "blocks").status()).isEqualTo(403);

    // One end is enough to remove a link.
    assertThat(cleo.delete("/api/v1/links/" + made).status()).isEqualTo(204);
  }

  @Test
  void whatIsWrongComesBeforeWhatIsMissingAndThatBeforeWhatIsForbidden() {
    var ben = joins(cell.register("ben"), anna, "guest");
    grant(anna, "task", brief, "viewer", user(ben));
    var nobody = UUID.randomUUID().toString();

    assertThat(link(ben, "task", brief, "contact", nobody, "related").status()).isEqualTo(400);
    assertThat(link(ben, "task", brief, "task", nobody, "related").status()).isEqualTo(404);
  }

  @Test
  void withoutATokenNothingIsLinked() {
    assertThat(cell.anonymous().get("/api/v1/tasks/" + brief + "/linked/*").status())
        .isEqualTo(401);
    assertThat(cell.anonymous().post("/api/v1/links", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void manyLinksAreListedAsFarAsTheirReaderMayViewThem() {
    var ben = joins(cell.register("ben"), anna, "member");
    var ids =
        cell
            .database()
            .rows(
                """
                select gen_random_uuid() as id from generate_series(1, 400)
                """)
            .stream()
            .map(row -> UUID.fromString(row.path("id").asText()))
            .toArray(UUID[]::new);
    cell.database()
        .migrate(
            """
            insert into tasks.tasks (org_id, id, title, owner_id, created_by)
            select ?, id, 'Bulk ' || n, case when n % 40 = 0 then ?::uuid else ?::uuid end, ?
            from unnest(?::uuid[]) with ordinality u (id, n)
            """,
            anna.organization(), ben.id(), anna.id(), anna.id(), ids);
    cell.database()
        .migrate(
            """
            insert into access.entity_links (org_id, id, source_type, source_id, target_type, target_id, relationship, created_by)
            select ?, gen_random_uuid(), 'task', ?, 'task', id, 'related', ? from unnest(?::uuid[]) id
            """,
            anna.organization(),
            UUID.fromString(brief),
            anna.id(),
            ids);
    grant(anna, "task", brief, "viewer", user(ben));

    assertThat(linked(anna, brief, "tasks").at("meta/total").asInt()).isEqualTo(400);
    assertThat(linked(ben, brief, "tasks").at("meta/total").asInt()).isEqualTo(10);
  }

  @Test
  void oneOfManyWhoLinkTheSameMakesIt() throws Exception {
    try (var pool = Executors.newFixedThreadPool(6)) {
      var calls =
          IntStream.range(0, 6)
              .<Callable<Integer>>mapToObj(
                  _ -> () -> link(anna, "task", brief, "task", print, "related").status())
              .toList();

      var statuses = new ArrayList<Integer>();
      for (var answer : pool.invokeAll(calls)) {
        statuses.add(answer.get());
      }

      assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }
    assertThat(titles(linked(anna, brief, "*"))).hasSize(1);
  }

  @Test
  void aLinkToWhatIsErasedMeanwhileIsNotMade() throws Exception {
    try (var eraser = cell.database().login("cw_migrator");
        var statement = eraser.createStatement();
        var pool = Executors.newSingleThreadExecutor()) {
      eraser.setAutoCommit(false);
      statement.execute("select set_config('cw.migration', 'test/0', false)");
      statement.execute("delete from tasks.tasks where id = '" + print + "'");

      var linking = pool.submit(() -> link(anna, "task", brief, "task", print, "related"));
      awaitLock();
      eraser.commit();

      assertThat(linking.get().status()).isEqualTo(404);
    }
    assertThat(cell.database().count("access.entity_links", anna.organization())).isZero();
  }

  private void awaitLock() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (!cell.database()
          .rows(
              "select pid from pg_stat_activity where usename = 'm_access' and wait_event_type = 'Lock'")
          .isEmpty()) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("linking didn't wait for the erasing");
  }

  @Test
  void aModuleReachesLinksThroughItsFunctionsOnly() throws Exception {
    related(anna, brief, print);
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());

    for (var injected :
        List.of(
            "select id from access.entity_links",
            "select access.told(l) from access.entity_links l",
            "select access.assign(null)",
            "select url from core.entities")) {
      try (var intruder = cell.database().intruder("access", context)) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> intruder.select(injected)))
            .as(injected)
            .hasMessageContaining("permission denied");
      }
    }
  }
}
