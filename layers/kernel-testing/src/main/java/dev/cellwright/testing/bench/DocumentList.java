package dev.cellwright.testing.bench;

import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.http.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;

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
    return new KernelCalls(key, ROUTE, new Principal(person, session, organization))
        .page(NEWEST, Map.of("limit", List.of(String.valueOf(rows))));
  }
}
