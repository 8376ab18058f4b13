package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keys and passwords get successors while people work, and nobody notices.
class RotationTest {
  private static final int CLIENTS = 16;

  /// Enough for every client to be answered before, while and after something is rotated.
  private static final int ANSWERS_BETWEEN = 4 * CLIENTS;

  @Test
  void requestsRunThroughTheRotationOfEverythingAndNoneFails() throws Exception {
    var everybody = register();
    var before = kid(everybody.getFirst().logIn());

    try (var traffic = new Traffic(everybody)) {
      assertThat(rotate("passwords").path("did").size()).isGreaterThan(5);
      traffic.goesOn();
      assertThat(did(rotate("context-key"))).containsExactly("context-key");
      traffic.goesOn();
      // The functions fetch the context key again, and sign with the new one.
      TestedCell.advanceClock(Duration.ofMinutes(6));
      traffic.goesOn();
      assertThat(did(rotate("seal-key"))).containsExactly("introduced", "signs");
      assertThat(did(rotate("token-key"))).containsExactly("introduced");
      traffic.goesOn();
      assertThat(rotate("token-key").path("next").asText()).isEqualTo("signs");
    }

    // Everybody who verifies has had the time to learn of the next key; tokens end meanwhile.
    TestedCell.advanceClock(Duration.ofMinutes(15));
    var anna = everybody.getFirst().logIn();
    try (var traffic = new Traffic(everybody.stream().map(Person::logIn).toList())) {
      assertThat(did(rotate("token-key"))).containsExactly("signs");
      traffic.goesOn();
      TestedCell.advanceClock(Duration.ofMinutes(11));
      traffic.goesOn();
    }
    var after = everybody.getFirst().logIn();

    assertThat(kid(anna)).isEqualTo(before);
    assertThat(kid(after)).isNotEqualTo(before);
    assertThat(published()).containsExactlyInAnyOrder(before, kid(after));
    anna.client().get("/api/v1/users/me").expect(200);
    after.client().get("/api/v1/users/me").expect(200);

    TestedCell.advanceClock(Duration.ofMinutes(30));
    anna.client().get("/api/v1/users/me").refused(401);
    assertThat(did(rotate("token-key"))).containsExactly("ended");
    assertThat(did(rotate("seal-key"))).containsExactly("ended");
    TestedCell.advanceClock(Duration.ofMinutes(11));
    assertThat(published()).containsExactly(kid(after));
    everybody.getFirst().logIn().client().get("/api/v1/users/me").expect(200);
  }

  @Test
  void theTrailIsComparedWithItsSealsByHand() {
    Person.register("anna").addTask("Sealed");

    var verified = sealed();

    assertThat(verified.path("complaints")).isEmpty();
    assertThat(verified.path("finished").asBoolean()).isTrue();
    assertThat(verified.path("rows").asLong()).isPositive();
    assertThat(verified.path("batches").asLong()).isPositive();
  }

  @Test
  void nothingElseIsRotatedAndNoSuchErrandIsRun() {
    TestedCell.anybody().post(function("rotate"), "{\"Rotate\":\"the-world\"}").expect(502);
    TestedCell.anybody().post(function("audit-behind"), "{\"Errand\":\"dance\"}").expect(502);
  }

  /// What the errand tells once something is sealed; the job that does it comes each minute.
  private static JsonNode sealed() {
    TestedCell.advanceClock(Duration.ofMinutes(1));
    var until = Instant.now().plusSeconds(30);
    while (true) {
      var verified =
          TestedCell.anybody()
              .post(function("audit-behind"), "{\"Errand\":\"verify\",\"After\":0}")
              .expect(200)
              .json();
      if (verified.path("seals").asLong() > 0) {
        return verified;
      }
      assertThat(Instant.now()).as("nothing is sealed").isBefore(until);
    }
  }

  private static List<Person> register() {
    return Stream.of("anna", "ben", "cleo", "dora").map(Person::register).toList();
  }

  private static String function(String name) {
    return "/_cell/functions/" + TestedCell.PRODUCT + "-dev-" + name;
  }

  private static JsonNode rotate(String what) {
    return TestedCell.anybody()
        .post(function("rotate"), "{\"Rotate\":\"%s\"}".formatted(what))
        .expect(200)
        .json();
  }

  private static List<String> did(JsonNode answer) {
    return answer.path("did").valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> published() {
    return TestedCell.anybody()
        .get("/.well-known/jwks.json")
        .expect(200)
        .json()
        .path("keys")
        .findValuesAsText("kid");
  }

  /// The key that signed somebody's access token.
  private static String kid(Person person) {
    try {
      return SignedJWT.parse(String.valueOf(person.client().accessToken())).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  /// Each client writes and reads, one after the other, until it is closed. Closing fails where one
  /// wasn't answered as it should be.
  private static final class Traffic implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();

    Traffic(List<Person> people) {
      for (var i = 0; i < CLIENTS; i++) {
        var person = people.get(i % people.size());
        clients.add(threads.submit(() -> work(person.client())));
      }
    }

    private void work(Client client) {
      while (!ended.get()) {
        client.post("/api/v1/tasks", "{\"title\":\"Meanwhile\"}").expect(201);
        client.get("/api/v1/tasks?limit=5").expect(200);
        answers.addAndGet(2);
      }
    }

    /// Waits until everybody was answered some more.
    void goesOn() throws Exception {
      var enough = answers.get() + ANSWERS_BETWEEN;
      while (answers.get() < enough) {
        for (var client : clients) {
          if (client.isDone()) {
            client.get(); // It failed: nothing else ends it.
          }
        }
        Thread.sleep(5);
      }
    }

    @Override
    public void close() throws Exception {
      goesOn();
      ended.set(true);
      for (var client : clients) {
        client.get();
      }
      threads.close();
    }
  }
}
