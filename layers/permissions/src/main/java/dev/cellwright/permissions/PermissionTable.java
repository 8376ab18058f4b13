package dev.cellwright.permissions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All permissions of a model as a Markdown document's sections, one for each module.
///
/// A permission is `<type>:<verb>`. On an object it is the type's relation `verb`, without one the
/// organization's relation `<type>_<verb>`; both stand in one row. Relations that somebody is
/// granted, or that a table says, are no permissions: they lead to some.
public final class PermissionTable {

  /// @param onObject the type's relation; null where there is only the organization's
  /// @param inOrganization the organization's relation; null where there is only the type's
  private record Row(
      ObjectType type, @Nullable Relation onObject, @Nullable Relation inOrganization) {

    boolean isOf(String module) {
      return Objects.equals(shown().module(), module);
    }

    Relation shown() {
      return onObject == null ? Objects.requireNonNull(inOrganization) : onObject;
    }
  }

  private final Model model;
  private final Tiers tiers;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private PermissionTable(Model model) {
    this.model = model;
    this.tiers = new Tiers(model);
  }

  /// The sections' text, each with its heading.
  public static String of(Model model) {
    return new PermissionTable(model).text();
  }

  private String text() {
    for (var type : model.types()) {
      if (!type.name().equals(Tiers.ORGANIZATION)) {
        type.relations().stream()
            .filter(relation -> relation.restrictions().isEmpty())
            .forEach(relation ->
                rows.put(type.name() + ":" + relation.name(), new Row(type, relation, null)));
      }
    }
    var organization = model.type(Tiers.ORGANIZATION);
    organization.relations().stream()
        .filter(relation -> !Tiers.ALL.contains(relation.name()))
        .forEach(relation -> addInOrganization(organization, relation));
    return modules()
        .filter(module -> rows.values().stream().anyMatch(row -> row.isOf(module)))
        .map(this::section)
        .collect(Collectors.joining("\n"));
  }

  private Stream<String> modules() {
    return model.types().stream()
        .flatMap(type ->
            Stream.concat(
                Stream.ofNullable(type.module()),
                type.relations().stream().map(Relation::module).filter(Objects::nonNull)))
        .distinct();
  }

  private void addInOrganization(ObjectType organization, Relation relation) {
    rows.merge(
        permission(relation.name()),
        new Row(organization, null, relation),
        (onObject, alone) -> new Row(onObject.type(), onObject.onObject(), relation));
  }

  /// `task_create` is `task:create`, `edit` the organization's own. A type that has `_` in its name
  /// is known as one.
  private String permission(String relation) {
    for (var type : model.types()) {
      if (relation.startsWith(type.name() + "_")) {
        return type.name() + ":" + relation.substring(type.name().length() + 1);
      }
    }
    return relation.contains("_")
        ? relation.replaceFirst("_", ":")
        : Tiers.ORGANIZATION + ":" + relation;
  }

  private String section(String module) {
    var lines = new ArrayList<String>();
    lines.add("## " + module);
    lines.add("");
    lines.add("| permission | for | on one | everywhere from | in roles |");
    lines.add("|---|---|---|---|---|");
    rows.entrySet().stream()
        .filter(row -> row.getValue().isOf(module))
        .sorted(Map.Entry.comparingByKey())
        .forEach(row -> lines.add(line(row.getKey(), row.getValue())));
    var granted = granted(module);
    if (!granted.isEmpty()) {
      lines.add("");
      lines.add("Can be granted: " + String.join(", ", granted) + ".");
    }
    return String.join("\n", lines) + "\n";
  }

  private String line(String permission, Row row) {
    var inOrganization = row.inOrganization();
    var least = tiers.least(row.type(), row.shown());
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            permission,
            row.shown().comment().replace("|", "\\|"),
            row.onObject() == null ? "" : "yes",
            least == null ? "" : least,
            inOrganization != null && inRoles(inOrganization) ? "yes" : "");
  }

  private static boolean inRoles(Relation relation) {
    return relation.restrictions().stream()
        .anyMatch(each -> each.type().equals("role") && "assignee".equals(each.relation()));
  }

  /// The organization's are part of roles instead.
  private List<String> granted(String module) {
    return model.types().stream()
        .filter(type -> !type.name().equals(Tiers.ORGANIZATION))
        .flatMap(type ->
            type.relations().stream()
                .filter(relation -> Objects.equals(relation.module(), module))
                .filter(relation -> !relation.restrictions().isEmpty())
                .filter(relation -> relation.derivation() == null)
                .map(relation -> "`" + type.name() + "#" + relation.name() + "`"))
        .toList();
  }
}
