package dev.cellwright.testing.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Attempts to become somebody else after a real log-in, which a superuser's transaction can't try:
/// there they would succeed.
record Impostors(String role, Logins logins) {
  private static final List<String> OTHERS =
      List.of(
          "cw_owner",
          "cw_kernel",
          "cw_people",
          "cw_search",
          "cw_audit",
          "cw_access",
          "cw_relay",
          "cw_vault",
          "cw_trail",
          "cw_archive",
          "cw_migrator",
          "master");

  private static final List<String> MAKING =
      List.of(
          "create temp table mine (x int)",
          "create schema mine",
          "create table public.mine (x int)",
          "create role mine",
          "create database mine");

  List<Proof> run() throws SQLException {
    var proofs = new ArrayList<Proof>();
    try (var connection = logins.login(role)) {
      for (var other : OTHERS) {
        proofs.add(become(connection, other, "set role " + other));
        proofs.add(become(connection, other, "set session authorization " + other));
        proofs.add(become(connection, other, "select set_config('role', '" + other + "', false)"));
        proofs.add(
            become(
                connection,
                other,
                "select set_config('session_authorization', '" + other + "', false)"));
      }
      for (var statement : MAKING) {
        proofs.add(make(connection, statement));
      }
    }
    return proofs;
  }

  private Proof become(Connection connection, String other, String statement) throws SQLException {
    var attack = role + ", becoming " + other;
    try (var attempt = connection.createStatement()) {
      attempt.execute(statement);
      return Proof.leaked("the log-in", "become", attack, statement + " went through");
    } catch (SQLException e) {
      return "42501".equals(e.getSQLState())
          ? Proof.refused("the log-in", "become", attack)
          : Proof.unproven("the log-in", "become", attack, String.valueOf(e.getMessage()));
    }
  }

  private Proof make(Connection connection, String statement) throws SQLException {
    var attack = role + ", " + statement;
    try (var attempt = connection.createStatement()) {
      attempt.execute(statement);
      return Proof.leaked("the log-in", "make", attack, "went through");
    } catch (SQLException e) {
      return "42501".equals(e.getSQLState())
          ? Proof.refused("the log-in", "make", attack)
          : Proof.unproven("the log-in", "make", attack, String.valueOf(e.getMessage()));
    }
  }
}
