package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// The function of a module that serves the cell's WebSocket: connections that open and close, and
/// what comes over them.
final class ModuleSockets extends Construct {
  private static final String HANDLER =
      "dev.cellwright.kernel.lambda.SocketFunction::handleRequest";

  /// API Gateway gives up after 29 seconds; the function's own error should come first.
  private static final Duration TIMEOUT = Duration.seconds(28);

  private final Released released;

  ModuleSockets(CellStack stack, String id, SharedCode code, ModuleDeclaration module) {
    super(stack, id);
    var name = code.plan().names().sockets(module.name());
    var function =
        new LiveFunction(
            this, code, name, "What the WebSocket of the module " + module.name() + " may do");
    var needs = new ModuleNeeds(this, code.plan(), module, function.access());
    function.access().mayVerifyTokens();
    needs.contexts();
    needs.resources(Set.of(CellResource.SOCKETS));

    var alias =
        function.publish(
            "The WebSocket: " + module.summary(), HANDLER, TIMEOUT, needs.environment(name));
    released = new Released(Released.Kind.SOCKET, name, alias);
    new FunctionAlarms(this, "Alarms", name, alias).whenSlow();
  }

  Released released() {
    return released;
  }
}
