package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the database holds, read from its catalog: nothing that exists can be forgotten.
record Catalog(
    Map<Long, Table> tables,
    List<ForeignKey> foreignKeys,
    List<String> views,
    List<Routine> routines,
    List<String> modules) {

  /// Schemas that hold the cell's own things: all but PostgreSQL's and the extensions'.
  static final String SCHEMAS =
      "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'ext')";

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'::text");

  static Catalog of(Ground ground) throws SQLException {
    return new Catalog(
        tables(ground),
        foreignKeys(ground),
        ground.values(
            """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and\
            """
                + " "
                + SCHEMAS
                + " order by 1"),
        routines(ground),
        ground.values("select rolname from pg_roles where rolname ~ '^m_' order by 1"));
  }

  Table table(long oid) {
    return Objects.requireNonNull(tables.get(oid), () -> "no table has the oid " + oid);
  }

  Table table(String qualified) {
    return tables.values().stream()
        .filter(table -> table.qualified().equals(qualified))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no table " + qualified));
  }

  private static Map<Long, Table> tables(Ground ground) throws SQLException {
    var columns = new LinkedHashMap<Long, List<Table.Column>>();
    var names = new LinkedHashMap<Long, List<String>>();
    for (var row :
        ground.rows(
            """
            select c.oid, n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
              a.attgenerated = '' and a.attidentity = '',
              (select string_agg(pg_get_constraintdef(k.oid), ' ')
               from pg_constraint k
               where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey))
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p') and\
            """
                + " "
                + SCHEMAS
                + " order by n.nspname, c.relname, a.attnum")) {
      var oid = Long.valueOf(text(row, 0));
      names.put(oid, List.of(text(row, 1), text(row, 2)));
      columns
          .computeIfAbsent(oid, _ -> new ArrayList<>())
          .add(
              new Table.Column(
                  text(row, 3),
                  text(row, 4),
                  text(row, 5).equals("t"),
                  text(row, 6).equals("t"),
                  choices(row.get(7))));
    }
    var tables = new LinkedHashMap<Long, Table>();
    names.forEach((oid, name) ->
        tables.put(
            oid,
            new Table(
                name.getFirst(),
                name.getLast(),
                oid,
                List.copyOf(Objects.requireNonNull(columns.get(oid))))));
    return tables;
  }

  /// The texts in a check constraint, patterns filled in: one of them is likely to be allowed.
  private static List<String> choices(@Nullable String checks) {
    return checks == null
        ? List.of()
        : TEXT.matcher(checks)
            .results()
            .map(found -> found.group(1).replace("''", "'").replace('%', 'x').replace('_', 'b'))
            .distinct()
            .toList();
  }

  private static List<ForeignKey> foreignKeys(Ground ground) throws SQLException {
    return ground
        .rows(
            """
            select k.conname, k.conrelid, k.confrelid,
              (select string_agg(a.attname, ',' order by c.place)
               from unnest(k.conkey) with ordinality c (number, place)
               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number),
              (select string_agg(a.attname, ',' order by c.place)
               from unnest(k.confkey) with ordinality c (number, place)
               join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.number)
            from pg_constraint k
            join pg_class r on r.oid = k.conrelid
            join pg_namespace n on n.oid = r.relnamespace
            where k.contype = 'f' and k.conparentid = 0 and\
            """
                + " "
                + SCHEMAS
                + " order by 2, 1")
        .stream()
        .map(row ->
            new ForeignKey(
                text(row, 0),
                Long.parseLong(text(row, 1)),
                Long.parseLong(text(row, 2)),
                split(text(row, 3)),
                split(text(row, 4))))
        .toList();
  }

  private static List<Routine> routines(Ground ground) throws SQLException {
    var routines = new ArrayList<Routine>();
    for (var row :
        ground.rows(
            """
            select n.nspname, p.proname, p.prokind = 'p', p.prosecdef,
              p.prorettype = 'record'::regtype and p.proargmodes is null,
              (select string_agg(coalesce(p.proargnames[a.place], '') || ' ' || format_type(a.type, null), ',' order by a.place)
               from unnest(p.proargtypes::oid[]) with ordinality a (type, place))
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prokind in ('f', 'p') and p.prorettype <> all (array['trigger', 'event_trigger']::regtype[])
              and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
              and\
            """
                + " "
                + SCHEMAS
                + " and n.nspname !~ "
                + Known.DECIDERS
                + " order by 1, 2, p.oid")) {
      var arguments = new ArrayList<Routine.Argument>();
      var written = row.get(5);
      if (written != null) {
        for (var argument : split(written)) {
          var space = argument.indexOf(' ');
          arguments.add(
              new Routine.Argument(argument.substring(0, space), argument.substring(space + 1)));
        }
      }
      routines.add(
          new Routine(
              text(row, 0),
              text(row, 1),
              text(row, 2).equals("t"),
              text(row, 3).equals("t"),
              text(row, 4).equals("t"),
              List.copyOf(arguments)));
    }
    return List.copyOf(routines);
  }

  private static List<String> split(String list) {
    return Arrays.asList(list.split(",", -1));
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column));
  }
}
