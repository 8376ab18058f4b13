package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Derivation;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Restriction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Direct subjects that are read from a table, as SQL over it under the name `d`. Relations that
/// read the same columns are one.
///
/// @param where null where every row counts
record Derived(
    String table,
    String subjectColumn,
    String objectColumn,
    Restriction restriction,
    @Nullable String where) {

  static List<Derived> of(Model model, Collection<RelationName> names) {
    var wheres = new LinkedHashMap<Derived, List<@Nullable String>>();
    for (var name : names) {
      var relation = Flattening.relation(model, name);
      var derivation = relation.derivation();
      if (derivation != null) {
        wheres
            .computeIfAbsent(
                everyRow(derivation, relation.restrictions().getFirst()), _ -> new ArrayList<>())
            .add(derivation.where());
      }
    }
    return wheres.entrySet().stream().map(entry -> entry.getKey().where(entry.getValue())).toList();
  }

  private static Derived everyRow(Derivation derivation, Restriction restriction) {
    return new Derived(
        derivation.table(),
        derivation.subjectColumn(),
        derivation.objectColumn(),
        restriction,
        null);
  }

  private Derived where(List<@Nullable String> conditions) {
    var together =
        conditions.stream().anyMatch(each -> each == null)
            ? null
            : conditions.stream()
                .map(each -> "(" + each + ")")
                .collect(Collectors.joining(" or ", "(", ")"));
    return new Derived(table, subjectColumn, objectColumn, restriction, together);
  }

  /// Whether every object has the organization for its subject.
  boolean isOrganization() {
    return where == null && subjectColumn.equals("org_id");
  }

  String object() {
    return "d." + objectColumn;
  }

  String subject() {
    return "d." + subjectColumn;
  }

  /// `from tasks.tasks d where d.org_id = _org and …`
  String from(String condition) {
    return "from %s d where d.org_id = _org and %s%s"
        .formatted(table, condition, where == null ? "" : " and " + where);
  }
}
