package dev.cellwright.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.InvalidShape;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GivenParametersTest {
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  private static final Route<GivenParametersTest> ROUTE =
      Route.<GivenParametersTest>get("/api/v1/{collection}/{id}/linked/{target}")
          .named("list_linked", "List what is linked")
          .path("collection", ParameterType.collection(), "Whose links.")
          .path("target", ParameterType.matching("\\*|[a-z]+", 20, "must be * or a word"), "What.")
          .query("token", ParameterType.text(2, 4), "A token.")
          .queryIfAny("kind", ParameterType.oneOf("near", "far"), "How far.")
          .queryIfAny("board_id", ParameterType.uuid(), "Which board.")
          .by((_, _) -> Response.noContent());

  @Test
  void aPathHoldsIdsAndTextOfItsForm() {
    var given = GivenParameters.inPath(ROUTE, List.of("tasks", ID, "%2A"));

    assertThat(given).isEqualTo(Map.of("collection", "tasks", "id", ID, "target", "*"));
  }

  @Test
  void everySegmentThatIsWrongIsNamed() {
    assertThat(errors(() -> GivenParameters.inPath(ROUTE, List.of("Tasks", "1", "%2"))))
        .containsExactly(
            new FieldError("collection", "must be a collection"),
            new FieldError("id", "must be a UUID"),
            new FieldError("target", "must be * or a word"));
  }

  @Test
  void anEncodedIdIsNoId() {
    assertThat(
            errors(
                () -> GivenParameters.inPath(ROUTE, List.of("tasks", ID.replace("-", "%2D"), "*"))))
        .containsExactly(new FieldError("id", "must be a UUID"));
  }

  @Test
  void aQueryHoldsWhatIsDeclared() {
    var query = Map.of("token", List.of("😀😀"), "kind", List.of("far"), "board_id", List.of(ID));

    assertThat(GivenParameters.inQuery(ROUTE, query).declared())
        .isEqualTo(Map.of("token", "😀😀", "kind", "far", "board_id", ID));
  }

  @Test
  void everyParameterOfAQueryThatIsWrongIsNamed() {
    assertThat(
            errors(() ->
                GivenParameters.inQuery(
                    ROUTE,
                    Map.of(
                        "kind", List.of("near", "far"), "board_id", List.of("x"), "y", List.of()))))
        .containsExactly(
            new FieldError("token", "is required"),
            new FieldError("kind", "must be given once"),
            new FieldError("board_id", "must be a UUID"),
            new FieldError("y", "is not a known parameter"));
    assertThat(errors(() -> GivenParameters.inQuery(ROUTE, Map.of("token", List.of("\0ab")))))
        .containsExactly(new FieldError("token", "must not hold a NUL character"));
    assertThat(errors(() -> GivenParameters.inQuery(ROUTE, Map.of("token", List.of("12345")))))
        .containsExactly(new FieldError("token", "must have 2 to 4 characters"));
  }

  @Test
  void aHandlerReadsThemByName() {
    var request =
        Request.read(
            ROUTE,
            Map.of("collection", "tasks", "id", ID, "target", "*"),
            request(Map.of("token", List.of("abc"))));

    assertThat(request.id("id")).isEqualTo(UUID.fromString(ID));
    assertThat(request.path("target")).isEqualTo("*");
    assertThat(request.query("token")).isEqualTo("abc");
    assertThat(request.queryIfAny("kind")).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> request.queryIfAny("other"));
    assertThatIllegalArgumentException().isThrownBy(() -> request.path("other"));
  }

  @Test
  void noRouteDeclaresAParameterThatItsPathLacks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Route.<GivenParametersTest>get("/a")
                .path("b", ParameterType.uuid(), "Missing.")
                .by((_, _) -> Response.noContent()));
  }

  private static HttpRequest request(Map<String, List<String>> query) {
    return new HttpRequest(
        "GET",
        "http://127.0.0.1",
        "/",
        Map.of(),
        query,
        new byte[0],
        "192.0.2.7",
        "request",
        java.time.Instant.EPOCH);
  }

  private static List<FieldError> errors(ThrowingCallable call) {
    try {
      call.call();
    } catch (InvalidShape refused) {
      return refused.errors();
    } catch (Throwable other) {
      throw new AssertionError(other);
    }
    return List.of();
  }
}
