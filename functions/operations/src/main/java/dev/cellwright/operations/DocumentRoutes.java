package dev.cellwright.operations;

import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The API's documents. They tell of this cell's modules and no others: they are printed from the
/// declarations when the cell is synthesized, and put beside this function's code.
final class DocumentRoutes {
  static final List<Route<DocumentRoutes>> ROUTES =
      List.of(
          Route.<DocumentRoutes>get("/api/v1/openapi.json")
              .named("openapi", "This document: the API as OpenAPI 3.1")
              .open()
              .answersText("application/json")
              .by(DocumentRoutes::openApi),
          Route.<DocumentRoutes>get("/api/v1/asyncapi.json")
              .named("asyncapi", "What happens in the cell: its events as AsyncAPI 3.0")
              .open()
              .answersText("application/json")
              .by(DocumentRoutes::asyncApi),
          Route.<DocumentRoutes>get("/docs")
              .named("docs", "The API as a page for people")
              .open()
              .answersText("text/html; charset=utf-8")
              .by(DocumentRoutes::page));

  private static final String CACHED = "public, max-age=300";

  private Response openApi(Request request) {
    return Response.text(document("cell/openapi.json")).with("Cache-Control", CACHED);
  }

  private Response asyncApi(Request request) {
    return Response.text(document("cell/asyncapi.json")).with("Cache-Control", CACHED);
  }

  private Response page(Request request) {
    return Response.text(document("cell/docs.html"))
        .with("Cache-Control", CACHED)
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String document(String name) {
    try (var document = DocumentRoutes.class.getClassLoader().getResourceAsStream(name)) {
      if (document == null) {
        throw new IllegalStateException("the function was packed without " + name);
      }
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
