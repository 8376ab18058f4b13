package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitiesTest {
  private static final String ENTITIES =
      """
      select type, id, title, subtitle, status, avatar, url, deleted_at, created_at, updated_at
      from core.entities where org_id = ? and type in ('shelf', 'book') order by id
      """;
  private static final String TABLES =
      """
      select * from (
        select 'book' as type, id, title, author as subtitle, case when lent then 'lent' end as status,
          null as avatar, '/books/' || id as url, deleted_at, created_at, updated_at
        from shelf.books where org_id = ?
        union all
        select 'shelf', id, name, null, null, null, '/shelves/' || id, null, created_at, created_at
        from shelf.shelves where org_id = ?) rows
      order by id
      """;

  private final TestCell cell = TestCell.with("shelf");
  private final Person anna = cell.register("anna");
  private final UUID shelf = Library.shelf(anna);

  private List<JsonNode> entities() {
    return cell.database().rows(ENTITIES, anna.organization());
  }

  private List<JsonNode> rows() {
    return cell.database().rows(TABLES, anna.organization(), anna.organization());
  }

  @Test
  void whatARequestMakesIsAnEntity() {
    var book = Library.book(anna, shelf, "On the shelf");

    assertThat(entities()).hasSize(2).isEqualTo(rows());
    assertThat(entities().getLast().path("id").asText()).isEqualTo(book.toString());
    assertThat(entities().getLast().path("title").asText()).isEqualTo("On the shelf");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverHappensToRowsTheirEntitiesSayTheSame(long seed) {
    var random = new Random(seed);
    var statements =
        List.of(
            """
            insert into shelf.books (org_id, id, shelf_id, title, author, pages)
            select $org, gen_random_uuid(), $shelf, 'Book ' || n, case when n % 2 = 0 then 'Author ' || n end, n
            from generate_series(1, $n) n
            """,
            "update shelf.books set title = title || '!', updated_at = cell.now() where org_id = $org and $some",
            "update shelf.books set lent = not lent where org_id = $org and $some",
            "update shelf.books set author = null where org_id = $org and $some",
            "update shelf.books set deleted_at = cell.now() where org_id = $org and deleted_at is null and $some",
            "update shelf.books set deleted_at = null where org_id = $org and deleted_at is not null and $some",
            "delete from shelf.books where org_id = $org and $some",
            "update shelf.shelves set name = name || '.' where org_id = $org");

    for (int step = 0; step < 40; step++) {
      cell.database()
          .migrate(
              statements
                  .get(random.nextInt(statements.size()))
                  .replace("$org", "'" + anna.organization() + "'")
                  .replace("$shelf", "'" + shelf + "'")
                  .replace("$n", String.valueOf(random.nextInt(6)))
                  .replace("$some", "abs(hashtext(id::text)) % 3 = " + random.nextInt(3)));
    }

    assertThat(entities()).isNotEmpty().isEqualTo(rows());
  }

  @Test
  void aModuleReadsAndWritesNoEntities() throws SQLException {
    try (var module = cell.database().login("m_shelf");
        var statement = module.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select id from core.entities"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("delete from core.entities"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("insert into core.entities (id) values (null)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void anEntityKeepsItsId() {
    Library.book(anna, shelf, "Fixed");

    assertThatThrownBy(() ->
            cell.database()
                .migrate(
                    "update shelf.books set id = gen_random_uuid() where org_id = ?",
                    anna.organization()))
        .hasMessageContaining("an entity keeps its id");
  }

  @Test
  void oneIdIsOneEntity() {
    assertThatThrownBy(() ->
            cell.database()
                .migrate(
                    """
                    insert into shelf.books (org_id, id, shelf_id, title, pages)
                    select org_id, id, id, 'Double', 1 from shelf.shelves where org_id = ?
                    """,
                    anna.organization()))
        .hasMessageContaining("entities_pkey");
  }

  @Test
  void aModuleMakesNoEntitiesOfAnothersTable() throws SQLException {
    try (var migrator = cell.database().login("cw_migrator")) {
      migrator.setAutoCommit(false);
      run(migrator, "set role cw_owner");
      run(migrator, "select set_config('cw.migration', 'tasks/1', true)");

      assertThatThrownBy(() ->
              run(
                  migrator,
                  "call migration.entity('shelf.books', 'tome', title => 'title', url => '/{id}')"))
          .hasMessageContaining("the module tasks makes no entities of shelf.books");
      migrator.rollback();
    }
  }

  @Test
  void pathsCallEntitiesWhatTheDatabaseDoes() {
    var declared =
        CellModule.onClassPath().values().stream()
            .flatMap(module -> module.declaration().entities().stream())
            .map(entity -> Map.entry(entity.type(), entity.table() + " " + entity.collection()))
            .toList();

    var kept =
        cell
            .database()
            .rows("select type, source, collection from core.entity_types where module = 'shelf'")
            .stream()
            .map(row ->
                Map.entry(
                    row.path("type").asText(),
                    row.path("source").asText() + " " + row.path("collection").asText()))
            .toList();

    assertThat(kept).hasSize(2);
    assertThat(declared).containsAll(kept);
  }

  @Test
  void tenThousandRowsCostLessThanTwiceWithTheirEntities() throws SQLException {
    var with = new ArrayList<Duration>();
    var without = new ArrayList<Duration>();
    try (var connection = cell.database().superuser()) {
      connection.setAutoCommit(false);
      run(connection, "select set_config('cw.migration', 'test/0', true)");
      run(connection, "set session authorization cw_migrator");
      for (int round : IntStream.range(0, 5).toArray()) {
        with.add(bulk(connection, round));
        run(connection, "reset session authorization");
        run(connection, "alter table shelf.books disable trigger entity_insert");
        run(connection, "set session authorization cw_migrator");
        without.add(bulk(connection, round));
        run(connection, "reset session authorization");
        run(connection, "alter table shelf.books enable trigger entity_insert");
        run(connection, "set session authorization cw_migrator");
      }
      connection.rollback();
    }

    assertThat(median(with)).isLessThan(median(without).multipliedBy(2));
  }

  private Duration bulk(Connection connection, int round) throws SQLException {
    var savepoint = connection.setSavepoint();
    var begin = System.nanoTime();
    run(
        connection,
        """
        insert into shelf.books (org_id, id, shelf_id, title, author, pages)
        select '%s', gen_random_uuid(), '%s', 'Book ' || n || %d, 'Author', n from generate_series(1, 10000) n
        """
            .formatted(anna.organization(), shelf, round));
    var took = Duration.ofNanos(System.nanoTime() - begin);
    connection.rollback(savepoint);
    return took;
  }

  private static Duration median(List<Duration> took) {
    return took.stream().sorted(Comparator.naturalOrder()).toList().get(took.size() / 2);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
