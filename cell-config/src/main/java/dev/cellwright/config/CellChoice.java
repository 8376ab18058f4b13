package dev.cellwright.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which cell is meant, as said on the command line; null is what was left out.
///
/// @param modules comma-separated, instead of the file's; an empty text means none
/// @param schedules `true` or `false`, instead of what the file says
public record CellChoice(
    @Nullable String productName,
    @Nullable String modules,
    @Nullable String environment,
    @Nullable String schedules) {

  /// The keys, as `-c productName=acme-crm` says them.
  public static final List<String> KEYS =
      List.of("productName", "modules", "environment", "schedules");

  private static final String SOURCE = "command line";
  private static final String USUAL_PRODUCT = "acme-crm";

  /// Picks the choice out of everything that was said on the command line.
  ///
  /// @throws InvalidConfig for a word that looks like a slip of one of the keys
  public static CellChoice of(Map<String, String> said) {
    var complaints = new Complaints(SOURCE);
    said.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .sorted()
        .forEach(key -> {
          var hint = Nearest.hint(key, KEYS);
          if (!hint.isEmpty() || List.of("product", "module", "env").contains(key)) {
            complaints.addGot(0, key, "an unknown key", String.join(", ", KEYS) + hint);
          }
        });
    complaints.throwIfAny();
    return new CellChoice(
        said.get("productName"),
        said.get("modules"),
        said.get("environment"),
        said.get("schedules"));
  }

  /// Finds and reads the product, and applies what was said otherwise on the command line.
  ///
  /// @throws InvalidConfig with everything that is wrong
  public CellConfig read(ProductFiles files, Catalogue catalogue) {
    var product = product(files, catalogue);
    var complaints = new Complaints(SOURCE);
    var name = environmentName(product, complaints);
    var picked = modules == null ? product.modules() : picks(catalogue, complaints);
    var settings = scheduled(settings(product, name), complaints);
    complaints.throwIfAny();
    var cellModules = catalogue.cellOf(picked);
    return new CellConfig(
        product.name(),
        name,
        cellModules.stream().map(Catalogue.Module::name).toList(),
        features(cellModules, product.features()),
        product.plans(),
        settings,
        product.pipeline());
  }

  /// The same choice of a product, once for each of its environments, whatever environment was
  /// chosen.
  public SortedMap<EnvironmentName, CellConfig> readAll(ProductFiles files, Catalogue catalogue) {
    var all = new TreeMap<EnvironmentName, CellConfig>();
    for (var name : product(files, catalogue).environments().keySet()) {
      all.put(
          name,
          new CellChoice(productName, modules, name.text(), schedules).read(files, catalogue));
    }
    return all;
  }

  /// What carries the product's releases.
  ///
  /// @throws InvalidConfig where its file doesn't say
  public Pipeline pipeline(ProductFiles files, Catalogue catalogue) {
    var product = product(files, catalogue);
    if (product.pipeline() == null) {
      throw new Complaints(SOURCE)
          .fatal(0, "pipeline", product.name() + " has no section pipeline in its file");
    }
    return product.pipeline();
  }

  private Product product(ProductFiles files, Catalogue catalogue) {
    return files.read(productName == null ? USUAL_PRODUCT : productName, catalogue);
  }

  private Environment scheduled(Environment environment, Complaints complaints) {
    return switch (schedules) {
      case null -> environment;
      case "true" -> environment.withSchedules(true);
      case "false" -> environment.withSchedules(false);
      default -> {
        complaints.addGot(0, "schedules", Quoted.text(schedules), Rule.SWITCH.allowed());
        yield environment;
      }
    };
  }

  private EnvironmentName environmentName(Product product, Complaints complaints) {
    var wanted = environment == null ? EnvironmentName.DEV.text() : environment;
    var name = EnvironmentName.of(wanted);
    if (name == null || !product.environments().containsKey(name)) {
      var has = product.environments().keySet().stream().map(EnvironmentName::text).toList();
      complaints.addGot(
          0,
          "environment",
          Quoted.text(wanted),
          String.join(", ", has)
              + " (what "
              + product.name()
              + " has)"
              + Nearest.hint(wanted, has));
      return product.environments().firstKey();
    }
    return name;
  }

  private List<String> picks(Catalogue catalogue, Complaints complaints) {
    var names = Arrays.stream(String.valueOf(modules).split(",", -1)).map(String::strip).toList();
    var items = new ArrayList<Yaml>();
    if (!names.equals(List.of(""))) {
      names.forEach(name -> items.add(new Yaml.Scalar(name, Yaml.Scalar.Kind.TEXT, 0)));
    }
    return new Picks(catalogue, complaints).check(items);
  }

  private static Environment settings(Product product, EnvironmentName name) {
    var environment = product.environments().get(name);
    if (environment == null) {
      throw new IllegalStateException(product.name() + " has no " + name.text());
    }
    return environment;
  }

  private static SortedMap<String, SortedMap<String, Object>> features(
      List<Catalogue.Module> modules, SortedMap<String, Object> chosen) {
    var byModule = new TreeMap<String, SortedMap<String, Object>>();
    for (var module : modules) {
      var values = new TreeMap<String, Object>();
      module
          .features()
          .forEach(f -> values.put(f.name(), chosen.getOrDefault(f.name(), f.byDefault())));
      byModule.put(module.name(), values);
    }
    return byModule;
  }
}
