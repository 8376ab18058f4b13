package dev.cellwright.testing.reference;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tuples by chance: cycles, everybody, conditions with and without their values, and such that the
/// model doesn't know.
final class RandomTuples {
  static final Thing ORGANIZATION = new Thing("organization", "0");

  private static final int THINGS = 3;
  private static final int USERS = 3;

  private final Model model;
  private final RandomGenerator random;
  private final Map<String, Tuple> tuples = new LinkedHashMap<>();
  private final Map<String, Tuple> rows = new LinkedHashMap<>();

  /// @param tuples that are granted, even where a relation is derived and nobody should hear them
  /// @param rows what tables say
  record All(List<Tuple> tuples, List<Tuple> rows) {

    /// What counts: a derived relation has no tuples but its rows.
    List<Tuple> counting(Model model) {
      return Stream.concat(
              tuples.stream().filter(each -> relation(model, each).derivation() == null),
              rows.stream())
          .toList();
    }
  }

  private RandomTuples(Model model, RandomGenerator random) {
    this.model = model;
    this.random = random;
  }

  static All of(Model model, RandomGenerator random) {
    var tuples = new RandomTuples(model, random);
    things().forEach(tuples::belong);
    for (var count = 15 + random.nextInt(25); count > 0; count--) {
      tuples.add();
    }
    return new All(List.copyOf(tuples.tuples.values()), List.copyOf(tuples.rows.values()));
  }

  /// Everything that there is, beside the organization and people.
  static List<Thing> things() {
    return RandomModel.TYPES.stream()
        .flatMap(
            type -> IntStream.range(0, THINGS).mapToObj(number -> new Thing(type, "" + number)))
        .toList();
  }

  /// One more than those who are granted anything.
  static List<Thing> users() {
    return IntStream.rangeClosed(0, USERS)
        .mapToObj(number -> new Thing("user", "" + number))
        .toList();
  }

  static Relation relation(Model model, Tuple tuple) {
    return model.type(tuple.object().type()).relation(tuple.relation());
  }

  private void belong(Thing thing) {
    put(rows, new Tuple(thing, "organization", new Subject(ORGANIZATION, null), null, Map.of()));
  }

  private void add() {
    var object = random.nextInt(10) == 0 ? ORGANIZATION : any(things());
    var relations =
        model.type(object.type()).relations().stream()
            .filter(each -> !each.name().equals("organization"))
            .filter(each -> !each.restrictions().isEmpty())
            .toList();
    if (relations.isEmpty()) {
      return;
    }
    var relation = any(relations);
    if (relation.derivation() != null) {
      put(rows, tuple(object, relation, relation.restrictions().getFirst()));
    }
    if (relation.derivation() == null || random.nextInt(3) == 0) {
      put(tuples, tuple(object, relation, restriction(relation)));
    }
  }

  /// Now and then one that the model doesn't know.
  private Restriction restriction(Relation relation) {
    return switch (random.nextInt(12)) {
      case 0 -> new Restriction("user", null, false, null);
      case 1 -> new Restriction(any(RandomModel.TYPES), "r0", false, null);
      default -> any(relation.restrictions());
    };
  }

  private Tuple tuple(Thing object, Relation relation, Restriction restriction) {
    var thing =
        restriction.type().equals("user")
            ? any(users().subList(0, USERS))
            : any(
                things().stream().filter(each -> each.type().equals(restriction.type())).toList());
    var subject =
        restriction.wildcard()
            ? new Subject(new Thing(restriction.type(), "*"), null)
            : new Subject(thing, restriction.relation());
    return new Tuple(
        object, relation.name(), subject, restriction.condition(), values(restriction.condition()));
  }

  private Map<String, Object> values(@Nullable String condition) {
    if (condition == null || random.nextInt(3) == 0) {
      return Map.of();
    }
    return condition.equals("few")
        ? Map.of("x", random.nextInt(10))
        : Map.of("tags", List.of(any(List.of("blue", "green")), "grey"));
  }

  /// One for each object, relation and subject: the condition is not part of what a tuple is.
  private static void put(Map<String, Tuple> all, Tuple tuple) {
    all.putIfAbsent(tuple.object() + "#" + tuple.relation() + "@" + tuple.subject(), tuple);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
