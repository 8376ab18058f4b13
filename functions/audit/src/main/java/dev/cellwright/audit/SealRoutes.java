package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about seals: what an auditor needs to verify a trail, and to pin it.
final class SealRoutes {
  static final List<Route<SealRoutes>> ROUTES =
      List.of(
          Route.<SealRoutes>get("/api/v1/audit/seals")
              .named("list_seals", "List the seals that hold rows of the organization")
              .asks("audit.view")
              .lists(SealStore.SEALS)
              .by(SealRoutes::list),
          Route.<SealRoutes>get("/api/v1/audit/seals/{number}")
              .named("show_seal", "Read a seal that holds rows of the organization")
              .path(
                  "number",
                  ParameterType.matching("[0-9]{1,18}", 18, "must be a whole number"),
                  "the seal's number in the cell's chain")
              .asks("audit.view")
              .answers(SealedBatch.class)
              .by(SealRoutes::show),
          Route.<SealRoutes>get("/api/v1/audit/keys")
              .named("list_seal_keys", "Read the public keys of the seals")
              .asks("audit.view")
              .answers(SealKeys.class)
              .by(SealRoutes::keys),
          Route.<SealRoutes>get("/api/v1/audit/{id}/proof")
              .named("prove_row", "Prove that a row of the trail is sealed")
              .asks("audit.view")
              .answers(RowProof.class)
              .by(SealRoutes::prove));

  private final Database database;

  SealRoutes(Kernel kernel) {
    database = kernel.database();
  }

  private Response list(Request request) {
    return Response.page(database.page(SealStore.SEALS, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    var number = request.path("number");
    var seal = database.first(SealStore.ONE, Binds.of("number", Long.parseLong(number)));
    return seal == null
        ? new Response.Failed(404, "NOT_FOUND", "No seal " + number + " holds rows of yours", null)
        : Response.ok(seal);
  }

  private Response keys(Request request) {
    return Response.ok(new SealKeys(database.all(SealStore.KEYS, Binds.none())));
  }

  private Response prove(Request request) {
    var id = request.id("id");
    var proof = database.first(SealStore.PROOF, Binds.of("id", id));
    return proof == null
        ? new Response.Failed(
            404, "NOT_FOUND", "No sealed row " + id + ": rows are sealed each minute", null)
        : Response.ok(proof);
  }
}
