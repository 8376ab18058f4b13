package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.lambda.Invocation;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Runs a function by its name with an event, past the gateway: as an operator does with `aws
/// lambda invoke`, and nobody else may.
record OperatorCalls(CellFunctions functions, DatabaseLogin databaseLogin)
    implements BiFunction<String, byte[], @Nullable Invocation> {

  /// Null where the cell has no function of this name.
  @Override
  public @Nullable Invocation apply(String name, byte[] event) {
    var host = functions.named(name);
    if (host == null) {
      return null;
    }
    host.awaitReady();
    databaseLogin.prepare(host.settings().environment());
    var requestId = UUID.randomUUID().toString();
    try {
      return host.invoke(
              event, requestId, "Root=1-00000000-" + requestId.replace("-", "").substring(8))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " runs", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an invocation ends with a value", e);
    }
  }
}
