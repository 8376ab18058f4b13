package dev.cellwright.testing.echo;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Outcome;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Listener;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Notes each event that it hears, in three ways.
public record EchoListeners(Database database) {
  static final List<Listener<EchoListeners>> LISTENERS =
      List.of(
          Listener.<EchoListeners>to("book.*")
              .named("note_books")
              .by((echo, event) -> echo.note("note_books", event)),
          Listener.<EchoListeners>to("book.*")
              .named("follow_books")
              .inOrder()
              .by((echo, event) -> echo.note("follow_books", event)),
          Listener.<EchoListeners>to("book.lent")
              .named("remind_borrower")
              .repeatable()
              .by((echo, event) -> echo.remind(event)));

  /// What a test does before and after a note is taken; nothing by default.
  public static final class Hooks {
    private static final Consumer<Event> NOTHING = _ -> {};
    private static volatile Consumer<Event> before = NOTHING;
    private static volatile Consumer<Event> after = NOTHING;

    private Hooks() {}

    public static void before(Consumer<Event> hook) {
      before = hook;
    }

    public static void after(Consumer<Event> hook) {
      after = hook;
    }

    public static void clear() {
      before = NOTHING;
      after = NOTHING;
    }
  }

  private static final Sql NOTE =
      Sql.of(
          """
          insert into echo.notes (id, listener, event_id, entity_id, sequence)
          values (:id::uuid, :listener, :event::uuid, :entity::uuid, :sequence::bigint)
          returning id, 1 as version
          """);

  private void note(String listener, Event event) {
    Hooks.before.accept(event);
    var id = UUID.randomUUID();
    write(listener, id, event, Step.event("note.taken", id, 0));
    Hooks.after.accept(event);
  }

  /// Notes twice, in two commands.
  private void remind(Event event) {
    for (int i = 0; i < 2; i++) {
      write("remind_borrower", UUID.randomUUID(), event);
    }
  }

  private Outcome write(String listener, UUID id, Event event, Step... more) {
    var note =
        Step.one(
            NOTE,
            Binds.of("id", id)
                .and("listener", listener)
                .and("event", event.id())
                .and("entity", event.entityId())
                .and("sequence", event.sequence()));
    var steps = new java.util.ArrayList<Step>();
    steps.add(note);
    steps.addAll(List.of(more));
    return database.run(new Command(steps));
  }
}
