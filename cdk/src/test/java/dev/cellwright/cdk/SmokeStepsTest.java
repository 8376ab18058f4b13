package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.ModuleDeclaration;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeStepsTest {

  @Test
  void everyModuleIsTriedAsATenant() throws IOException {
    for (var module : modules()) {
      assertThat(steps(module)).as(module.name()).isNotEmpty();
    }
  }

  @Test
  void everyCallIsOfARouteThatTheModuleDeclares() throws IOException {
    for (var module : modules()) {
      var routes =
          module.routes().stream()
              .map(route -> route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}"))
              .toList();

      assertThat(steps(module).valueStream().map(step -> step.path("call").asText()))
          .as(module.name())
          .allSatisfy(call ->
              assertThat(routes.stream().map(route -> route.replace("/api/v1", "")))
                  .contains(call.replace("/api/v1", "").replaceAll("\\{[^}]*}", "{}")));
    }
  }

  private static List<ModuleDeclaration> modules() {
    return ModuleCatalogue.onClassPath()
        .named(
            List.of(
                "identity",
                "access",
                "notifications",
                "audit",
                "operations",
                "integrations",
                "tasks"));
  }

  private static JsonNode steps(ModuleDeclaration module) throws IOException {
    return new ObjectMapper().readTree(SmokeFunction.steps(module.name()));
  }
}
