package dev.cellwright.permissions.sql;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.condition.ConditionSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The text that installs a model in a cell's database.
public final class ModelSql {
  private static final String TEMPLATE = read("install.sql");
  private static final int HASH_IN_NAME = 12;

  private ModelSql() {}

  /// One statement, to be run in one transaction as the owner of the schema. It does nothing where
  /// this model is the current one. While it runs, decisions are made by the model before; after
  /// its commit, by this one.
  ///
  /// @throws dev.cellwright.permissions.InvalidModel where a condition has no SQL form
  public static String of(Model model) {
    var functions = functions(model);
    var json = ModelJson.of(model);
    var hash = hash(TEMPLATE + json + String.join("\n", functions) + conditions(model, "cond_"));
    var schema = "authz_" + hash.substring(0, HASH_IN_NAME);
    return TEMPLATE
        .replace("{hash}", hash)
        .replace("{schema}", schema)
        .replace("{model}", json)
        .replace("{conditions}", array(conditions(model, schema + ".cond_")))
        .replace("{functions}", array(functions));
  }

  private static List<String> functions(Model model) {
    var terms = new Terms(model);
    var dispatch = new DispatchSql(model, terms);
    var functions = new ArrayList<String>();
    functions.add(dispatch.conditional());
    for (var name : terms.names()) {
      functions.add(CheckSql.of(model, terms, name));
      functions.add(FilterSql.of(model, terms, name));
      functions.add(ReachSql.of(model, terms, name));
      functions.add(ExpandSql.of(model, terms, name));
    }
    functions.addAll(dispatch.all());
    return functions;
  }

  private static List<String> conditions(Model model, String prefix) {
    return model.conditions().stream()
        .map(condition -> ConditionSql.function(prefix + condition.name(), condition))
        .toList();
  }

  private static String array(List<String> texts) {
    return texts.stream()
        .map(text -> "$text$" + text + "$text$")
        .collect(Collectors.joining(",\n", "array[", "]::text[]"));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (var stream = ModelSql.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
