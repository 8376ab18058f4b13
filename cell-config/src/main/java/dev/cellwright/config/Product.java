package dev.cellwright.config;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A product: a name, a choice of modules, and the environments it runs in.
///
/// @param modules the optional modules picked; core modules are not listed
/// @param plans of organizations, as metrics tell them apart
/// @param pipeline what carries its releases, or null where something else does
/// @param features what was set, by feature; a Boolean or a Long each
public record Product(
    String name,
    List<String> modules,
    SortedMap<String, Object> features,
    List<String> plans,
    SortedMap<EnvironmentName, Environment> environments,
    @Nullable Pipeline pipeline) {

  static final Key<String> NAME =
      Key.required("name", Rule.PRODUCT_NAME, "product", "The file's name without `.yaml`.");
  static final Key<Void> MODULES =
      Key.section(
          "modules",
          "a list of modules",
          "none",
          "The optional modules, each together with those it needs.");
  static final Key<Void> FEATURES =
      Key.section("features", "a mapping", "none", "Settings that the modules of the cell offer.");
  static final Key<Void> PLANS =
      Key.section(
          "plans",
          "a list of at most 8 names such as [free, pro]",
          "free",
          "Plans of organizations that metrics tell apart; each costs.");
  static final Key<Void> ENVIRONMENTS =
      Key.requiredSection(
          "environments", "a mapping with dev, staging or prod", "Where it runs; at least one.");

  static final Key<Void> PIPELINE =
      Key.section("pipeline", "a mapping", "none is made", "What carries its releases.");

  static final List<Key<?>> KEYS = List.of(NAME, MODULES, FEATURES, PLANS, ENVIRONMENTS, PIPELINE);
}
