package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows of two tenants in every table that holds anybody's, made from the catalog alone.
final class Seeds {
  private static final int ROWS = 2;
  private static final String SESSIONS = "identity.sessions";

  /// A row of a table: its values as text.
  record Row(Table table, Map<String, @Nullable String> values) {
    String value(String column) {
      return Objects.requireNonNull(values.get(column), () -> table.qualified() + "." + column);
    }
  }

  private final Ground ground;
  private final Catalog catalog;
  private final RowMaker maker;
  private final Map<Tenant, Map<Long, List<Row>>> rows = new LinkedHashMap<>();

  private final Map<Tenant, Set<String>> secrets = new LinkedHashMap<>();

  /// Where the rows of each table lie.
  private final Map<Tenant, Map<Long, String>> places = new LinkedHashMap<>();

  private final Map<Tenant, String> sown = new LinkedHashMap<>();

  private Seeds(Ground ground, Catalog catalog) {
    this.ground = ground;
    this.catalog = catalog;
    maker = new RowMaker(ground, catalog);
  }

  /// Makes the rows. Triggers rest meanwhile: the trail and the outbox get rows of their own.
  static Seeds sow(Ground ground, Catalog catalog, List<Tenant> tenants) throws SQLException {
    var seeds = new Seeds(ground, catalog);
    ground.run("set local session_replication_role = replica");
    for (var tenant : tenants) {
      seeds.rows.put(tenant, new LinkedHashMap<>());
      seeds.places.put(tenant, new LinkedHashMap<>());
      for (var table : seeds.parentsFirst()) {
        seeds.sow(tenant, table);
      }
    }
    ground.run("set local session_replication_role = origin");
    for (var tenant : tenants) {
      seeds.secrets.put(tenant, seeds.secretsOf(tenant));
      seeds.sown.put(tenant, seeds.fingerprint(tenant));
    }
    return seeds;
  }

  private void sow(Tenant tenant, Table table) throws SQLException {
    var made = new ArrayList<Row>();
    for (int number = 0; number < ROWS; number++) {
      // An organization has itself for a key: there is one.
      var row = maker.insert(tenant, table, number, this::parent);
      if (row != null) {
        made.add(row);
      }
    }
    if (made.isEmpty()) {
      throw new IllegalStateException("no row could be made for " + table.qualified());
    }
    of(tenant).put(table.oid(), made);
    var found =
        ground.values(
            "select t.ctid from %s t where %s ~ '%s'"
                .formatted(table.sql(), table.text("t"), tenant.marker()));
    Objects.requireNonNull(places.get(tenant))
        .put(
            table.oid(), found.stream().map(at -> '"' + at + '"').collect(Collectors.joining(",")));
  }

  private Set<String> secretsOf(Tenant tenant) {
    var marker = Pattern.compile(tenant.marker());
    return all(tenant).stream()
        .flatMap(row -> row.values().values().stream())
        .filter(Objects::nonNull)
        .filter(value -> marker.matcher(value).find())
        .collect(Collectors.toSet());
  }

  List<Row> of(Tenant tenant, Table table) {
    return Objects.requireNonNull(of(tenant).get(table.oid()), table::qualified);
  }

  private Map<Long, List<Row>> of(Tenant tenant) {
    return Objects.requireNonNull(rows.get(tenant));
  }

  /// All rows of a tenant.
  List<Row> all(Tenant tenant) {
    return of(tenant).values().stream().flatMap(List::stream).toList();
  }

  /// Every id and text that shows whose it is: what nobody else may learn.
  Set<String> secrets(Tenant tenant) {
    return Objects.requireNonNull(secrets.get(tenant));
  }

  /// A person of the tenant's: whose session the first one is.
  UUID person(Tenant tenant) {
    var session = session(tenant);
    var table = catalog.table(SESSIONS);
    var toUsers =
        catalog.foreignKeys().stream()
            .filter(key -> key.child() == table.oid())
            .findFirst()
            .orElseThrow();
    return of(tenant, table).stream()
        .filter(row -> row.value("id").equals(session.toString()))
        .map(row -> UUID.fromString(row.value(toUsers.columns().getFirst())))
        .findFirst()
        .orElseThrow();
  }

  UUID session(Tenant tenant) {
    return UUID.fromString(of(tenant, catalog.table(SESSIONS)).getFirst().value("id"));
  }

  /// A row of the parent that a foreign key can name; null for a table's first row that names
  /// itself.
  private @Nullable Row parent(Tenant tenant, long table, int number) {
    var there = of(tenant).get(table);
    return there == null ? null : there.get(number % there.size());
  }

  /// The tables that hold anybody's rows, each behind those it refers to.
  private Set<Table> parentsFirst() {
    var ordered = new LinkedHashSet<Table>();
    for (var table : catalog.tables().values()) {
      add(table, ordered, new LinkedHashSet<>());
    }
    return ordered;
  }

  private void add(Table table, Set<Table> ordered, Set<Table> onTheWay) {
    if (Known.isGlobal(table) || ordered.contains(table) || !onTheWay.add(table)) {
      return;
    }
    for (var key : catalog.foreignKeys()) {
      if (key.child() == table.oid()) {
        add(catalog.table(key.parent()), ordered, onTheWay);
      }
    }
    ordered.add(table);
  }

  /// Whether any row of a tenant's is not as it was sown: every attack is undone before the next,
  /// so what is changed was changed by this one.
  boolean areChanged(Tenant tenant) throws SQLException {
    return !fingerprint(tenant).equals(sown.get(tenant));
  }

  /// Where a tenant's rows are and in which version; any change of any row changes it.
  private String fingerprint(Tenant tenant) throws SQLException {
    var parts = new ArrayList<String>();
    for (var oid : of(tenant).keySet()) {
      parts.add(fingerprintOf(tenant, catalog.table(oid)));
    }
    return String.join("|", ground.values(String.join("\nunion all ", parts)));
  }

  String fingerprint(Tenant tenant, Table table) throws SQLException {
    return String.join("|", ground.values(fingerprintOf(tenant, table)));
  }

  private String fingerprintOf(Tenant tenant, Table table) {
    return "select coalesce(string_agg(t.ctid::text, ',' order by t.ctid), '') from %s t where %s"
        .formatted(
            table.sql(),
            table.hasOrganization()
                ? "org_id = '" + tenant.organization() + "'"
                : "t.ctid = any ('{"
                    + Objects.requireNonNull(places.get(tenant)).get(table.oid())
                    + "}')");
  }

  RowMaker maker() {
    return maker;
  }
}
