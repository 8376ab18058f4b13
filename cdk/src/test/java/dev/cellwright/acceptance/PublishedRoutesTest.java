package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cellwright.acceptance.Published.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published document tells the truth about each route.
class PublishedRoutesTest {

  static List<Operation> operations() {
    return Published.OPERATIONS;
  }

  static List<Operation> protectedOperations() {
    return operations().stream().filter(Operation::isProtected).toList();
  }

  @Test
  void documentAndGatewayHaveTheSameRoutes() {
    assertThat(Published.DOCUMENT.path("openapi").asText()).startsWith("3.1.");
    assertThat(operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(TestedCell.routes());
  }

  @Test
  void theTourLeadsToEachOperation() {
    assertThat(operations())
        .extracting(Operation::id)
        .filteredOn(id -> !Tour.ELSEWHERE.contains(id))
        .containsExactlyInAnyOrderElementsOf(Tour.answers().keySet());
  }

  static List<Operation> operationsOfTheTour() {
    return operations().stream().filter(each -> !Tour.ELSEWHERE.contains(each.id())).toList();
  }

  @ParameterizedTest
  @MethodSource("operationsOfTheTour")
  void answersAsDocumented(Operation operation) {
    var answer = Tour.answer(operation.id());

    assertThat(answer.status()).as(answer.toString()).isEqualTo(operation.success());
    var stated = operation.successAnswer();
    for (var header : stated.path("headers").properties()) {
      assertThat(answer.header(header.getKey())).as(header.getKey()).isNotBlank();
    }
    if (stated.has("content")) {
      var content = stated.path("content").properties().iterator().next();
      var isJson = content.getKey().equals("application/json");
      assertThat(answer.header("Content-Type")).isEqualTo(content.getKey());
      assertThat(
              Published.errors(
                  content.getValue().path("schema"),
                  isJson ? answer.json() : TextNode.valueOf(answer.text())))
          .as(answer.toString())
          .isEmpty();
    } else {
      assertThat(answer.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void asksForAToken(Operation operation) {
    var call = TestedCell.anybody().call(operation.method(), operation.concretePath(""));
    if (operation.takesBody()) {
      call.json("{}");
    }

    var answer = call.refused(401);

    assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
    // API Gateway gives this header of a function another name.
    assertThat(answer.header("x-amzn-Remapped-WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(Published.errors(Published.DOCUMENT.at("/components/schemas/Error"), answer.json()))
        .isEmpty();
  }

  @Test
  void onlyDocumentsKeysHealthAndSigningInAreOpen() {
    assertThat(operations().stream().filter(each -> !each.isProtected()))
        .extracting(Operation::path)
        .allMatch(path ->
            path.startsWith("/health/")
                || List.of(
                        "/docs",
                        "/api/v1/openapi.json",
                        "/api/v1/asyncapi.json",
                        "/api/v1/email/unsubscribe",
                        "/api/v1/event-types",
                        "/api/v1/webhooks/{id}",
                        "/api/v1/webhooks/{id}/{endpoint}",
                        "/.well-known/authzen-configuration",
                        "/.well-known/jwks.json",
                        "/api/v1/auth/register",
                        "/api/v1/auth/login",
                        "/api/v1/auth/refresh",
                        "/api/v1/invitations/accept")
                    .contains(path));
  }
}
