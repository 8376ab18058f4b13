package dev.cellwright.permissions.condition;

import static dev.cellwright.permissions.ParameterType.Kind.DURATION;
import static dev.cellwright.permissions.ParameterType.Kind.TIMESTAMP;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is known while the function is written: CEL itself says it.
final class Constants {
  private static final Set<String> CONSTRUCTORS = Set.of("duration", "timestamp");
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

  private Constants() {}

  /// Whether this is `duration("…")` or `timestamp("…")`.
  static boolean foldable(CelExpr expression) {
    var call = expression.call();
    return CONSTRUCTORS.contains(call.function())
        && call.args().size() == 1
        && call.args().getFirst().getKind() == CelExpr.ExprKind.Kind.CONSTANT;
  }

  /// @throws NoSqlForm where it would always fail
  static Value folded(Environment environment, CelExpr expression) {
    return switch (evaluated(environment, expression)) {
      case Duration duration ->
          Literal.typed(DURATION, nanoseconds(duration.getSeconds(), duration.getNano()));
      case Instant instant ->
          Literal.typed(TIMESTAMP, nanoseconds(instant.getEpochSecond(), instant.getNano()));
      case Object other -> throw new IllegalStateException("a constant became " + other.getClass());
    };
  }

  private static String nanoseconds(long seconds, int nanoseconds) {
    return BigInteger.valueOf(seconds)
        .multiply(SECOND)
        .add(BigInteger.valueOf(nanoseconds))
        .toString();
  }

  /// Refuses a pattern that RE2 does.
  static void refuseFailing(Environment environment, CelExpr pattern) {
    var text = CelExpr.ofConstant(1, CelConstant.ofValue(""));
    evaluated(
        environment, CelExpr.ofCall(2, Optional.of(text), "matches", ImmutableList.of(pattern)));
  }

  private static Object evaluated(Environment environment, CelExpr expression) {
    var parsed = CelAbstractSyntaxTree.newParsedAst(expression, CelSource.newBuilder("").build());
    try {
      var checked = environment.cel().check(parsed).getAst();
      return environment.cel().createProgram(checked).eval();
    } catch (CelValidationException | CelEvaluationException e) {
      throw new NoSqlForm("this always fails: " + e.getMessage());
    }
  }
}
