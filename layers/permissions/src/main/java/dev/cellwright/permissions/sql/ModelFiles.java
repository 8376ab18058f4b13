package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.language.Models;
import dev.cellwright.permissions.language.ModuleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `permissions.fga` of a cell's modules, each in its module's folder on the class path, and
/// beside it the migrations of the tables from which relations are derived.
public final class ModelFiles {
  /// What every cell has, whatever its modules.
  private static final String CORE = "core";

  private ModelFiles() {}

  /// The model that the core and the modules make together. A module without the file says nothing.
  ///
  /// @param modules in any order: the model is the same
  /// @throws dev.cellwright.permissions.InvalidModel with file and line of everything that is wrong
  public static Model merged(List<String> modules) {
    var texts = new ArrayList<ModuleText>();
    var names = new ArrayList<>(modules);
    names.add(CORE);
    for (var module : names.stream().distinct().sorted().toList()) {
      var file = module + "/permissions.fga";
      var text = read(file);
      if (text != null) {
        texts.add(new ModuleText(module, file, text));
      }
    }
    var model = Models.merged(texts);
    var problems = new DerivedColumns(MigratedTables.ofModules(modules)).problems(model);
    if (!problems.isEmpty()) {
      throw new InvalidModel(problems);
    }
    return model;
  }

  private static @Nullable String read(String file) {
    try (var stream = ModelFiles.class.getClassLoader().getResourceAsStream(file)) {
      return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
