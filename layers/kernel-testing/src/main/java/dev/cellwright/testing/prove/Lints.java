package dev.cellwright.testing.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What the catalog must say, or rather must not: each lint is a query that answers the subject and
/// the complaint. A migration that forgets a line of what every table needs shows here.
public final class Lints {
  private static final List<String> NAMES =
      List.of(
          "row-level-security",
          "tenant-column",
          "policies-closed",
          "policies-present",
          "claimed-defaults",
          "grants-on-tables",
          "owners",
          "trail",
          "trail-append-only",
          "views",
          "definer-functions",
          "deciding-functions",
          "roles",
          "database",
          "keys-led-by-organization",
          "leakproof-indexes");

  /// What lints look at, said once.
  private static final String COMMON =
      """
      with cell_tables as (
        select c.oid, n.nspname as schema, format('%I.%I', n.nspname, c.relname) as subject, c.relowner as owner,
          c.relrowsecurity, c.relforcerowsecurity,
          format('%I.%I', n.nspname, c.relname) = any ({people}) as people,
          format('%I.%I', n.nspname, c.relname) = any ({global}) or n.nspname = '{histories}' as global
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and {schemas}
      ), cell_functions as (
        select p.oid, p.prosecdef, p.proconfig, p.provolatile, l.lanname, p.proowner::regrole::text as owner,
          format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as subject,
          exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x where x.grantee = 0) as public_executes,
          exists (select from pg_roles r where r.oid = p.proowner and (r.rolsuper or r.rolbypassrls)) as owner_is_mighty
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        where {schemas}
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
      )
      """;

  private static final List<Lint> ALL = NAMES.stream().map(Lints::lint).toList();

  private record Lint(String name, String sql) {}

  private Lints() {}

  /// Checks a database, as anybody who may read its catalog.
  public static List<Proof> check(Connection connection) throws SQLException {
    var proofs = new ArrayList<Proof>();
    for (var lint : ALL) {
      var complaints = complaints(connection, lint);
      proofs.addAll(
          complaints.isEmpty()
              ? List.of(Proof.refused("the catalog", "lint", lint.name))
              : complaints);
    }
    return proofs;
  }

  /// Whether any of them complains; those behind the first that does aren't asked.
  static boolean complain(Connection connection) throws SQLException {
    for (var lint : ALL) {
      if (!complaints(connection, lint).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<Proof> complaints(Connection connection, Lint lint) throws SQLException {
    var complaints = new ArrayList<Proof>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(lint.sql)) {
      while (rows.next()) {
        complaints.add(Proof.leaked(rows.getString(1), "lint", lint.name, rows.getString(2)));
      }
    }
    return complaints;
  }

  private static Lint lint(String name) {
    try (var stream = Lints.class.getResourceAsStream("lints/" + name + ".sql")) {
      var written =
          new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
      return new Lint(name, filled(COMMON + written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(String sql) {
    return sql.replace("{schemas}", Catalog.SCHEMAS)
        .replace("{histories}", Known.HISTORIES)
        .replace("{inner}", Known.INNER_ROLES)
        .replace("{people}", array(Known.PEOPLE.keySet()))
        .replace("{global}", array(Known.GLOBAL.keySet()))
        .replace("{unread}", array(Known.UNREAD.keySet()))
        .replace("{untrailed}", array(Known.OFF_THE_TRAIL.keySet()))
        .replace("{unled}", array(Known.UNLED.keySet()))
        .replace("{deciders}", Known.DECIDERS)
        .replace("{lent}", array(Known.LENT.keySet()));
  }

  private static String array(Collection<String> texts) {
    return texts.stream()
        .map(Sql::literal)
        .collect(Collectors.joining(", ", "array[", "]::text[]"));
  }
}
