package dev.cellwright.localcell.ssm;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// All SQL of the parameters.
record ParameterStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists parameters (
              name        text primary key,
              type        text not null,
              value       text not null,
              version     bigint not null,
              modified_at timestamptz not null
            )
            """);
      }
    });
  }

  List<Parameter> parameters() throws SQLException {
    return database.transact(connection -> {
      var parameters = new ArrayList<Parameter>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "select name, type, value, version, modified_at from parameters")) {
        while (row.next()) {
          parameters.add(
              new Parameter(
                  row.getString("name"),
                  row.getString("type"),
                  row.getString("value"),
                  row.getLong("version"),
                  row.getTimestamp("modified_at").toInstant()));
        }
      }
      return parameters;
    });
  }

  void write(Parameter parameter) throws SQLException {
    database.transact(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into parameters (name, type, value, version, modified_at)
              values (?, ?, ?, ?, ?)
              on conflict (name) do update
                 set type = excluded.type, value = excluded.value,
                     version = excluded.version, modified_at = excluded.modified_at
              """)) {
        upsert.setString(1, parameter.name());
        upsert.setString(2, parameter.type());
        upsert.setString(3, parameter.value());
        upsert.setLong(4, parameter.version());
        upsert.setTimestamp(5, Timestamp.from(parameter.modifiedAt()));
        return upsert.executeUpdate();
      }
    });
  }
}
