package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The function that serves a module's routes.
final class ModuleFunction extends Construct {
  private static final String HANDLER = "dev.cellwright.kernel.lambda.HttpFunction::handleRequest";

  /// API Gateway gives up after 29 seconds; the function's own error should come first.
  private static final Duration TIMEOUT = Duration.seconds(28);

  private final Released released;

  ModuleFunction(CellStack stack, String id, SharedCode code, ModuleDeclaration module) {
    super(stack, id);
    var name = code.plan().names().function(module.name());
    var function =
        new LiveFunction(this, code, name, "What the module " + module.name() + " may do");
    var needs = new ModuleNeeds(this, code.plan(), module, function.access());
    if (!module.asksNobody()) {
      function.access().mayVerifyTokens();
      needs.contexts();
    }
    needs.resources(module.uses());

    var alias = function.publish(module.summary(), HANDLER, TIMEOUT, needs.environment(name));
    released = new Released(Released.Kind.HTTP, name, alias);
    new FunctionAlarms(this, "Alarms", name, alias).whenSlow();
  }

  Released released() {
    return released;
  }
}
