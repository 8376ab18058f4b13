package dev.cellwright.permissions.language;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.InvalidModel.Kind;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Reads models.
public final class Models {
  private static final Set<String> SCHEMAS = Set.of("1.1", "1.2");
  private static final Comparator<Problem> BY_PLACE =
      comparing(Problem::place, comparing(Place::file).thenComparingInt(Place::line))
          .thenComparing(Problem::place, comparingInt(Place::column));

  private Models() {}

  /// The model that modules make together (schema 1.2).
  ///
  /// @throws InvalidModel with everything that is wrong in any of them
  public static Model merged(List<ModuleText> modules) {
    var merge = new Merge();
    modules.forEach(merge::add);
    var whole = merge.whole();
    return checked(whole, merge.problems());
  }

  /// The model that the files make which an `fga.mod` lists: the way in which OpenFGA's own tools
  /// keep one.
  ///
  /// @throws InvalidModel with everything that is wrong in any of them, or in the list
  public static Model listed(Path list) throws IOException {
    var texts = new ArrayList<ModuleText>();
    for (var file : ModuleList.files(list.toString(), Files.readString(list))) {
      texts.add(new ModuleText(null, file, Files.readString(list.resolveSibling(file))));
    }
    return merged(texts);
  }

  /// The model that one text holds (schema 1.1 or 1.2).
  ///
  /// @throws InvalidModel with everything that is wrong
  public static Model single(String text, String file) {
    var parsed = ModelParser.parsed(file, text);
    return checked(new Whole(parsed.types(), parsed.conditions()), schema(parsed));
  }

  private static List<Problem> schema(FileSyntax parsed) {
    var schema = parsed.schema();
    if (schema == null) {
      var start = new Place(parsed.file(), 1, 1);
      return List.of(new Problem(start, 0, Kind.SCHEMA, "schema version required"));
    }
    return SCHEMAS.contains(schema.text())
        ? List.of()
        : List.of(schema.problem(Kind.SCHEMA, "invalid schema " + schema.text()));
  }

  /// What refers to nothing is no news while names are wrong, nor what leads nowhere while
  /// references are.
  private static Model checked(Whole whole, List<Problem> found) {
    var problems = new ArrayList<>(found);
    problems.addAll(new Names(whole).problems());
    refuse(problems);
    problems.addAll(new Duplicates(whole).problems());
    problems.addAll(new References(whole).problems());
    problems.addAll(new UnusedConditions(whole).problems());
    problems.addAll(new Derivations(whole).problems());
    refuse(problems);
    problems.addAll(new EntryPoints(whole).problems());
    refuse(problems);
    return whole.model();
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidModel(problems.stream().sorted(BY_PLACE).toList());
    }
  }
}
