package dev.cellwright.testing.reference;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cellwright.permissions.Condition;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.ParameterType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Conditions, evaluated by CEL's own library. It knows the types that the published cases and the
/// random models use.
final class Conditions {
  private static final CelType ADDRESS = OpaqueType.create("ipaddress");

  private final Model model;
  private final Map<String, CelRuntime.Program> programs = new HashMap<>();

  Conditions(Model model) {
    this.model = model;
  }

  /// An error where a value is missing, even one that would make no difference, or is none of its
  /// type.
  ///
  /// @param tuples values, which win over the question's
  Value value(String name, Map<String, Object> question, Map<String, Object> tuples) {
    var condition = model.condition(name);
    var given = new HashMap<>(question);
    given.putAll(tuples);
    try {
      var values = new HashMap<String, Object>();
      for (var parameter : condition.parameters().entrySet()) {
        var value = given.get(parameter.getKey());
        values.put(parameter.getKey(), CelValues.of(parameter.getValue(), value));
      }
      return Value.of((Boolean) program(condition).eval(values));
    } catch (CelEvaluationException | IllegalArgumentException e) {
      return Value.ERROR;
    }
  }

  private CelRuntime.Program program(Condition condition) {
    return programs.computeIfAbsent(condition.name(), _ -> compiled(condition));
  }

  private static CelRuntime.Program compiled(Condition condition) {
    try {
      var cel = cel(condition);
      return cel.createProgram(cel.compile(condition.expression()).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(condition.name(), e);
    }
  }

  private static Cel cel(Condition condition) {
    var builder =
        CelFactory.standardCelBuilder()
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "in_cidr",
                    CelOverloadDecl.newMemberOverload(
                        "in_cidr", SimpleType.BOOL, ADDRESS, SimpleType.STRING)))
            .addFunctionBindings(
                CelFunctionBinding.from(
                    "in_cidr", CelValues.Address.class, String.class, CelValues.Address::in));
    condition.parameters().forEach((name, type) -> builder.addVar(name, type(type)));
    return builder.build();
  }

  private static CelType type(ParameterType type) {
    return switch (type.kind()) {
      case BOOL -> SimpleType.BOOL;
      case STRING -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case IPADDRESS -> ADDRESS;
      case LIST -> ListType.create(type(Objects.requireNonNull(type.element())));
      case ANY, UINT, DURATION, MAP -> throw new IllegalArgumentException("no values of " + type);
    };
  }
}
