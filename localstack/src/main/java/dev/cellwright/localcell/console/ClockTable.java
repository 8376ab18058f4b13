package dev.cellwright.localcell.console;

import dev.cellwright.localcell.postgres.LocalPostgres;
import java.sql.SQLException;
import java.time.Duration;

/// The row from which the database knows the cell's time; written by the host only, so that no
/// module can move it.
///
/// The core's migrations make the table. A cell without them has a clock that can't be moved.
public final class ClockTable {

  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_SCHEMA = "3F000";

  private final LocalPostgres postgres;
  private final String database;

  public ClockTable(LocalPostgres postgres, String database) {
    this.postgres = postgres;
    this.database = database;
  }

  /// The offset that was kept; zero when there is none.
  public Duration read() throws SQLException {
    try (var connection = postgres.superuser(database);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select (extract(epoch from offset_by) * 1000000)::bigint
                from   cell.clock_offset
                where  singleton
                """)) {
      return row.next() ? Duration.ofNanos(row.getLong(1) * 1000) : Duration.ZERO;
    } catch (SQLException e) {
      if (isMissing(e)) {
        return Duration.ZERO;
      }
      throw e;
    }
  }

  /// Keeps an offset. False when the cell's database has no clock.
  boolean write(Duration offset) throws SQLException {
    try (var connection = postgres.superuser(database);
        var statement =
            connection.prepareStatement(
                """
                insert into cell.clock_offset (singleton, offset_by)
                values (true, ? * interval '1 microsecond')
                on conflict (singleton) do update set offset_by = excluded.offset_by
                """)) {
      statement.setLong(1, offset.toNanos() / 1000);
      statement.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isMissing(SQLException e) {
    return UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_SCHEMA.equals(e.getSQLState());
  }
}
