package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;

/// Stands in for IAM database authentication: the embedded PostgreSQL can't check its tokens, so a
/// function that may log in as a role gets a password, which that role is given before the function
/// runs.
final class DatabaseLogin {

  private static final String USER = "DATABASE_USER";

  private final CellTemplate template;
  private final LocalPostgres postgres;
  private final String password;

  DatabaseLogin(CellTemplate template, LocalPostgres postgres) {
    this.template = template;
    this.postgres = postgres;
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    this.password = HexFormat.of().formatHex(random);
  }

  /// The variables to add for a function that names a database user: its password, when its role
  /// may connect.
  Map<String, String> variables(Resource function, Map<String, String> environment, Policy policy) {
    var user = environment.get(USER);
    if (user == null) {
      return Map.of();
    }
    if (!function.properties().has("VpcConfig")) {
      throw new CellProblem(function + " logs in to the database, but is outside of its network");
    }
    var cluster =
        template
            .ofType("AWS::RDS::DBCluster")
            .findFirst()
            .orElseThrow(() ->
                new CellProblem(function + " names a database user; the cell has no database"));
    var login =
        "arn:aws:rds-db:%s:%s:dbuser:%s/%s"
            .formatted(
                function.stack().region(),
                function.stack().account(),
                template.attribute(cluster, "DBClusterResourceId").asText(),
                user);
    if (!policy.decide("rds-db:connect", login, Map.of()).isAllowed()) {
      throw new CellProblem(
          function
              + " logs in to the database, but its role does not allow rds-db:connect on "
              + login);
    }
    return Map.of("DATABASE_PASSWORD", password);
  }

  /// Gives the role of a function its password, if the function names one.
  void prepare(Map<String, String> environment) {
    var user = environment.get(USER);
    if (user == null) {
      return;
    }
    try (var connection =
        postgres.superuser(environment.getOrDefault("DATABASE_NAME", "postgres"))) {
      try (var check = connection.prepareStatement("select pg_has_role(?, 'rds_iam', 'member')")) {
        check.setString(1, user);
        var row = check.executeQuery();
        if (!row.next() || !row.getBoolean(1)) {
          throw new CellProblem(
              "the database role " + user + " has not rds_iam: it can't log in by IAM");
        }
      }
      try (var quote =
          connection.prepareStatement(
              "select format('alter role %I login password %L', ?::text, ?::text)")) {
        quote.setString(1, user);
        quote.setString(2, password);
        var row = quote.executeQuery();
        row.next();
        try (var alter = connection.createStatement()) {
          alter.execute(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new CellProblem(
          "the database role " + user + " can't be prepared: " + e.getMessage(), e);
    }
  }
}
