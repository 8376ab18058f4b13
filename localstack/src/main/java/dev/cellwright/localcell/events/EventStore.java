package dev.cellwright.localcell.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// All SQL of the events that were published. The newest thousand are kept.
record EventStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists published_event (
              number       bigint generated always as identity primary key,
              published_at timestamptz not null,
              bus          text not null,
              envelope     text not null,
              takers       text not null
            )
            """);
      }
    });
  }

  void add(Connection connection, Event event, JsonNode takers, Instant at) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into published_event (published_at, bus, envelope, takers)
            values (?, ?, ?, ?)
            """)) {
      insert.setTimestamp(1, Timestamp.from(at));
      insert.setString(2, event.bus());
      insert.setString(3, event.envelope());
      insert.setString(4, takers.toString());
      insert.executeUpdate();
    }
  }

  void trim(Connection connection) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            delete from published_event
            where  number <= (select   number
                              from     published_event
                              order by number desc
                              offset   1000
                              limit    1)
            """)) {
      delete.executeUpdate();
    }
  }

  List<PublishedEvent> latest(int most) throws SQLException {
    return database.transact(connection -> {
      var found = new ArrayList<PublishedEvent>();
      try (var select =
          connection.prepareStatement(
              """
              select   published_at, bus, envelope, takers
              from     published_event
              order by number desc
              limit    ?
              """)) {
        select.setInt(1, most);
        try (var row = select.executeQuery()) {
          while (row.next()) {
            found.add(
                new PublishedEvent(
                    row.getTimestamp("published_at").toInstant(),
                    row.getString("bus"),
                    read(row.getString("envelope")),
                    read(row.getString("takers"))));
          }
        }
      }
      return found;
    });
  }

  private static JsonNode read(String stored) {
    try {
      return Json.MAPPER.readTree(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it was read before it was written
    }
  }
}
