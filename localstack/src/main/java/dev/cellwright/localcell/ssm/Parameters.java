package dev.cellwright.localcell.ssm;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The Parameter Store: names with a value and a version.
public final class Parameters {

  /// Writes a parameter of type `String`, `StringList` or `SecureString`; the same value keeps its version.
  public void put(String name, String type, String value) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// The value, for the host itself; null when there is none.
  public @Nullable String value(String name) {
    throw new UnsupportedOperationException();
  }
}
