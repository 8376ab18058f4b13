package dev.cellwright.testing.bench;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.Remembered;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.CursorSeal;
import dev.cellwright.kernel.data.DataApi;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.Nudge;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.data.PageParameters;
import dev.cellwright.kernel.data.RateLeases;
import dev.cellwright.kernel.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;

/// The calls that the kernel makes for somebody's requests: noted instead of made, so that what is
/// timed is what the product sends.
record KernelCalls(ContextKey key, Route<?> route, Principal caller) {

  /// What the kernel would call for a page of a list.
  ExecuteStatementRequest page(Listing<?> listing, Map<String, List<String>> query) {
    return noted(database -> page(database, listing, query));
  }

  /// What the kernel would call for a command.
  ExecuteStatementRequest run(Command command) {
    return noted(database -> database.run(command));
  }

  /// Reads a page for real, by a client of the caller's.
  <T extends Record> Page<T> page(
      RdsDataClient client,
      Map<String, String> environment,
      Listing<T> listing,
      Map<String, List<String>> query) {
    var database =
        database(
            new DataApi(
                () -> client,
                Objects.requireNonNull(environment.get("DATABASE_ARN")),
                Objects.requireNonNull(environment.get("DATABASE_SECRET_ARN")),
                Objects.requireNonNull(environment.get("DATABASE_NAME"))));
    return scope().call(() -> page(database, listing, query));
  }

  private static <T extends Record> Page<T> page(
      Database database, Listing<T> listing, Map<String, List<String>> query) {
    return database.page(listing, PageParameters.read(listing, query), Binds.none());
  }

  private ExecuteStatementRequest noted(Consumer<Database> request) {
    var database = database(new DataApi(Notebook::new, "cluster", "secret", "database"));
    try {
      scope().run(() -> request.accept(database));
    } catch (Noted noted) {
      return noted.request;
    }
    throw new IllegalStateException("the kernel called nothing");
  }

  private Database database(DataApi api) {
    return new Database(
        api,
        new ContextTokens(() -> key),
        new RateLeases("{\"READ\":600000,\"WRITE\":600000,\"BULK\":600000,\"SIGN_IN\":600000}"),
        new CursorSeal(new Remembered<>(Duration.ofDays(1), InstantSource.system(), () -> key)),
        Nudge.none());
  }

  /// Each is a request of its own, with a name of its own: a command runs anew.
  private RequestScope scope() {
    var id = UUID.randomUUID().toString();
    return new RequestScope(
        id,
        caller.organization(),
        Instant.now().plusSeconds(10),
        new Occasion.Requested(route, id, "bench", caller, null, "192.0.2.7"));
  }

  /// Thrown at the moment of the call, with what it says.
  private static final class Noted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExecuteStatementRequest request;

    Noted(ExecuteStatementRequest request) {
      super("noted", null, false, false);
      this.request = request;
    }
  }

  private record Notebook() implements RdsDataClient {
    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
      throw new Noted(request);
    }

    @Override
    public String serviceName() {
      return RdsDataClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
