package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The account's suppression list, and all SQL of it: who gets no mail because they bounced or
/// complained.
record Suppressions(AwsDatabase database, InstantSource clock) {

  /// @param reason `BOUNCE` or `COMPLAINT`
  record Suppression(String address, String reason, Instant at) {}

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists mail_suppressed (
              address text primary key,
              reason  text not null,
              at      timestamptz not null
            )
            """);
      }
    });
  }

  void put(String address, String reason) throws SQLException {
    database.transact(connection -> {
      try (var insert =
          connection.prepareStatement(
              """
              insert into mail_suppressed (address, reason, at)
              values (?, ?, ?)
              on conflict (address) do update set reason = excluded.reason, at = excluded.at
              """)) {
        insert.setString(1, key(address));
        insert.setString(2, reason);
        insert.setTimestamp(3, Timestamp.from(clock.instant()));
        return insert.executeUpdate();
      }
    });
  }

  @Nullable Suppression find(String address) throws SQLException {
    var all =
        database.transact(connection -> {
          var found = new ArrayList<Suppression>();
          try (var select =
              connection.prepareStatement(
                  "select address, reason, at from mail_suppressed where address = ?")) {
            select.setString(1, key(address));
            try (var row = select.executeQuery()) {
              while (row.next()) {
                found.add(
                    new Suppression(
                        row.getString("address"),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant()));
              }
            }
          }
          return found;
        });
    return all.isEmpty() ? null : all.getFirst();
  }

  /// False when it was not there.
  boolean delete(String address) throws SQLException {
    return database.transact(connection -> {
      try (var delete =
          connection.prepareStatement("delete from mail_suppressed where address = ?")) {
        delete.setString(1, key(address));
        return delete.executeUpdate() == 1;
      }
    });
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
