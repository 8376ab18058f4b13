package dev.cellwright.testing.reference;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.language.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A model by chance, of everything that the language has. Each type belongs to the organization
/// and has a `parent`; the rest is `r0` to `r3`.
final class RandomModel {
  static final List<String> TYPES = List.of("team", "folder", "doc");
  static final int RELATIONS = 4;

  private static final String HEAD =
      """
      model
        schema 1.1
      type user
      type organization
        relations
          # derived: shapes.links.subject of object where relation = 'organization#staff'
          define staff: [user]
          define guest: [user, user:*] or staff
      """;

  private static final String CONDITIONS =
      """
      condition few(x: int) {
        x < 5
      }
      condition red(tag: string, tags: list<string>) {
        tag == "red" || tag in tags
      }
      """;

  private final RandomGenerator random;

  /// How many relations of the type there are already. One is computed of earlier ones only, since
  /// definitions that lead back to themselves without a tuple between are refused.
  private int defined;

  private RandomModel(RandomGenerator random) {
    this.random = random;
  }

  /// The first that makes sense: a relation must be one that somebody can have.
  static String text(RandomGenerator random) {
    while (true) {
      var text = new RandomModel(random).text();
      try {
        model(text);
        return text;
      } catch (InvalidModel senseless) {
        continue;
      }
    }
  }

  static Model model(String text) {
    return Models.single(text, "random.fga");
  }

  private String text() {
    var text = new StringBuilder(HEAD);
    for (var type : TYPES) {
      text.append("type ").append(type).append("\n  relations\n");
      text.append("    # derived: shapes.%ss.org_id\n".formatted(type));
      text.append("    define organization: [organization]\n");
      parent(text, type);
      for (defined = 0; defined < RELATIONS; defined++) {
        relation(text, type, "r" + defined);
      }
    }
    // Conditions that nobody asks for are refused.
    text.append("type switch\n  relations\n    define on: [user with few, user with red]\n");
    return text.append(CONDITIONS).toString();
  }

  private void parent(StringBuilder text, String type) {
    if (random.nextInt(3) == 0) {
      text.append(derived(type, "parent"));
      text.append("    define parent: [%s]\n".formatted(any(TYPES)));
    } else {
      var parents = new ArrayList<>(TYPES);
      parents.removeIf(_ -> random.nextInt(3) == 0);
      var restrictions = parents.isEmpty() ? List.of(type) : parents;
      text.append(
          "    define parent: [%s]\n"
              .formatted(
                  String.join(", ", restrictions.stream().map(this::perhapsConditioned).toList())));
    }
  }

  private void relation(StringBuilder text, String type, String relation) {
    if (random.nextInt(8) == 0) {
      var restriction = random.nextBoolean() ? "user" : userset();
      text.append(derived(type, relation));
      text.append("    define %s: %s\n".formatted(relation, definition("[" + restriction + "]")));
    } else {
      var direct = random.nextInt(4) == 0 ? operand() : "[" + restrictions() + "]";
      text.append("    define %s: %s\n".formatted(relation, definition(direct)));
    }
  }

  private static String derived(String type, String relation) {
    return "    # derived: shapes.links.subject of object where relation = '%s#%s'\n"
        .formatted(type, relation);
  }

  private String restrictions() {
    var restrictions =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> perhapsConditioned(restriction()))
            .distinct();
    return String.join(", ", restrictions.toList());
  }

  private String restriction() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "user";
      case 2 -> "user:*";
      case 3 -> any(TYPES);
      default -> userset();
    };
  }

  private String userset() {
    return any(TYPES) + "#" + relation();
  }

  private String perhapsConditioned(String restriction) {
    return switch (random.nextInt(8)) {
      case 0 -> restriction + " with few";
      case 1 -> restriction + " with red";
      default -> restriction;
    };
  }

  private String definition(String first) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> first;
      case 2, 3, 4 -> first + " or " + part() + (random.nextBoolean() ? " or " + part() : "");
      case 5 -> first + " and " + part();
      case 6 -> first + " but not " + part();
      default -> "(" + first + " or " + operand() + ") but not " + part();
    };
  }

  private String part() {
    return switch (random.nextInt(6)) {
      case 0 -> "(" + operand() + " and " + operand() + ")";
      case 1 -> "(" + operand() + " but not " + operand() + ")";
      default -> operand();
    };
  }

  private String operand() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> defined == 0 ? relation() + " from parent" : "r" + random.nextInt(defined);
      case 2, 3 -> relation() + " from parent";
      default -> any(List.of("guest", "staff")) + " from organization";
    };
  }

  private String relation() {
    return "r" + random.nextInt(RELATIONS);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
