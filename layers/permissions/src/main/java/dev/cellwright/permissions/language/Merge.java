package dev.cellwright.permissions.language;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes one model of modules' texts. What one module declares, no other declares again; types that
/// a module extends get its relations behind their own.
final class Merge {

  private final Map<String, TypeSyntax> types = new LinkedHashMap<>();
  private final Map<String, ConditionSyntax> conditions = new LinkedHashMap<>();
  private final List<TypeSyntax> extensions = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  void add(ModuleText text) {
    try {
      add(text, ModelParser.parsed(text.file(), text.text()));
    } catch (InvalidModel invalid) {
      problems.addAll(invalid.problems());
    }
  }

  private void add(ModuleText text, FileSyntax syntax) {
    var module = syntax.module();
    if (module == null) {
      var start = new Place(text.file(), 1, 1);
      problems.add(new Problem(start, 0, Kind.MODULE, "file is not a module"));
      return;
    }
    var expected = text.module();
    if (expected != null && !module.text().equals(expected)) {
      problems.add(module.problem(Kind.MODULE, "file belongs to module " + expected));
    }
    syntax.types().forEach(this::add);
    syntax.conditions().forEach(this::add);
  }

  private void add(TypeSyntax type) {
    if (type.extension()) {
      extensions.add(type);
    } else if (types.putIfAbsent(type.name().text(), type) != null) {
      duplicate(type.name(), "duplicate type definition " + type.name().text());
    }
  }

  private void add(ConditionSyntax condition) {
    if (conditions.putIfAbsent(condition.name().text(), condition) != null) {
      duplicate(condition.name(), "duplicate condition " + condition.name().text());
    }
  }

  /// To be asked once, when all texts are in.
  Whole whole() {
    extensions.forEach(this::extend);
    return new Whole(List.copyOf(types.values()), List.copyOf(conditions.values()));
  }

  private void extend(TypeSyntax extension) {
    var name = extension.name();
    var type = types.get(name.text());
    if (type == null) {
      problems.add(
          name.problem(Kind.REFERENCE, "extended type %s does not exist".formatted(name.text())));
      return;
    }
    var more = new ArrayList<RelationSyntax>();
    for (var relation : extension.relations()) {
      if (type.relation(relation.name().text()) == null) {
        more.add(relation);
      } else {
        duplicate(
            relation.name(),
            "relation %s already exists on type %s".formatted(relation.name().text(), name.text()));
      }
    }
    types.put(name.text(), type.with(more));
  }

  private void duplicate(Word name, String message) {
    problems.add(name.problem(Kind.DUPLICATE, message));
  }

  List<Problem> problems() {
    return problems;
  }
}
