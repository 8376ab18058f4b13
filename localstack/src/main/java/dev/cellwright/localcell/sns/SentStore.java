package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All SQL of what SNS sent. The newest thousand of each kind are kept.
record SentStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists sns_push (
              number     bigint generated always as identity primary key,
              id         text not null,
              sent_at    timestamptz not null,
              target     text not null,
              token      text,
              subject    text,
              payload    text not null,
              attributes jsonb not null
            );
            create table if not exists sns_sms (
              number  bigint generated always as identity primary key,
              id      text not null,
              sent_at timestamptz not null,
              phone   text not null,
              sender  text,
              type    text not null,
              message text not null,
              outcome text not null
            )
            """);
      }
    });
  }

  void add(Push push) throws SQLException {
    database.transact(connection -> {
      try (var insert =
              connection.prepareStatement(
                  """
                  insert into sns_push (id, sent_at, target, token, subject, payload, attributes)
                  values (?, ?, ?, ?, ?, ?, ?::jsonb)
                  """);
          var trim =
              connection.prepareStatement(
                  """
                  delete from sns_push
                  where  number <= (select number from sns_push order by number desc offset 1000 limit 1)
                  """)) {
        insert.setString(1, push.id());
        insert.setTimestamp(2, Timestamp.from(push.at()));
        insert.setString(3, push.to());
        insert.setString(4, push.token());
        insert.setString(5, push.subject());
        insert.setString(6, push.payload());
        insert.setString(7, JsonColumn.write(push.attributes()));
        insert.executeUpdate();
        return trim.executeUpdate();
      }
    });
  }

  void add(Sms sms) throws SQLException {
    database.transact(connection -> {
      try (var insert =
              connection.prepareStatement(
                  """
                  insert into sns_sms (id, sent_at, phone, sender, type, message, outcome)
                  values (?, ?, ?, ?, ?, ?, ?)
                  """);
          var trim =
              connection.prepareStatement(
                  """
                  delete from sns_sms
                  where  number <= (select number from sns_sms order by number desc offset 1000 limit 1)
                  """)) {
        insert.setString(1, sms.id());
        insert.setTimestamp(2, Timestamp.from(sms.at()));
        insert.setString(3, sms.to());
        insert.setString(4, sms.sender());
        insert.setString(5, sms.type());
        insert.setString(6, sms.text());
        insert.setString(7, sms.outcome());
        insert.executeUpdate();
        return trim.executeUpdate();
      }
    });
  }

  /// The pushes to an endpoint, a token or a topic, or all of them; the newest first.
  List<Push> pushes(@Nullable String to) throws SQLException {
    return database.transact(connection -> {
      var found = new ArrayList<Push>();
      try (var select =
          connection.prepareStatement(
              """
              select   id, sent_at, target, token, subject, payload, attributes
              from     sns_push
              where    ?::text is null or target = ? or token = ?
              order by number desc
              """)) {
        for (var i = 1; i <= 3; i++) {
          select.setString(i, to);
        }
        try (var row = select.executeQuery()) {
          while (row.next()) {
            found.add(push(row));
          }
        }
      }
      return found;
    });
  }

  private static Push push(ResultSet row) throws SQLException {
    return new Push(
        row.getString("id"),
        row.getTimestamp("sent_at").toInstant(),
        row.getString("target"),
        row.getString("token"),
        row.getString("subject"),
        row.getString("payload"),
        JsonColumn.texts(row.getString("attributes")));
  }

  /// The text messages to a phone, or all of them; the newest first.
  List<Sms> sms(@Nullable String to) throws SQLException {
    return database.transact(connection -> {
      var found = new ArrayList<Sms>();
      try (var select =
          connection.prepareStatement(
              """
              select   id, sent_at, phone, sender, type, message, outcome
              from     sns_sms
              where    ?::text is null or phone = ?
              order by number desc
              """)) {
        select.setString(1, to);
        select.setString(2, to);
        try (var row = select.executeQuery()) {
          while (row.next()) {
            found.add(sms(row));
          }
        }
      }
      return found;
    });
  }

  private static Sms sms(ResultSet row) throws SQLException {
    return new Sms(
        row.getString("id"),
        row.getTimestamp("sent_at").toInstant(),
        row.getString("phone"),
        row.getString("sender"),
        row.getString("type"),
        row.getString("message"),
        row.getString("outcome"));
  }
}
