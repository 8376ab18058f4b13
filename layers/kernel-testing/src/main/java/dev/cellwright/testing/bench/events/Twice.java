package dev.cellwright.testing.bench.events;

import java.sql.SQLException;

/// Has every message of every queue delivered twice, and both at a time that chance picks: so in
/// any order, or both at once.
public final class Twice implements AutoCloseable {
  private static final String ON =
      """
      create function twice_late() returns trigger language plpgsql as $$
      begin
        new.visible_at := new.visible_at + random() * interval '2 seconds';
        return new;
      end
      $$;
      create function twice_copy() returns trigger language plpgsql as $$
      begin
        if pg_trigger_depth() = 1 then
          insert into queue_message
            (queue, group_key, body, attributes, sender, trace, source_arn, sent_at, expires_at, visible_at)
          values
            (new.queue, new.group_key, new.body, new.attributes, new.sender, new.trace, new.source_arn,
             new.sent_at, new.expires_at, statement_timestamp());
        end if;
        return null;
      end
      $$;
      create trigger twice_late before insert on queue_message for each row execute function twice_late();
      create trigger twice_copy after insert on queue_message for each row execute function twice_copy();
      """;
  private static final String OFF =
      """
      drop trigger twice_copy on queue_message;
      drop trigger twice_late on queue_message;
      drop function twice_copy();
      drop function twice_late();
      """;

  private final CellProcess cell;

  private Twice(CellProcess cell) {
    this.cell = cell;
  }

  /// Until it is closed.
  public static Twice in(CellProcess cell) throws SQLException {
    var twice = new Twice(cell);
    twice.run(ON);
    return twice;
  }

  private void run(String script) throws SQLException {
    try (var services = cell.services()) {
      new Look(services).run(script);
    }
  }

  @Override
  public void close() throws SQLException {
    run(OFF);
  }
}
