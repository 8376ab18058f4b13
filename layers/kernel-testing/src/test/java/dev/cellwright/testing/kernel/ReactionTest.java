package dev.cellwright.testing.kernel;

import static dev.cellwright.kernel.event.Reacted.Outcome.FAILED;
import static dev.cellwright.kernel.event.Reacted.Outcome.HANDLED;
import static dev.cellwright.kernel.event.Reacted.Outcome.KNOWN;
import static dev.cellwright.kernel.event.Reacted.Outcome.UNUSABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Reacted;
import dev.cellwright.kernel.event.Unusable;
import dev.cellwright.kernel.lambda.RunningListeners;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.echo.EchoListeners.Hooks;
import dev.cellwright.testing.echo.EchoModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private final TestCell cell = TestCell.with("echo");
  private final RunningListeners echo =
      RunningListeners.start(
          new EchoModule(), Environment.handedIn(cell.environmentOf("echo")), cell.clock());
  private final Heard heard = new Heard(cell, UUID.randomUUID());
  private final UUID book = UUID.randomUUID();

  @AfterEach
  void forgetHooks() {
    Hooks.clear();
  }

  private Reacted react(String listener, Event event) {
    return react(echo, listener, event);
  }

  private static Reacted react(RunningListeners echo, String listener, Event event) {
    return echo.reactions().to(event, Instant.now().plusSeconds(30)).stream()
        .filter(reacted -> reacted.listener().name().equals(listener))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whateverComesTwiceAndInAnyOrderTakesEffectOnce() throws Exception {
    var books = Stream.generate(UUID::randomUUID).limit(30).toList();
    books.forEach(each -> heard.of(each, 10));
    var deliveries = new ArrayList<>(heard.events());
    deliveries.addAll(heard.events());
    Collections.shuffle(deliveries, new Random(7));

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var event : deliveries) {
        threads.submit(() -> echo.reactions().to(event, Instant.now().plusSeconds(60)));
      }
    }
    heard.events().forEach(event -> echo.reactions().to(event, Instant.now().plusSeconds(60)));

    for (var listener : List.of("note_books", "follow_books")) {
      assertThat(heard.notes(listener)).hasSize(300);
      assertThat(
              heard.notes(listener).stream()
                  .map(note -> note.path("event_id").asText())
                  .collect(Collectors.toSet()))
          .hasSize(300);
    }
    for (var each : books) {
      assertThat(heard.sequences("follow_books", each))
          .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }
  }

  @Test
  void aReactionThatThrewBeforeItsCommandIsRunAgain() {
    var event = heard.of(book, 1).getFirst();
    Hooks.before(_ -> {
      throw new IllegalStateException("not today");
    });

    var first = react("note_books", event);
    Hooks.clear();
    var second = react("note_books", event);

    assertThat(first.outcome()).isEqualTo(FAILED);
    assertThat(second.outcome()).isEqualTo(HANDLED);
    assertThat(heard.notes("note_books")).hasSize(1);
  }

  @Test
  void aReactionThatThrewBehindItsCommandTookEffect() {
    var event = heard.of(book, 1).getFirst();
    Hooks.after(_ -> {
      throw new IllegalStateException("too late");
    });

    var first = react("note_books", event);
    var second = react("note_books", event);

    assertThat(first.outcome()).isEqualTo(FAILED);
    assertThat(second.outcome()).isEqualTo(KNOWN);
    assertThat(heard.notes("note_books")).hasSize(1);
  }

  @Test
  void aReactionWhoseAnswerIsLostGoesOnAsIfItWerent() throws Exception {
    var event = heard.of(book, 1).getFirst();
    var wentOn = new AtomicInteger();
    Hooks.after(_ -> wentOn.incrementAndGet());
    var environment = new HashMap<>(cell.environmentOf("echo"));
    try (var wire = TestingWire.to(String.valueOf(environment.get("AWS_ENDPOINT_URL_RDS_DATA")))) {
      environment.put("AWS_ENDPOINT_URL_RDS_DATA", wire.endpoint());
      var overWire =
          RunningListeners.start(new EchoModule(), Environment.handedIn(environment), cell.clock());
      wire.next(TestingWire.Mishap.ANSWER_LOST);

      var reacted = react(overWire, "note_books", event);

      assertThat(reacted.outcome()).isEqualTo(HANDLED);
      assertThat(wire.calls()).isGreaterThan(1);
    }
    assertThat(wentOn.get()).isEqualTo(2);
    assertThat(heard.notes("note_books")).hasSize(1);
    assertThat(heard.notes("follow_books")).hasSize(1);
  }

  @Test
  void oneThatComesTooEarlyLetsThoseBeforeItGoFirst() {
    var events = heard.of(book, 45);

    var last = react("follow_books", events.getLast());
    var first = react("follow_books", events.getFirst());

    assertThat(last.outcome()).isEqualTo(HANDLED);
    assertThat(first.outcome()).isEqualTo(KNOWN);
    assertThat(heard.sequences("follow_books", book))
        .isEqualTo(LongStream.rangeClosed(1, 45).boxed().toList());
  }

  @Test
  void otherTypesAreNoGap() {
    heard.of(book, 1);
    cell.hear(heard.organization(), "shelf.painted", "book", book, Map.of());
    var third = heard.of(book, 1).getLast();

    react("follow_books", third);

    assertThat(heard.sequences("follow_books", book)).containsExactly(1L, 3L);
  }

  @Test
  void anUnusableOneHoldsUpNothing() {
    var events = heard.of(book, 2);
    Hooks.before(event -> {
      if (event.sequence() == 1) {
        throw new Unusable("the first is nonsense");
      }
    });

    var second = react("follow_books", events.getLast());
    var first = react("follow_books", events.getFirst());

    assertThat(second.outcome()).isEqualTo(HANDLED);
    assertThat(first.outcome()).isIn(KNOWN, UNUSABLE);
    assertThat(heard.sequences("follow_books", book)).containsExactly(2L);
  }

  @Test
  void aFailingOneIsWaitedFor() {
    var events = heard.of(book, 2);
    Hooks.before(event -> {
      if (event.sequence() == 1) {
        throw new IllegalStateException("not today");
      }
    });

    var early = react("follow_books", events.getLast());
    Hooks.clear();
    var later = react("follow_books", events.getLast());

    assertThat(early.outcome()).isEqualTo(FAILED);
    assertThat(later.outcome()).isEqualTo(HANDLED);
    assertThat(heard.sequences("follow_books", book)).containsExactly(1L, 2L);
  }

  @Test
  void aNewListenerIsNotKeptWaitingForThePast() {
    heard.of(book, 3);
    var before =
        cell.database().rows("select since from core.listeners where listener = 'follow_books'");
    cell.database()
        .change(
            "update core.listeners set since = (select max(sequence) from core.outbox) where listener = 'follow_books'");
    try {
      var fourth = heard.of(book, 1).getLast();

      react("follow_books", fourth);

      assertThat(heard.sequences("follow_books", book)).containsExactly(4L);
    } finally {
      cell.database()
          .change(
              "update core.listeners set since = ? where listener = 'follow_books'",
              before.getFirst().path("since").asLong());
    }
  }

  @Test
  void aRepeatableOneMakesAsManyCommandsAsItLikesEachTime() {
    cell.hear(heard.organization(), "book.lent", "book", book, Map.of());
    var event = heard.events().getLast();

    react("remind_borrower", event);
    react("remind_borrower", event);

    assertThat(heard.notes("remind_borrower")).hasSize(4);
  }

  @Test
  void whatAReactionDoesIsOnTheTrailAsTheModulesOwn() {
    var event = heard.of(book, 1).getFirst();
    var anna = UUID.randomUUID();
    var annas =
        new Event(
            event.id(),
            event.type(),
            1,
            event.organization(),
            "book",
            book,
            1,
            Instant.now(),
            anna,
            null,
            "annas-request",
            null,
            event.data());

    react("note_books", annas);

    var row = cell.trail(heard.organization()).getFirst();
    assertThat(row.path("actor_kind").asText()).isEqualTo("system");
    assertThat(row.path("actor_name").asText()).isEqualTo("system:echo");
    assertThat(row.path("actor_id").isNull()).isTrue();
    assertThat(row.path("on_behalf_of").asText()).isEqualTo(anna.toString());
    assertThat(row.path("correlation_id").asText()).isEqualTo("annas-request");
    var taken = cell.events(heard.organization()).getLast();
    assertThat(taken.path("type").asText()).isEqualTo("note.taken");
    assertThat(taken.path("correlation_id").asText()).isEqualTo("annas-request");
  }
}
