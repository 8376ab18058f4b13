package dev.cellwright.localcell.secrets;

import java.sql.SQLException;

/// Secrets Manager: secrets by name or ARN, with their current and previous value.
public final class Secrets {

  /// Makes a secret with this value, or finds it; a template that changed its value since gives it a new version.
  /// Answers its ARN.
  public String create(String name, String secretString) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// Makes a secret with a generated value, or finds it with the value it has. Answers its ARN.
  public String create(String name, GeneratedString generated) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// The current value, for the host itself.
  public String value(String secretId) {
    throw new UnsupportedOperationException();
  }

  /// Gives a secret a new current value; what was current becomes previous.
  public void put(String secretId, String secretString) throws SQLException {
    throw new UnsupportedOperationException();
  }
}
