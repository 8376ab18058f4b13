package dev.cellwright.localcell.postgres;

import java.nio.file.Path;

/// A process that keeps data and is killed: starts a server on a directory, writes a row and waits.
final class TestingHost {
  private TestingHost() {}

  public static void main(String[] arguments) throws Exception {
    var postgres = LocalPostgres.start(Path.of(arguments[0]));
    try (var connection = postgres.superuser("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists answered (x int)");
      statement.execute("insert into answered values (1)");
    }
    System.out.println("answered");
    System.in.read();
  }
}
