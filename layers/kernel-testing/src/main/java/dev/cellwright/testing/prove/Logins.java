package dev.cellwright.testing.prove;

import java.sql.Connection;
import java.sql.SQLException;

/// Logs in as a role, with its password.
@FunctionalInterface
public interface Logins {
  Connection login(String role) throws SQLException;
}
