package dev.cellwright.testing.bench.events;

import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// Remembers what was put on the bus, of which a cell keeps the newest thousand.
final class BusLog {
  private static final String ON =
      """
      create table bus_log (event uuid not null, entity uuid not null);
      create function bus_log() returns trigger language plpgsql as $$
      begin
        if new.envelope::json -> 'detail' ->> 'type' = 'task.created' then
          insert into bus_log (event, entity)
          select (d.detail ->> 'id')::uuid, (d.detail ->> 'entityid')::uuid
          from (select new.envelope::json -> 'detail') d (detail);
        end if;
        return null;
      end
      $$;
      create trigger bus_log after insert on published_event for each row execute function bus_log();
      """;

  private final CellProcess cell;

  private BusLog(CellProcess cell) {
    this.cell = cell;
  }

  static BusLog of(CellProcess cell) throws SQLException {
    try (var services = cell.services()) {
      new Look(services).run(ON);
    }
    return new BusLog(cell);
  }

  /// About how many of these something was put on the bus.
  long published(Collection<UUID> entities) throws SQLException {
    return count(
        "select count(distinct b.entity) from bus_log b where b.entity = any (?)", entities);
  }

  /// How often one was put there once more: after a crash, in between the bus and the note of it.
  long again(Collection<UUID> entities) throws SQLException {
    return count(
        "select count(*) - count(distinct b.event) from bus_log b where b.entity = any (?)",
        entities);
  }

  private long count(String sql, Collection<UUID> entities) throws SQLException {
    try (var services = cell.services()) {
      return new Look(services).count(sql, entities);
    }
  }
}
