package dev.cellwright.testing.prove;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every function and procedure, called as everybody with what is the other tenant's.
record RoutineAttacks(Battle battle, Routine routine) {
  private static final int MOST_CALLS = 8;

  /// For types that no value is known of.
  private static final List<@Nullable String> NOTHING = Collections.singletonList(null);

  List<Proof> run() throws SQLException {
    var proofs = new ArrayList<Proof>();
    for (var role : battle.catalog().modules()) {
      if (Known.SPANNING.containsKey(routine.signature() + " " + role)) {
        continue;
      }
      for (var attacker : battle.callers(role)) {
        proofs.add(calls(attacker));
      }
    }
    return proofs;
  }

  /// Several calls, judged together.
  private Proof calls(Battle.Attacker attacker) throws SQLException {
    var sets = argumentSets(attacker);
    for (var arguments : sets) {
      var proof = call(attacker, arguments);
      if (!proof.isGood()) {
        return Known.TELLING.containsKey(routine.signature())
                && attacker.name().endsWith(Battle.STRANGER)
                && proof.verdict() == Proof.Verdict.LEAKED
            ? Proof.refused(routine.signature(), "call", attacker.name())
            : proof;
      }
    }
    return Proof.refused(routine.signature(), "call", attacker.name());
  }

  private Proof call(Battle.Attacker attacker, List<@Nullable String> arguments)
      throws SQLException {
    return battle
        .ground()
        .undone(() -> {
          battle.ground().become(attacker.role(), attacker.context());
          var ending = battle.ground().attempt(routine.call(), arguments.toArray());
          if (ending.failed()) {
            return Battle.isNonsense(ending)
                ? Proof.unproven(routine.signature(), "call", attacker.name(), ending.message())
                : Proof.refused(routine.signature(), "call", attacker.name());
          }
          var told = battle.told(ending, arguments.toArray());
          battle.ground().comeBack();
          if (told == null && battle.seeds().areChanged(battle.theirs())) {
            told = "rows of theirs changed";
          }
          return Battle.judged(
              routine.signature(),
              "call",
              attacker,
              told == null ? null : told + ", called with " + arguments);
        });
  }

  /// Sets of arguments: for each what bears its name in their rows, then what has its type.
  private List<List<@Nullable String>> argumentSets(Battle.Attacker attacker) throws SQLException {
    var choices = new ArrayList<List<@Nullable String>>();
    for (var argument : routine.arguments()) {
      choices.add(choices(argument, attacker));
    }
    var count = Math.min(MOST_CALLS, choices.stream().mapToInt(List::size).max().orElse(1));
    var sets = new ArrayList<List<@Nullable String>>();
    for (int turn = 0; turn < count; turn++) {
      var set = new ArrayList<@Nullable String>();
      for (var choice : choices) {
        set.add(choice.get(turn % choice.size()));
      }
      sets.add(set);
    }
    return sets;
  }

  private List<@Nullable String> choices(Routine.Argument argument, Battle.Attacker attacker)
      throws SQLException {
    var values = new LinkedHashSet<@Nullable String>();
    switch (argument.name()) {
      case "context", "token" -> {
        battle.attackers(attacker.role()).forEach(each -> values.add(each.context()));
      }
      case "statement", "candidates", "sql" -> {
        for (var row : battle.seeds().all(battle.theirs())) {
          values.add(
              "select %s from %s t"
                  .formatted(battle.readable(row.table(), attacker.role()), row.table().sql()));
        }
      }
      case "envelope" ->
          values.add("{\"args\": {}, \"key\": \"k\", \"fingerprint\": \"\", \"steps\": []}");
      default -> {
        for (var row : battle.seeds().all(battle.theirs())) {
          var named = row.values().get(argument.name());
          var column = row.table().column(argument.name());
          if (named != null
              && column.map(Table.Column::type).filter(argument.type()::equals).isPresent()) {
            values.add(named);
          }
        }
        values.addAll(ofType(argument.type()));
      }
    }
    return new ArrayList<>(values);
  }

  private List<@Nullable String> ofType(String type) {
    var theirs = battle.theirs();
    return switch (type) {
      case "uuid" ->
          List.of(
              battle.seeds().session(theirs).toString(),
              battle.seeds().person(theirs).toString(),
              theirs.organization().toString());
      case "text", "character varying", "name" -> List.of("of", theirs.text("tasks-title-0"), "b");
      case "smallint", "integer", "bigint", "numeric" -> List.of("1");
      case "boolean" -> List.of("true");
      case "json", "jsonb" -> List.of("{}");
      case "text[]", "uuid[]" -> List.of("{}");
      case "timestamp with time zone", "date" -> List.of("tomorrow");
      default -> NOTHING;
    };
  }
}
