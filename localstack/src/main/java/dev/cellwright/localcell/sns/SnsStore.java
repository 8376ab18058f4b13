package dev.cellwright.localcell.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All SQL of SNS. Of what was sent the newest thousand of each kind are kept.
record SnsStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists sns_endpoint (
              arn         text primary key,
              application text not null,
              token       text not null,
              user_data   text not null,
              enabled     boolean not null,
              unique (application, token)
            );
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
            );
            create table if not exists sns_opted_out (phone text primary key)
            """);
      }
    });
  }

  /// The endpoint of a token: this one, or the one that was there before.
  Endpoint addEndpoint(Endpoint endpoint) throws SQLException {
    return database.transact(connection -> {
      try (var insert =
              connection.prepareStatement(
                  """
                  insert into sns_endpoint (arn, application, token, user_data, enabled)
                  values (?, ?, ?, ?, ?)
                  on conflict (application, token) do nothing
                  """);
          var select =
              connection.prepareStatement(
                  """
                  select arn, application, token, user_data, enabled
                  from   sns_endpoint
                  where  application = ? and token = ?
                  """)) {
        insert.setString(1, endpoint.arn());
        insert.setString(2, endpoint.application());
        insert.setString(3, endpoint.token());
        insert.setString(4, endpoint.userData());
        insert.setBoolean(5, endpoint.enabled());
        insert.executeUpdate();
        select.setString(1, endpoint.application());
        select.setString(2, endpoint.token());
        return endpoints(select).getFirst(); // it was inserted, or there before
      }
    });
  }

  @Nullable Endpoint endpoint(String arn) throws SQLException {
    var found =
        database.transact(connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  select arn, application, token, user_data, enabled
                  from   sns_endpoint
                  where  arn = ?
                  """)) {
            select.setString(1, arn);
            return endpoints(select);
          }
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  private static List<Endpoint> endpoints(PreparedStatement select) throws SQLException {
    var found = new ArrayList<Endpoint>();
    try (var row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Endpoint(
                row.getString("arn"),
                row.getString("application"),
                row.getString("token"),
                row.getString("user_data"),
                row.getBoolean("enabled")));
      }
    }
    return found;
  }

  /// False when another endpoint of the application has this token.
  boolean change(Endpoint endpoint) throws SQLException {
    return database.transact(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update sns_endpoint as changed
              set    token = ?, user_data = ?, enabled = ?
              where  arn = ?
              and    not exists (
                       select from sns_endpoint as other
                       where  other.application = changed.application
                       and    other.token = ?
                       and    other.arn <> changed.arn)
              """)) {
        update.setString(1, endpoint.token());
        update.setString(2, endpoint.userData());
        update.setBoolean(3, endpoint.enabled());
        update.setString(4, endpoint.arn());
        update.setString(5, endpoint.token());
        return update.executeUpdate() == 1;
      }
    });
  }

  void deleteEndpoint(String arn) throws SQLException {
    database.transact(connection -> {
      try (var delete = connection.prepareStatement("delete from sns_endpoint where arn = ?")) {
        delete.setString(1, arn);
        return delete.executeUpdate();
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
        insert.setString(7, Json.MAPPER.valueToTree(push.attributes()).toString());
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
        texts(row.getString("attributes")));
  }

  private static Map<String, String> texts(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("we wrote it", e);
    }
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

  boolean isOptedOut(String phone) throws SQLException {
    return database.transact(connection -> {
      try (var select = connection.prepareStatement("select from sns_opted_out where phone = ?")) {
        select.setString(1, phone);
        try (var row = select.executeQuery()) {
          return row.next();
        }
      }
    });
  }

  void optOut(String phone, boolean out) throws SQLException {
    database.transact(connection -> {
      try (var change =
          connection.prepareStatement(
              out
                  ? "insert into sns_opted_out (phone) values (?) on conflict do nothing"
                  : "delete from sns_opted_out where phone = ?")) {
        change.setString(1, phone);
        return change.executeUpdate();
      }
    });
  }
}
