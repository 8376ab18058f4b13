package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes rows that a table takes: by the types of its columns, and where a check refuses a value,
/// by trying the next one.
final class RowMaker {
  private static final int MOST_TRIES = 400;
  private static final Pattern LAST_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
  private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([^\"]+)\"");

  /// Finds the row that a foreign key may name.
  @FunctionalInterface
  interface Parents {
    Seeds.@Nullable Row find(Tenant tenant, long table, int number);
  }

  private final Ground ground;
  private final Catalog catalog;
  private final Map<String, List<String>> constraints = new HashMap<>();

  RowMaker(Ground ground, Catalog catalog) {
    this.ground = ground;
    this.catalog = catalog;
  }

  /// Inserts a row of a tenant's; null where the table takes no further one.
  Seeds.@Nullable Row insert(Tenant tenant, Table table, int number, Parents parents)
      throws SQLException {
    var candidates = candidates(tenant, table, number, parents);
    var turns = new HashMap<String, Integer>();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      var row = new Seeds.Row(table, chosen(candidates, turns));
      var ending = ground.attempt(insertion(row), row.values().values().toArray());
      switch (ending.state()) {
        case null -> {
          return row;
        }
        case "23514" -> advance(turns, candidates, columnsOf(table, ending.message()));
        case "23505" -> {
          if (number > 0) {
            return null;
          }
          throw unfit(table, ending);
        }
        default -> throw unfit(table, ending);
      }
    }
    throw new IllegalStateException("no values fit the checks of " + table.qualified());
  }

  private static IllegalStateException unfit(Table table, Ground.Ending ending) {
    return new IllegalStateException(
        "can't make a row for " + table.qualified() + ": " + ending.message());
  }

  /// `insert into … (…) values (cast(? as …), …)`
  static String insertion(Seeds.Row row) {
    var columns = row.values().keySet().stream().map(Sql::name).collect(Collectors.joining(", "));
    var values =
        row.values().keySet().stream()
            .map(name -> "cast(? as " + row.table().column(name).orElseThrow().type() + ")")
            .collect(Collectors.joining(", "));
    return "insert into " + row.table().sql() + " (" + columns + ") values (" + values + ")";
  }

  /// A row like a given one, with new ids of its own: what an intruder would put there.
  Seeds.Row another(Tenant tenant, Seeds.Row like) throws SQLException {
    var foreign = new ArrayList<String>();
    for (var key : catalog.foreignKeys()) {
      if (key.child() == like.table().oid()) {
        foreign.addAll(key.columns());
      }
    }
    var values = new LinkedHashMap<String, @Nullable String>(like.values());
    values.replaceAll((name, value) ->
        value == null || foreign.contains(name) || name.equals(Known.TENANT_COLUMN)
            ? value
            : renewed(tenant, like.table().column(name).orElseThrow(), value));
    return new Seeds.Row(like.table(), values);
  }

  private static String renewed(Tenant tenant, Table.Column column, String value) {
    return switch (column.type()) {
      case "uuid" -> tenant.newId().toString();
      case "bytea" -> bytes();
      case "text" -> column.choices().isEmpty() ? renewed(value) : value;
      default -> value;
    };
  }

  /// Another text that is no longer: lengths are checked too.
  private static String renewed(String text) {
    var found = LAST_ID.matcher(text);
    return (found.find() ? text.substring(0, found.start()) : text + "-") + UUID.randomUUID();
  }

  private Map<String, List<@Nullable String>> candidates(
      Tenant tenant, Table table, int number, Parents parents) {
    var candidates = new LinkedHashMap<String, List<@Nullable String>>();
    for (var column : table.writtenColumns()) {
      candidates.put(column.name(), candidates(tenant, table, column, number));
    }
    var named = new HashMap<Long, Integer>();
    for (var key : catalog.foreignKeys()) {
      if (key.child() != table.oid()) {
        continue;
      }
      // Two keys to one table name two rows: a thing may not be linked to itself.
      var further = named.merge(key.parent(), 1, Integer::sum) - 1;
      var parent = parents.find(tenant, key.parent(), number + further);
      for (int i = 0; i < key.columns().size(); i++) {
        var name = key.columns().get(i);
        if (!name.equals(Known.TENANT_COLUMN)) {
          var value = parent == null ? null : parent.values().get(key.parentColumns().get(i));
          candidates.put(name, value == null ? Arrays.asList(value) : Arrays.asList(value, null));
        }
      }
    }
    if (table.hasOrganization()) {
      candidates.put(Known.TENANT_COLUMN, List.of(tenant.organization().toString()));
    }
    return candidates;
  }

  private static List<@Nullable String> candidates(
      Tenant tenant, Table table, Table.Column column, int number) {
    var values = new ArrayList<@Nullable String>(values(tenant, table, column, number));
    if (column.nullable()) {
      // What happened to nobody yet is empty: nothing is deleted, revoked or ended.
      values.add(column.type().startsWith("timestamp") ? 0 : values.size(), null);
    }
    return values;
  }

  private static List<String> values(Tenant tenant, Table table, Table.Column column, int number) {
    var type = column.type();
    if (type.endsWith("[]")) {
      return List.of("{}");
    }
    return switch (type) {
      case "uuid" -> List.of(tenant.newId().toString());
      case "text", "character varying" -> texts(tenant, table, column, number);
      case "smallint", "integer", "bigint", "numeric" -> List.of("1", "0", "100");
      case "real", "double precision" -> List.of("1", "0");
      case "boolean" -> List.of("false", "true");
      case "date" -> List.of("tomorrow");
      case "timestamp with time zone", "timestamp without time zone" -> List.of("tomorrow");
      case "interval" -> List.of("1 hour");
      case "bytea" -> List.of(bytes());
      case "json", "jsonb" ->
          List.of("{\"note\": \"" + tenant.text(table.name()) + "\"}", "[]", "{}");
      case "tsvector" -> List.of("word");
      case "inet", "cidr" -> List.of("192.0.2.1");
      case "xid8" -> List.of("1");
      default ->
          throw new IllegalStateException(
              "no value is known for the type " + type + " of " + table.qualified() + "." + column);
    };
  }

  /// What a check names comes first, each row with another one; a text that shows its owner is
  /// tried where no check names any.
  private static List<String> texts(Tenant tenant, Table table, Table.Column column, int number) {
    var own = tenant.text(table.name() + "-" + column.name() + "-" + UUID.randomUUID());
    var texts = new ArrayList<String>();
    if (column.choices().isEmpty()) {
      texts.add(own);
    }
    for (int i = 0; i < column.choices().size(); i++) {
      texts.add(column.choices().get((i + number) % column.choices().size()));
    }
    texts.addAll(List.of(own, own + "@example.com", "a" + number, "https://example.com/" + own));
    return texts;
  }

  private static String bytes() {
    return "\\x" + (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  private static Map<String, @Nullable String> chosen(
      Map<String, List<@Nullable String>> candidates, Map<String, Integer> turns) {
    var values = new LinkedHashMap<String, @Nullable String>();
    candidates.forEach(
        (name, list) -> values.put(name, list.get(turns.getOrDefault(name, 0) % list.size())));
    return values;
  }

  /// Takes the next combination of the columns that a check is about.
  private static void advance(
      Map<String, Integer> turns,
      Map<String, List<@Nullable String>> candidates,
      List<String> columns) {
    for (var name : columns) {
      var list = candidates.get(name);
      if (list == null) {
        continue;
      }
      var turn = turns.getOrDefault(name, 0) + 1;
      turns.put(name, turn % list.size());
      if (turn < list.size()) {
        return;
      }
    }
  }

  /// What the check is about that a message names.
  List<String> columnsOf(Table table, String message) throws SQLException {
    var found = CONSTRAINT.matcher(message);
    if (!found.find()) {
      throw new IllegalStateException("which check of " + table.qualified() + "? " + message);
    }
    var name = found.group(1);
    var key = table.oid() + " " + name;
    if (!constraints.containsKey(key)) {
      constraints.put(
          key,
          ground.values(
              """
              select a.attname
              from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
              where k.conrelid = ?::bigint::oid and k.conname = ? order by a.attnum
              """,
              table.oid(),
              name));
    }
    return Objects.requireNonNull(constraints.get(key));
  }
}
