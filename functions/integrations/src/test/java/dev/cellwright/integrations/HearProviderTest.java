package dev.cellwright.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.provider.Callback;
import dev.cellwright.kernel.provider.Verdict;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The doors for providers: who gets in, and what becomes of what they tell.
class HearProviderTest {
  private static final String SECRET = "a-secret-of-the-provider";

  private final TestCell cell = TestCell.with("integrations");
  private final Person anna = cell.register("anna");

  @Test
  void aSignedCallbackIsTakenOnceHoweverOftenItComes() {
    var door = door("stripe");
    var body = stripe("evt_1", "charge.succeeded", "ch_1", seconds());

    var first = tell(door, body, "Stripe-Signature", signed(SECRET, seconds(), body));
    var again = tell(door, body, "Stripe-Signature", signed(SECRET, seconds(), body));

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(received()).hasSize(1);
    var event = received().getFirst();
    assertThat(event.at("/data/provider").asText()).isEqualTo("stripe");
    assertThat(event.at("/data/id").asText()).isEqualTo("evt_1");
    assertThat(event.at("/data/type").asText()).isEqualTo("charge.succeeded");
    assertThat(event.at("/data/late").asBoolean()).isFalse();
    assertThat(
            cell.database()
                .rows(
                    "select body from integrations.provider_events where id = ?",
                    UUID.fromString(event.at("/data/received_id").asText()))
                .getFirst()
                .path("body")
                .asText())
        .isEqualTo(body);
  }

  @Test
  void sideBySideItIsTakenOnceToo() throws Exception {
    var door = door("stripe");
    var body = stripe("evt_many", "charge.succeeded", "ch_1", seconds());
    var signature = signed(SECRET, seconds(), body);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          java.util.stream.IntStream.range(0, 8)
              .<Callable<Integer>>mapToObj(
                  _ -> () -> tell(door, body, "Stripe-Signature", signature).status())
              .toList();
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    assertThat(received()).hasSize(1);
  }

  @Test
  void theForgedTheLateAndTheAlteredLeaveNoTrace() {
    var door = door("stripe");
    var body = stripe("evt_2", "charge.failed", "ch_2", seconds());
    var good = signed(SECRET, seconds(), body);
    var old = seconds() - 301;

    assertThat(tell(door, body).status()).isEqualTo(401);
    assertThat(tell(door, body, "Stripe-Signature", "").status()).isEqualTo(401);
    assertThat(tell(door, body, "Stripe-Signature", "t=x,v1=y").status()).isEqualTo(401);
    assertThat(
            tell(door, body, "Stripe-Signature", signed("another-secret", seconds(), body))
                .status())
        .isEqualTo(401);
    assertThat(tell(door, body + " ", "Stripe-Signature", good).status()).isEqualTo(401);
    assertThat(tell(door, body, "Stripe-Signature", signed(SECRET, old, body)).status())
        .isEqualTo(401);
    assertThat(
            tell(
                    door,
                    body,
                    "Stripe-Signature",
                    good.replaceFirst("t=[0-9]+", "t=" + (seconds() + 60)))
                .status())
        .isEqualTo(401);
    try (var later = cell.clock().ahead(Duration.ofMinutes(6))) {
      assertThat(tell(door, body, "Stripe-Signature", good).status()).isEqualTo(401);
    }

    assertThat(received()).isEmpty();
    assertThat(stored()).isZero();
  }

  @Test
  void whatIsTheirsButMakesNoSenseIsSaidSo() {
    var door = door("stripe");
    for (var body :
        List.of(
            "[]",
            "not json",
            "{\"id\": \"evt\"}",
            "{\"id\": {}, \"type\": \"x\"}",
            "{\"id\": \"evt\", \"type\": \"half \\ud83d\"}",
            "{\"id\": \"half \\ude00\", \"type\": \"x\"}",
            "{\"id\": \"evt\", \"type\": \"x\", \"data\": {\"object\": {\"id\": \"\\ud83d\"}}}",
            "{\"id\": \"evt\", \"type\": \"x\", \"more\": [{\"half \\ud83d\": 1}]}",
            "")) {
      assertThat(tell(door, body, "Stripe-Signature", signed(SECRET, seconds(), body)).status())
          .as(body)
          .isEqualTo(422);
    }
    assertThat(stored()).isZero();
  }

  @Test
  void whatIsNoUtf8MakesNoSenseEither() {
    var body = "{\"id\": \"evt\", \"type\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    var at = seconds();
    var key = SECRET.getBytes(StandardCharsets.UTF_8);
    var signature = HexFormat.of().formatHex(Signature.of(key, at + ".", body));
    var callback =
        new Callback(
            name -> name.equals("Stripe-Signature") ? "t=" + at + ",v1=" + signature : null, body);

    var verdict = new StripeWebhooks().verify(callback, List.of(SECRET), Instant.ofEpochSecond(at));

    assertThat(verdict).isInstanceOf(Verdict.Unreadable.class);
  }

  @Test
  void aSecretOfStandardWebhooksThatIsNoBase64IsRefused() {
    var cut = Map.of("provider", "standard-webhooks", "secret", "whsec_not!base64");
    var refused = anna.post("/api/v1/webhook-endpoints", cut);
    var made = opened("standard-webhooks", WebhookSecret.next());
    var path = "/api/v1/webhook-endpoints/" + made.path("id").asText() + "/secrets";

    var given = anna.post(path, Map.of("secret", "whsec_====="));
    var stripes =
        anna.post(
            "/api/v1/webhook-endpoints",
            Map.of("provider", "stripe", "secret", "whsec_as-stripe-likes"));

    for (var answer : List.of(refused, given)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.text()).contains("\"secret\"", "must have base 64");
    }
    assertThat(anna.post(path, Map.of("secret", WebhookSecret.next())).status()).isEqualTo(200);
    assertThat(stripes.status()).isEqualTo(201);
  }

  @Test
  void nobodyIsHeardWhereThereIsNoDoor() {
    var door = door("stripe");
    var body = stripe("evt_3", "x", "y", seconds());
    var signature = signed(SECRET, seconds(), body);

    assertThat(
            tell(door.replace("/stripe/", "/github/"), body, "Stripe-Signature", signature)
                .status())
        .isEqualTo(404);
    assertThat(
            tell("/api/v1/webhooks/stripe/" + "A".repeat(43), body, "Stripe-Signature", signature)
                .status())
        .isEqualTo(404);
    assertThat(tell("/api/v1/webhooks/nobody", body).status()).isEqualTo(404);
    assertThat(tell("/api/v1/webhooks/stripe", body, "Stripe-Signature", signature).status())
        .isEqualTo(404);
    assertThat(tell("/api/v1/webhooks/UPPER", body).status()).isEqualTo(400);
  }

  @Test
  void aClosedDoorLetsNobodyIn() {
    var made = opened("stripe", SECRET);
    var door = pathOf(made);
    var path = "/api/v1/webhook-endpoints/" + made.path("id").asText();
    var body = stripe("evt_4", "x", "y", seconds());
    var signature = signed(SECRET, seconds(), body);

    assertThat(anna.patch(path, Map.of("active", false)).at("active").asBoolean()).isFalse();
    assertThat(tell(door, body, "Stripe-Signature", signature).status()).isEqualTo(404);
    assertThat(anna.patch(path, Map.of("active", true)).status()).isEqualTo(200);
    assertThat(tell(door, body, "Stripe-Signature", signature).status()).isEqualTo(200);
    assertThat(anna.delete(path).status()).isEqualTo(204);
    assertThat(tell(door, body, "Stripe-Signature", signature).status()).isEqualTo(404);
  }

  @Test
  void aDoorWithoutSecretLetsNobodyInUntilItHasOne() {
    var made =
        TestingHooks.made(anna.post("/api/v1/webhook-endpoints", Map.of("provider", "github")));
    var door = pathOf(made);
    var body = "{\"action\": \"opened\", \"repository\": {\"full_name\": \"a/b\"}}";
    var signature = "sha256=" + HexFormat.of().formatHex(hmac("It's a Secret", body));

    assertThat(made.path("has_secret").asBoolean()).isFalse();
    assertThat(
            tell(door, body, "X-Hub-Signature-256", signature, "X-GitHub-Event", "issues").status())
        .isEqualTo(401);
    var given =
        anna.post(
            "/api/v1/webhook-endpoints/" + made.path("id").asText() + "/secrets",
            Map.of("secret", "It's a Secret"));
    assertThat(given.at("has_secret").asBoolean()).isTrue();
    assertThat(
            tell(door, body, "X-Hub-Signature-256", signature, "X-GitHub-Event", "issues").status())
        .isEqualTo(200);
    assertThat(received().getFirst().at("/data/type").asText()).isEqualTo("issues.opened");
    assertThat(cell.trail(anna.organization()).toString()).doesNotContain("It's a Secret");
  }

  @Test
  void aReplayUnderAnotherDeliveryIdIsKnown() {
    var door = pathOf(opened("github", "It's a Secret"));
    var body = "{\"zen\": \"Keep it logically awesome.\"}";
    var signature = "sha256=" + HexFormat.of().formatHex(hmac("It's a Secret", body));

    for (var id : List.of("one", "two")) {
      tell(
          door,
          body,
          "X-Hub-Signature-256",
          signature,
          "X-GitHub-Event",
          "ping",
          "X-GitHub-Delivery",
          id);
    }

    assertThat(received()).hasSize(1);
  }

  @Test
  void whatComesAfterSomethingNewerIsMarkedLate() {
    var door = door("stripe");
    for (var told : List.of(Map.entry("evt_new", 100L), Map.entry("evt_old", 50L))) {
      var body = stripe(told.getKey(), "invoice.updated", "in_1", told.getValue());
      assertThat(tell(door, body, "Stripe-Signature", signed(SECRET, seconds(), body)).status())
          .isEqualTo(200);
    }

    var events = received();
    assertThat(events)
        .extracting(event -> event.at("/data/late").asBoolean())
        .containsExactly(false, true);
    assertThat(events.get(0).path("entity_id")).isEqualTo(events.get(1).path("entity_id"));
  }

  @Test
  void oneCellHearsAnotherByStandardWebhooks() {
    var secret = WebhookSecret.next();
    var door = pathOf(opened("standard-webhooks", secret));
    var body =
        "{\"type\": \"task.created\", \"timestamp\": \"2026-01-01T00:00:00Z\", \"data\": {}}";
    var sentAt = Long.toString(seconds());

    var answer =
        tell(
            door,
            body,
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            sentAt,
            "webhook-signature",
            "v1a,AAAA " + TestingHooks.standard(secret, "msg_1", sentAt, body));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(received().getFirst().at("/data/id").asText()).isEqualTo("msg_1");
    assertThat(
            tell(
                    door,
                    body,
                    "webhook-id",
                    "msg_2",
                    "webhook-timestamp",
                    sentAt,
                    "webhook-signature",
                    TestingHooks.standard(secret, "msg_1", sentAt, body))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aBodyOfAMebibyteIsTakenAndNoMore() {
    var door = door("stripe");
    var head = "{\"id\": \"evt_big\", \"type\": \"x\", \"pad\": \"";
    var big = head + "p".repeat(1024 * 1024 - head.length() - 2) + "\"}";

    assertThat(tell(door, big, "Stripe-Signature", signed(SECRET, seconds(), big)).status())
        .isEqualTo(200);
    assertThat(
            tell(door, big + " ", "Stripe-Signature", signed(SECRET, seconds(), big + " "))
                .status())
        .isEqualTo(413);
  }

  @Test
  void theCellsOwnDoorHasItsSecretsFromTheOperator() {
    var arn =
        cell.hostedSecret(
            "provider-secrets-" + UUID.randomUUID(), "{\"stripe\": [\"" + SECRET + "\"]}");
    var environment = new HashMap<>(cell.environmentOf("integrations"));
    environment.put("PROVIDER_SECRETS_ARN", arn);
    var configured =
        new Caller(RunningFunctions.of(new IntegrationsModule(), environment, cell.clock()), null);
    var id = "evt_" + UUID.randomUUID();
    var body = stripe(id, "charge.succeeded", "ch_1", seconds());

    var heard =
        configured.post(
            "/api/v1/webhooks/stripe", body, "Stripe-Signature", signed(SECRET, seconds(), body));
    var unknown =
        configured.post("/api/v1/webhooks/github", body, "X-Hub-Signature-256", "sha256=00");

    assertThat(heard.status()).as(heard.text()).isEqualTo(200);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(
            cell.events(new UUID(0, 0)).stream()
                .filter(event -> event.at("/data/id").asText().equals(id)))
        .hasSize(1);
  }

  private JsonNode opened(String provider, String secret) {
    return TestingHooks.made(
        anna.post("/api/v1/webhook-endpoints", Map.of("provider", provider, "secret", secret)));
  }

  private String door(String provider) {
    return pathOf(opened(provider, SECRET));
  }

  private static String pathOf(JsonNode endpoint) {
    return endpoint.path("url").asText().replaceFirst("https?://[^/]+", "");
  }

  private Answer tell(String door, String body, String... headers) {
    return cell.anonymous().post(door, body, headers);
  }

  private List<JsonNode> received() {
    return cell.events(anna.organization()).stream()
        .filter(event -> event.path("type").asText().equals("provider.received"))
        .toList();
  }

  private int stored() {
    return cell.database()
        .rows("select id from integrations.provider_events where org_id = ?", anna.organization())
        .size();
  }

  private long seconds() {
    return cell.clock().instant().getEpochSecond();
  }

  private static String stripe(String id, String type, String object, long created) {
    return "{\"id\": \"%s\", \"type\": \"%s\", \"created\": %d, \"data\": {\"object\": {\"id\": \"%s\"}}}"
        .formatted(id, type, created, object);
  }

  private static String signed(String secret, long at, String body) {
    return "t=" + at + ",v1=" + HexFormat.of().formatHex(hmac(secret, at + "." + body)) + ",v0=00";
  }

  private static byte[] hmac(String secret, String text) {
    return TestingHooks.hmac(secret.getBytes(StandardCharsets.UTF_8), text);
  }
}
