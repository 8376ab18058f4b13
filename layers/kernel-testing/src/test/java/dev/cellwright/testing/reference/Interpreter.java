package dev.cellwright.testing.reference;

import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import dev.cellwright.permissions.Rewrite;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers questions by following the model, relation by relation and tuple by tuple. It knows no
/// shortcut, and remembers nothing but the way that it came.
final class Interpreter {
  /// Through how many tuples an answer may lead.
  private static final int DEPTH = 25;

  private record Question(Thing object, String relation) {}

  private final Model model;
  private final Map<Thing, List<Tuple>> tuples;
  private final Conditions conditions;
  private final Map<Tuple, Value> evaluated = new HashMap<>();
  private final Map<String, Object> values;

  /// @param values that the question brings for conditions
  Interpreter(Model model, Collection<Tuple> tuples, Map<String, Object> values) {
    this.model = model;
    this.tuples = tuples.stream().collect(Collectors.groupingBy(Tuple::object));
    this.conditions = new Conditions(model);
    this.values = values;
  }

  Value check(Thing object, String relation, Subject subject) {
    return new Run(subject).answer(new Question(object, relation), 0, Set.of());
  }

  /// The tuples of an object's relation that the model knows; all others are as if not there.
  private List<Tuple> tuples(Thing object, Relation relation) {
    return tuples.getOrDefault(object, List.of()).stream()
        .filter(tuple -> tuple.relation().equals(relation.name()))
        .filter(tuple -> relation.restrictions().stream().anyMatch(each -> admits(each, tuple)))
        .toList();
  }

  static boolean admits(Restriction restriction, Tuple tuple) {
    var subject = tuple.subject();
    return restriction.type().equals(subject.thing().type())
        && restriction.wildcard() == subject.wildcard()
        && Objects.equals(restriction.relation(), subject.relation())
        && Objects.equals(restriction.condition(), tuple.condition());
  }

  private Value condition(Tuple tuple) {
    var condition = tuple.condition();
    return condition == null ? Value.TRUE : conditions.value(condition, values, tuple.values());
  }

  /// All questions that one question about a subject leads to.
  private final class Run {
    private final Subject subject;

    Run(Subject subject) {
      this.subject = subject;
    }

    Value answer(Question question, int depth, Set<Question> way) {
      if (depth == DEPTH) {
        return Value.ERROR;
      }
      if (way.contains(question)) {
        return Value.CYCLE;
      }
      if (subject.equals(new Subject(question.object(), question.relation()))) {
        return Value.TRUE;
      }
      var further = new HashSet<>(way);
      further.add(question);
      var relation = model.type(question.object().type()).relation(question.relation());
      return answer(question.object(), relation, relation.rewrite(), depth, further);
    }

    private Value answer(
        Thing object, Relation relation, Rewrite rewrite, int depth, Set<Question> way) {
      return switch (rewrite) {
        case Rewrite.Direct() -> any(tuples(object, relation), tuple -> direct(tuple, depth, way));
        case Rewrite.Computed(var other) -> answer(new Question(object, other), depth, way);
        case Rewrite.FromTupleset(var tupleset, var other) ->
            any(
                tuples(object, model.type(object.type()).relation(tupleset)),
                tuple -> from(tuple, other, depth, way));
        case Rewrite.Union(var parts) ->
            any(parts, part -> answer(object, relation, part, depth, way));
        case Rewrite.Intersection(var parts) ->
            all(parts, part -> answer(object, relation, part, depth, way));
        case Rewrite.Exclusion(var base, var subtracted) -> {
          var held = answer(object, relation, base, depth, way);
          yield held == Value.FALSE
              ? held
              : held.and(answer(object, relation, subtracted, depth, way).not());
        }
      };
    }

    /// The best of all; there is none better than yes.
    private static <T> Value any(List<T> all, Function<T, Value> answer) {
      var best = Value.FALSE;
      for (var each : all) {
        best = best.or(answer.apply(each));
        if (best == Value.TRUE) {
          break;
        }
      }
      return best;
    }

    /// The worst of all; there is none worse than no.
    private static <T> Value all(List<T> all, Function<T, Value> answer) {
      var worst = Value.TRUE;
      for (var each : all) {
        worst = worst.and(answer.apply(each));
        if (worst == Value.FALSE) {
          break;
        }
      }
      return worst;
    }

    private Value direct(Tuple tuple, int depth, Set<Question> way) {
      var named = tuple.subject();
      if (named.equals(subject)) {
        return condition(tuple);
      }
      if (named.wildcard()) {
        var meant = subject.plain() && subject.thing().type().equals(named.thing().type());
        return meant ? condition(tuple) : Value.FALSE;
      }
      var relation = named.relation();
      return relation == null
          ? Value.FALSE
          : led(tuple, new Question(named.thing(), relation), depth, way);
    }

    private Value from(Tuple tuple, String relation, int depth, Set<Question> way) {
      var parent = tuple.subject().thing();
      var known =
          model.type(parent.type()).relations().stream()
              .anyMatch(each -> each.name().equals(relation));
      return known ? led(tuple, new Question(parent, relation), depth, way) : Value.FALSE;
    }

    /// Only a condition that is fulfilled leads on; one that errs is an error, whoever is meant.
    private Value led(Tuple tuple, Question next, int depth, Set<Question> way) {
      var condition = condition(tuple);
      return condition == Value.TRUE ? answer(next, depth + 1, way) : condition;
    }
  }
}
