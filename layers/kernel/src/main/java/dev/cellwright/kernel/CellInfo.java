package dev.cellwright.kernel;

import java.util.List;

/// Which cell this is.
///
/// @param modules the names of the modules in it, core ones included
public record CellInfo(String product, String environment, List<String> modules) {

  /// `acme-crm-dev`
  public String name() {
    return product + "-" + environment;
  }
}
