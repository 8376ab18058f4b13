package dev.cellwright.localcell.console;

import java.util.List;
import java.util.function.Supplier;

/// What the console's page shows of a cell.
///
/// @param functions as they are at the moment
public record CellView(
    String cell, Supplier<List<Function>> functions, List<Route> routes, List<Role> roles) {

  /// @param processes how many it has of its own; 0 where it runs in the cell's
  public record Function(
      String name,
      String handler,
      int memoryMegabytes,
      long timeoutSeconds,
      String role,
      long invocations,
      int processes) {}

  public record Route(String method, String path, String function) {}

  /// A role and the statements of its policies, as JSON.
  public record Role(String name, String policies) {}
}
