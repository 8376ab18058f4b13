package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A command that comes again with its key happens once.
class IdempotencyTest {
  private static final String BODY = "{\"title\":\"Order the cake\"}";

  @Test
  void theSameKeyAndBodyGetTheFirstAnswer() {
    var anna = Person.register("anna");
    var key = UUID.randomUUID().toString();

    var first = add(anna, key, BODY).expect(201);
    anna.client().patch("/api/v1/tasks/" + first.id(), "{\"title\":\"Changed\"}").expect(200);
    var second = add(anna, key, BODY).expect(201);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(count(anna)).isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheKeyIsRefused() {
    var anna = Person.register("anna");
    var key = "'or/**/1=1;--";

    add(anna, key, BODY).expect(201);
    var answer = add(anna, key, "{\"title\":\"Order the cakes\"}").refused(422);
    anna.client()
        .post("/api/v1/boards", "{\"name\":\"Order the cake\"}")
        .header("Idempotency-Key", key)
        .refused(422);

    assertThat(answer.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(count(anna)).isEqualTo(1);
  }

  @Test
  void aKeyIsOnesOwn() {
    var anna = Person.register("anna");
    var ben = Person.register("ben");
    var key = UUID.randomUUID().toString();

    var hers = add(anna, key, BODY).expect(201);
    var his = add(ben, key, BODY).expect(201);
    var elsewhere = add(anna.found("Acme"), key, BODY).expect(201);

    assertThat(List.of(hers.id(), his.id(), elsewhere.id())).doesNotHaveDuplicates();
  }

  @Test
  void aRefusedCommandIsRefusedAgain() {
    var anna = Person.register("anna");
    var key = UUID.randomUUID().toString();
    var body = "{\"title\":\"a\",\"board_id\":\"%s\"}".formatted(UUID.randomUUID());

    var first = add(anna, key, body).refused(400);
    var second = add(anna, key, body).refused(400);

    assertThat(second.details()).isEqualTo(first.details());
  }

  @Test
  void ofManyAtOnceOneTakesEffect() throws Exception {
    var anna = Person.register("anna");
    var key = UUID.randomUUID().toString();
    var start = new CountDownLatch(1);

    List<Answer> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, 24)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    start.await();
                    return add(anna, key, BODY).send();
                  }))
              .toList();
      start.countDown();
      answers = new java.util.ArrayList<>();
      for (var each : running) {
        answers.add(each.get());
      }
    }

    var made = answers.stream().filter(each -> each.status() == 201).toList();
    assertThat(made).isNotEmpty();
    assertThat(made).extracting(Answer::id).containsOnly(made.getFirst().id());
    for (var answer : answers) {
      if (answer.status() != 201) {
        assertThat(answer.refused(409).header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(count(anna)).isEqualTo(1);
    assertThat(add(anna, key, BODY).expect(201).id()).isEqualTo(made.getFirst().id());
  }

  @Test
  void answersWithTokensAreNotKept() {
    var anna = Person.register("anna");
    var key = UUID.randomUUID().toString();

    var tokens =
        IntStream.range(0, 2)
            .mapToObj(_ ->
                anna.client()
                    .post("/api/v1/auth/login", anna.credentials(Person.PASSWORD))
                    .header("Idempotency-Key", key)
                    .expect(200)
                    .text("tokens/refreshToken"))
            .toList();

    assertThat(tokens).doesNotHaveDuplicates();
  }

  private static Call add(Person person, String key, String body) {
    return person.client().post("/api/v1/tasks", body).header("Idempotency-Key", key);
  }

  private static int count(Person person) {
    return person.client().get("/api/v1/tasks").expect(200).at("meta/total").asInt();
  }
}
