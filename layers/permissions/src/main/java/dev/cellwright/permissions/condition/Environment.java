package dev.cellwright.permissions.condition;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.ParameterType.Kind;

/// CEL as a condition sees it: its parameters, and what OpenFGA adds for addresses.
record Environment(Cel cel) {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .build();

  static Environment of(Condition condition) {
    var address = SqlTypes.cel(SqlTypes.of(Kind.IPADDRESS));
    var builder =
        CelFactory.standardCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "ipaddress",
                    CelOverloadDecl.newGlobalOverload(
                        "string_to_ipaddress", address, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                    "in_cidr",
                    CelOverloadDecl.newMemberOverload(
                        "ipaddress_in_cidr", SimpleType.BOOL, address, SimpleType.STRING)));
    condition.parameters().forEach((name, type) -> builder.addVar(name, SqlTypes.cel(type)));
    return new Environment(builder.build());
  }

  /// The expression with its types.
  ///
  /// @throws NoSqlForm where it isn't CEL, or its types don't fit, or it says something else than
  ///   yes or no
  CelAbstractSyntaxTree checked(String expression) {
    try {
      var checked = cel.compile(expression).getAst();
      if (!checked.getResultType().equals(SimpleType.BOOL)) {
        throw new NoSqlForm(
            "a condition is true or false, not of type " + checked.getResultType().name());
      }
      return checked;
    } catch (CelValidationException e) {
      throw new NoSqlForm(String.valueOf(e.getMessage()));
    }
  }
}
