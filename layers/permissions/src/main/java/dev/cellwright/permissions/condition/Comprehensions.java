package dev.cellwright.permissions.condition;

import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cellwright.permissions.ParameterType;
import java.util.Map;

/// Loops, which the macros `all`, `exists`, `exists_one`, `filter` and `map` stand for.
record Comprehensions(Statements to, Expressions outside) {

  Value value(CelComprehension loop, ParameterType type) {
    if (!loop.iterVar2().isEmpty()) {
      throw new NoSqlForm("a macro with two variables has no form in SQL");
    }
    var collections = new Collections(to);
    var range = collections.elements(outside.value(loop.iterRange()));
    var start = outside.value(loop.accuInit());
    var sum = to.let(start.type(), "%s", start.sql());
    var index = to.variable("int");
    to.open("for %1$s in 0 .. coalesce(jsonb_array_length(%2$s), 0) - 1 loop", index, range.sql());
    var element =
        collections.decoded(
            "%s -> %s".formatted(range.sql(), index), SqlTypes.element(range.type()));
    var inside = outside.with(Map.of(loop.iterVar(), element, loop.accuVar(), sum));
    to.line("exit when not %s;".formatted(inside.value(loop.loopCondition()).sql()));
    var next = inside.value(loop.loopStep());
    to.set(sum.sql(), "%s", next.sql());
    to.close("end loop;");
    var result = outside.with(Map.of(loop.accuVar(), sum)).value(loop.result());
    return new Value(
        to.let(
            SqlTypes.sql(result.type()),
            "case when %s is not null then %s end",
            range.sql(),
            result.sql()),
        type);
  }
}
