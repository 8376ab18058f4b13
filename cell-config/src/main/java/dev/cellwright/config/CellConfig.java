package dev.cellwright.config;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One product in one environment: everything that a cell is made from.
///
/// @param modules all modules of the cell, core ones included, each after those it needs
/// @param features for each module the value of each feature it offers, defaults filled in
/// @param plans of organizations, as metrics tell them apart
/// @param pipeline what carries its releases, or null where something else does
public record CellConfig(
    String product,
    EnvironmentName environmentName,
    List<String> modules,
    SortedMap<String, SortedMap<String, Object>> features,
    List<String> plans,
    Environment environment,
    @Nullable Pipeline pipeline) {

  public CellConfig {
    modules = List.copyOf(modules);
    plans = List.copyOf(plans);
  }

  /// The cell's name, with which its physical names begin: `acme-crm-dev`.
  public String cellName() {
    return product + "-" + environmentName.text();
  }

  /// The address that its mail comes from. Without one of its own or a domain it is one that only
  /// the local cell sends from: nobody can show SES that it is theirs.
  public String sender() {
    var from = environment.email().from();
    if (from != null) {
      return from;
    }
    var domain = environment.domain();
    return "no-reply@" + (domain == null ? cellName() + ".example" : domain);
  }

  /// Whether customers use it.
  public boolean isProd() {
    return environmentName == EnvironmentName.PROD;
  }
}
