package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All SQL of whom SNS sends to: the endpoints of applications, and the phones that opted out.
record TargetStore(AwsDatabase database) {

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
