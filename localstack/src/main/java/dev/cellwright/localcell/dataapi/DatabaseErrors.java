package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsError;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;

/// What the Data API makes of an error of the database.
final class DatabaseErrors {
  private DatabaseErrors() {}

  static AwsError of(SQLException error) {
    var state = Objects.requireNonNullElse(error.getSQLState(), "");
    var server = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    if (server != null && !state.startsWith("57P")) {
      return new AwsError(
          "DatabaseErrorException",
          400,
          "ERROR: %s; SQLState: %s".formatted(server.getMessage(), state));
    }
    if (String.valueOf(error.getMessage()).contains("maxResultBuffer")) {
      return ResultWriter.tooLarge();
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new AwsError(
          "DatabaseUnavailableException", 504, "the database is not there: " + error.getMessage());
    }
    return new AwsError(
        "DatabaseErrorException",
        400,
        "ERROR: %s; SQLState: %s".formatted(error.getMessage(), state));
  }
}
