package dev.cellwright.kernel.lambda;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.http.Api;
import dev.cellwright.kernel.http.HttpRequest;
import dev.cellwright.kernel.shape.Shapes;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Walks the code that a request will walk, as far as it needs neither a secret nor a connection.
record Priming(CellModule module) {
  private static final String NOBODY = "e30.e30.e30";

  void run(Api api) {
    for (var route : module.declaration().routes()) {
      var takes = route.takes();
      if (takes != null) {
        Shapes.warm(takes);
      }
      api.rehearse(
          new HttpRequest(
              route.method().name(),
              "http://127.0.0.1",
              route.path().replaceAll("\\{[^}]*}", "primed"),
              Map.of("Authorization", List.of("Bearer " + NOBODY)),
              Map.of("primed", List.of("primed")),
              new byte[0],
              "127.0.0.1",
              "priming",
              Instant.now()));
    }
  }
}
