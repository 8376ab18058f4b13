package dev.cellwright.localcell.console;

import java.util.List;

/// What the console's page shows of a cell.
public record CellView(
    String cell, List<Function> functions, List<Route> routes, List<Role> roles) {

  public record Function(
      String name, String handler, int memoryMegabytes, String timeout, String role) {}

  public record Route(String method, String path, String function) {}

  /// A role and the statements of its policies, as JSON.
  public record Role(String name, String policies) {}
}
