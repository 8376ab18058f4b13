package dev.cellwright.testing.bench;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.bench.Figure.Bound;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Times lists against what somebody would write by hand, in the database. The bounds are for the
/// kernel's part; what the product's own list costs, which also asks who may view each task, stands
/// beside them.
record TaskLists(Tenants tenants) {
  private static final int ROUNDS = 20;
  private static final double MOST_BEYOND = 0.25;
  private static final double MOST_DEEP = 1.3;
  private static final double MOST_SEARCH = 1.3;
  private static final double MOST_COUNTED = 5;
  private static final Map<String, List<String>> NEWEST = Map.of();
  private static final Map<String, List<String>> SEARCH = Map.of("search", List.of("harbour"));

  /// A row of the list, of which somebody would read as much by hand.
  record Row(UUID id, String title, String status, Instant createdAt) {}

  static final Listing<Row> PLAIN =
      Listing.of(Row.class)
          .from("tasks.tasks t")
          .where("t.org_id = :org::uuid and t.deleted_at is null")
          .key("t.id")
          .shows("t.id, t.title, t.status, t.created_at")
          .searches("tasks.search(:search)")
          .searchesInOrder("tasks.newest_found(:search, :among, :most) t")
          .choice("created_at", "t.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Route<Object> ROUTE =
      Route.get("/api/v1/tasks")
          .named("list_tasks", "Tasks.")
          .person()
          .lists(PLAIN)
          .by((_, _) -> {
            throw new UnsupportedOperationException("never called");
          });

  /// As somebody writes it who needs no policy, no context and no other order.
  static final String BY_HAND =
      """
      select t.id::text, t.title, t.status, t.created_at::text,
        (select count(*) from (
          select from tasks.tasks c where c.org_id = $1::uuid and c.deleted_at is null%1$s limit 10001) counted) as total
      from tasks.tasks t
      where t.org_id = $1::uuid and t.deleted_at is null%2$s
      order by t.created_at desc, t.id desc
      limit 26
      """;

  private static final String FOUND = " and %s.search @@ 'harbour:*'::tsquery";

  List<Figure> figures() throws SQLException {
    var list = against(tenants.small(), NEWEST, BY_HAND.formatted("", ""));
    var search =
        against(
            tenants.large(), SEARCH, BY_HAND.formatted(FOUND.formatted("c"), FOUND.formatted("t")));
    var first = plain(tenants.large(), NEWEST);
    var deep = plain(tenants.large(), Map.of("cursor", List.of(deepCursor())));
    var paging = Duel.of(() -> time(deep), () -> time(first));
    var counted = new Timings(time(first));
    var product = product(tenants.small());
    var productLarge = product(tenants.large());
    time(product);
    time(productLarge);
    return List.of(
        Figure.of("list of 25, 2,000 tasks", 0, list.ours(), null),
        Figure.of("  by hand", 0, list.baseline(), null),
        new Figure(
            "  beyond what is written by hand",
            0,
            list.beyond(),
            null,
            "ms",
            Bound.atMost(MOST_BEYOND)),
        Figure.of("  the product's own, which asks who may view each", 0, timings(product), null),
        Figure.of(
            "list of 25 and capped total, 300,000 tasks", 0, counted, Bound.atMost(MOST_COUNTED)),
        Figure.of(
            "  the product's own, which asks who may view each", 0, timings(productLarge), null),
        Figure.of("page behind 150,000 rows", 0, paging.ours(), null),
        Figure.ratio("  against page 1", 0, paging.ratio(), Bound.atMost(MOST_DEEP)),
        Figure.of("search for 1,500 of 300,000 tasks", 0, search.ours(), null),
        Figure.of("  by hand", 0, search.baseline(), null),
        Figure.ratio("  against by hand", 0, search.ratio(), Bound.atMost(MOST_SEARCH)));
  }

  private Timings timings(Statement statement) throws SQLException {
    return new Timings(time(statement));
  }

  private Duel against(Person reader, Map<String, List<String>> query, String byHand)
      throws SQLException {
    var ours = plain(reader, query);
    var theirs = new Statement(byHand, List.of(reader.organization().toString()));
    return Duel.of(() -> time(ours), () -> theirs.time(tenants.superuser(), ROUNDS));
  }

  private List<Double> time(Statement ours) throws SQLException {
    return ours.time(tenants.module(), ROUNDS);
  }

  private Statement plain(Person reader, Map<String, List<String>> query) throws SQLException {
    return right(
        Statement.of(
            new KernelCalls(tenants.cell().contexts().key(), ROUTE, Tenants.principal(reader))
                .page(PLAIN, query)));
  }

  private Statement product(Person reader) throws SQLException {
    var route =
        Objects.requireNonNull(CellModule.onClassPath().get("tasks"))
            .declaration()
            .routes()
            .stream()
            .filter(each -> each.name().equals("list_tasks"))
            .findFirst()
            .orElseThrow();
    return right(
        Statement.of(
            new KernelCalls(tenants.cell().contexts().key(), route, Tenants.principal(reader))
                .page(Objects.requireNonNull(route.listing()), NEWEST)));
  }

  /// One more row than a page has tells that there is a next one.
  private Statement right(Statement statement) throws SQLException {
    var rows = statement.rows(tenants.module());
    if (rows != 26) {
      throw new IllegalStateException("the list has %d rows, not 26".formatted(rows));
    }
    return statement;
  }

  /// The cursor behind the task in the middle.
  private String deepCursor() {
    var middle =
        tenants
            .cell()
            .database()
            .rows(
                "select to_char(created_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as at from tasks.tasks where org_id = ? order by created_at offset ? limit 1",
                tenants.large().organization(),
                Tenants.LARGE / 2)
            .getFirst();
    var page =
        tenants
            .large()
            .get("/api/v1/tasks?limit=1&filter[created_at.lt]=" + middle.path("at").asText());
    var cursor = page.at("meta/cursor").asText();
    if (page.status() != 200 || cursor.isEmpty()) {
      throw new IllegalStateException("no cursor: " + page);
    }
    return cursor;
  }
}
