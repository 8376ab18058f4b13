package dev.cellwright.permissions.condition;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Set;
import java.util.stream.Collectors;

/// The names that an expression says.
final class Names {

  private Names() {}

  static Set<String> in(CelExpr expression) {
    return CelNavigableExpr.fromExpr(expression)
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .map(node -> node.expr().ident().name())
        .collect(Collectors.toUnmodifiableSet());
  }
}
