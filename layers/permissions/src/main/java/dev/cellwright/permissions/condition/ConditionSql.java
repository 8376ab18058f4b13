package dev.cellwright.permissions.condition;

import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.InvalidModel.Problem;
import java.util.List;

/// A condition as an SQL function.
public final class ConditionSql {

  private ConditionSql() {}

  /// The statement that creates a function of one parameter, `context jsonb`, which answers 0 where
  /// the condition does not hold, 3 where it does, and 2 where that can't be said: a parameter that
  /// the expression names is missing, one has a value of another type, or CEL ends with an error.
  ///
  /// @param qualifiedName the function's, as SQL, safe to be written as it is
  /// @throws InvalidModel where the expression is wrong, or SQL can't say what it means
  public static String function(String qualifiedName, Condition condition) {
    try {
      var body = body(condition);
      var quote = quote(body);
      return """
      create function %s(context jsonb) returns smallint
      language plpgsql immutable parallel safe
      set search_path = pg_catalog
      as %s
      %s%s
      """
          .formatted(qualifiedName, quote, body, quote);
    } catch (NoSqlForm e) {
      throw new InvalidModel(
          List.of(
              new Problem(
                  condition.place(),
                  "condition '%s': %s".formatted(condition.name(), e.getMessage()))));
    }
  }

  private static String body(Condition condition) {
    var environment = Environment.of(condition);
    var checked = environment.checked(condition.expression());
    var statements = new Statements();
    var parameters = new Parameters(statements, condition);
    parameters.read(Names.in(checked.getExpr()));
    var result = new Expressions(statements, environment, checked, parameters.values()).value();
    return """
    declare
    %sbegin
    %s  return case when %s then 3 when not %3$s then 0 else 2 end;
    end
    """
        .formatted(statements.variables(), statements.lines(), result.sql());
  }

  /// Quotes that the body doesn't hold.
  private static String quote(String body) {
    var quote = "$condition$";
    for (var number = 1; body.contains(quote); number++) {
      quote = "$condition%d$".formatted(number);
    }
    return quote;
  }
}
