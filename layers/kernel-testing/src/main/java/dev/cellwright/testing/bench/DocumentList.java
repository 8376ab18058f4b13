package dev.cellwright.testing.bench;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.auth.Remembered;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.CursorSeal;
import dev.cellwright.kernel.data.DataApi;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Nudge;
import dev.cellwright.kernel.data.PageParameters;
import dev.cellwright.kernel.data.RateLeases;
import dev.cellwright.kernel.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;

/// The list of documents that a person may view, newest first: the very call that the kernel makes
/// for it.
record DocumentList(ContextKey key) {

  /// A row of the list.
  record Document(UUID id, String title, Instant createdAt) {}

  private static final Listing<Document> NEWEST =
      Listing.of(Document.class)
          .from("bench.documents d")
          .where("d.org_id = :org::uuid")
          .key("d.id")
          .shows("d.id, d.title, d.created_at")
          .visible("document.view")
          .choice("created_at", "d.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  private static final Route<Object> ROUTE =
      Route.get("/api/v1/documents")
          .named("list_documents", "Documents.")
          .person()
          .lists(NEWEST)
          .by((_, _) -> {
            throw new UnsupportedOperationException("never called");
          });

  /// Asks the kernel for a page and notes what it would call.
  ExecuteStatementRequest page(UUID organization, UUID person, UUID session, int rows) {
    var asked = new AtomicReference<ExecuteStatementRequest>();
    var database =
        new Database(
            new DataApi(new Notebook(asked), "cluster", "secret", "database"),
            new ContextTokens(() -> key),
            new RateLeases("{\"READ\":600000,\"WRITE\":600000,\"SIGN_IN\":600000}"),
            new CursorSeal(new Remembered<>(Duration.ofDays(1), InstantSource.system(), () -> key)),
            Nudge.none());
    var request = PageParameters.read(NEWEST, Map.of("limit", List.of(String.valueOf(rows))));
    new RequestScope(
            "bench",
            organization,
            Instant.now().plusSeconds(10),
            new Occasion.Requested(
                ROUTE,
                "bench",
                "bench",
                new Principal(person, session, organization),
                null,
                "192.0.2.7"))
        .call(() -> database.pageWithin(NEWEST, request, Binds.none()));
    return asked.get();
  }

  /// Answers no rows to anything.
  private record Notebook(AtomicReference<ExecuteStatementRequest> asked) implements RdsDataClient {
    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
      asked.set(request);
      return ExecuteStatementResponse.builder().records(List.of()).build();
    }

    @Override
    public String serviceName() {
      return RdsDataClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
