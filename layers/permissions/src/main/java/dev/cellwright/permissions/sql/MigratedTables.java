package dev.cellwright.permissions.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tables and views that migrations make, with their columns, as they are written: where a cell
/// is built there is no database to ask. What a procedure puts together of texts isn't seen.
public final class MigratedTables {
  private static final String CORE = "core";

  private static final String NAME = "[a-z_][a-z0-9_]*";
  private static final String QUALIFIED = "(" + NAME + "\\." + NAME + ")";

  /// Comments, literals and the bodies of functions: nothing in them makes a table.
  private static final Pattern ASIDE =
      Pattern.compile(
          "--[^\n]*|/\\*.*?\\*/|(?<text>'(?:[^']|'')*'|\\$(?<tag>[a-z_]*)\\$.*?\\$\\k<tag>\\$)",
          Pattern.DOTALL);

  private static final Pattern TABLE =
      Pattern.compile("create table (?:if not exists )?" + QUALIFIED + " ?\\((.*)");
  private static final Pattern VIEW =
      Pattern.compile(
          "create (?:or replace )?view " + QUALIFIED + "(?: with ?\\([^)]*\\))? as select (.*)");
  private static final Pattern ALTER =
      Pattern.compile("alter table (?:if exists )?(?:only )?" + QUALIFIED + " (.*)");
  private static final Pattern DROP =
      Pattern.compile("drop (?:table|view) (?:if exists )?" + QUALIFIED + ".*");

  private static final Pattern ADD =
      Pattern.compile("add (?:column )?(?:if not exists )?(" + NAME + ") .*");
  private static final Pattern TAKE =
      Pattern.compile("drop (?:column )?(?:if exists )?(" + NAME + ").*");
  private static final Pattern RENAME =
      Pattern.compile("rename (?:column )?(" + NAME + ") to (" + NAME + ")");

  /// What a table's list begins with besides columns.
  private static final Set<String> NO_COLUMNS =
      Set.of("constraint", "primary", "unique", "foreign", "check", "exclude", "like");

  private final Map<String, Set<String>> tables = new HashMap<>();

  private MigratedTables() {}

  /// Those of modules on the class path, and of the core.
  public static MigratedTables ofModules(List<String> modules) {
    // Modules may change what the core made, and it nothing of theirs.
    return of(
        MigrationTexts.of(
            Stream.concat(Stream.of(CORE), modules.stream().sorted()).distinct().toList()));
  }

  /// @param migrations in the order in which they run
  static MigratedTables of(List<String> migrations) {
    var made = new MigratedTables();
    migrations.forEach(made::run);
    return made;
  }

  /// The columns of each, by its name with the schema.
  public Map<String, Set<String>> columns() {
    return Map.copyOf(tables);
  }

  /// The columns of a table or view, or null where none of that name is made.
  @Nullable Set<String> columns(String table) {
    return tables.get(table);
  }

  private void run(String migration) {
    var bare =
        ASIDE
            .matcher(migration)
            .replaceAll(found -> found.group("text") == null ? " " : " '' ")
            .toLowerCase(Locale.ROOT);
    for (var statement : bare.split(";", -1)) {
      read(statement.replaceAll("\\s+", " ").strip());
    }
  }

  private void read(String statement) {
    var table = TABLE.matcher(statement);
    var view = VIEW.matcher(statement);
    var alter = ALTER.matcher(statement);
    var drop = DROP.matcher(statement);
    if (table.matches()) {
      var columns = new LinkedHashSet<String>();
      for (var part : parts(table.group(2), ")")) {
        addColumn(columns, part);
      }
      tables.put(table.group(1), columns);
    } else if (view.matches()) {
      var columns = new LinkedHashSet<String>();
      for (var part : parts(view.group(2), " from ")) {
        columns.add(part.replaceFirst("(?s).*[ .]", ""));
      }
      tables.put(view.group(1), columns);
    } else if (alter.matches()) {
      var columns = tables.get(alter.group(1));
      if (columns != null) {
        parts(alter.group(2), "\0").forEach(change -> change(columns, change));
      }
    } else if (drop.matches()) {
      tables.remove(drop.group(1));
    }
  }

  private static void change(Set<String> columns, String change) {
    var add = ADD.matcher(change);
    var take = TAKE.matcher(change);
    var rename = RENAME.matcher(change);
    if (add.matches()) {
      addColumn(columns, add.group(1));
    } else if (take.matches()) {
      columns.remove(take.group(1));
    } else if (rename.matches() && columns.remove(rename.group(1))) {
      columns.add(rename.group(2));
    }
  }

  private static void addColumn(Set<String> columns, String part) {
    var word = part.split(" ", 2)[0];
    if (!NO_COLUMNS.contains(word)) {
      columns.add(word);
    }
  }

  /// What stands between commas that no parentheses enclose, up to an end that they don't enclose
  /// either.
  private static List<String> parts(String text, String end) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int from = 0;
    int place = 0;
    for (; place < text.length(); place++) {
      if (depth == 0 && text.startsWith(end, place)) {
        break;
      }
      var letter = text.charAt(place);
      if (letter == '(') {
        depth++;
      } else if (letter == ')') {
        depth--;
      } else if (letter == ',' && depth == 0) {
        parts.add(text.substring(from, place).strip());
        from = place + 1;
      }
    }
    parts.add(text.substring(from, place).strip());
    return parts;
  }
}
