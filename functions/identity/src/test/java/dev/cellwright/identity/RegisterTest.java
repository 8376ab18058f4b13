package dev.cellwright.identity;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterTest {
  private static final String PASSWORD = "Sturdy-Kettle-42";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void whoRegistersIsLoggedInAndOwnsAnOrganization() {
    var email = "Anna." + UUID.randomUUID() + "@Example.com";

    var answer =
        register(
            Map.of(
                "email", email, "password", PASSWORD, "first_name", "Anna", "last_name", "Rossi"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("user/email").asText()).isEqualTo(email);
    assertThat(answer.at("user/name").asText()).isEqualTo("Anna Rossi");
    assertThat(answer.at("organization/role").asText()).isEqualTo("owner");
    assertThat(answer.at("organization/personal").asBoolean()).isTrue();
    var me = cell.bearing(answer.at("tokens/accessToken").asText()).get("/api/v1/users/me");
    assertThat(me.at("id")).isEqualTo(answer.at("user/id"));
  }

  @Test
  void registeringIsOneDatabaseCall() {
    var answer = register(Map.of("email", address(), "password", PASSWORD));

    assertThat(cell.databaseCallsOf(answer)).isOne();
  }

  @Test
  void theRefreshTokenIsAlsoACookieThatNoScriptReads() {
    var answer = register(Map.of("email", address(), "password", PASSWORD));

    assertThat(answer.header("Set-Cookie"))
        .isEqualTo(
            "refresh_token=%s; HttpOnly; Secure; SameSite=Strict; Path=/api/v1/auth; Max-Age=2592000"
                .formatted(answer.at("tokens/refreshToken").asText()));
  }

  @Test
  void anAddressIsTakenHoweverItIsWritten() {
    var unique = UUID.randomUUID();
    register(Map.of("email", "rené." + unique + "@example.com", "password", PASSWORD));

    var again =
        register(Map.of("email", "RENE\u0301." + unique + "@Example.COM", "password", PASSWORD));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("CONFLICT");
  }

  @Test
  void ofManyWhoRegisterOneAddressAtOnceOneSucceeds() throws Exception {
    var body = Map.of("email", address(), "password", PASSWORD);
    Callable<Answer> registering = () -> register(body);

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      var statuses =
          executor.invokeAll(Collections.nCopies(4, registering)).stream()
              .map(Future::resultNow)
              .map(Answer::status);

      assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Short-1aB",
    "no-upper-case-1",
    "NO-DIGIT-at-all",
    "NoSpecialCharacter1",
    "Ümlaut-1-Ümlaut-1-Ümlaut-1-Ümlaut-1-Ümlaut-1-Ümlaut-1-Ümlaut-1-Ümla"
  })
  void aWeakOrOverlongPasswordIsRefusedByItsField(String password) {
    var answer = register(Map.of("email", address(), "password", password));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("error/details/0/field").asText()).isEqualTo("password");
    assertThat(answer.text()).doesNotContain(password);
  }

  @Test
  void aPasswordOfExactlySeventyTwoBytesIsGoodAndComparedToItsLastByte() {
    var email = address();
    var password = "Aa1-" + "x".repeat(68);
    register(Map.of("email", email, "password", password));

    var right = logIn(email, password);
    var longer = logIn(email, password + "y");
    var other = logIn(email, password.substring(0, 71) + "y");

    assertThat(right.status()).isEqualTo(200);
    assertThat(longer.status()).isEqualTo(401);
    assertThat(other.status()).isEqualTo(401);
  }

  @Test
  void namesOfAnyScriptComeBackAsTheyWereWritten() {
    var name = "Zoë 🦊 日本 \u202e'); drop table";

    var answer = register(Map.of("email", address(), "password", PASSWORD, "first_name", name));

    assertThat(answer.at("user/first_name").asText()).isEqualTo(name);
  }

  @Test
  void noBodyIsTooStrangeToBeRefusedPolitely() {
    var withNull = new HashMap<String, Object>();
    withNull.put("email", null);
    withNull.put("password", 7);
    withNull.put("admin", true);

    var answer = register(withNull);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("error/details")).hasSize(3);
  }

  @Test
  void registrationCanBeClosed() {
    var environment = new HashMap<>(cell.environmentOf("identity"));
    environment.put("CELL_FEATURES", "{\"openRegistration\": false}");
    var closed = RunningFunctions.of(new IdentityModule(), environment, cell.clock());

    var answer =
        new Caller(closed, null)
            .post("/api/v1/auth/register", Map.of("email", address(), "password", PASSWORD));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void registeringIsToldOnceWithoutAnythingPersonal() {
    var anna = cell.register("anna");

    var events =
        cell.database().rows("select type, data from core.outbox where entity_id = ?", anna.id());

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().path("type").asText()).isEqualTo("user.registered");
    assertThat(events.getFirst().path("data").toString())
        .isEqualTo("{\"organization_id\":\"" + anna.organization() + "\"}");
  }

  private Answer register(Map<String, ?> body) {
    return cell.anonymous().post("/api/v1/auth/register", body);
  }

  private Answer logIn(String email, String password) {
    return cell.anonymous()
        .post("/api/v1/auth/login", Map.of("email", email, "password", password));
  }

  private static String address() {
    return UUID.randomUUID() + "@example.com";
  }
}
