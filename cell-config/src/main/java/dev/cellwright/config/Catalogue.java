package dev.cellwright.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The modules there are to choose from, and what they offer to be set.
///
/// Built from module declarations by whoever knows them; this package doesn't.
public final class Catalogue {

  private final SortedMap<String, Module> modules = new TreeMap<>();

  /// @throws IllegalArgumentException when two modules or features have one name, or a module needs
  ///   one that is not here
  public Catalogue(Collection<Module> offered) {
    for (var module : offered) {
      if (modules.put(module.name(), module) != null) {
        throw new IllegalArgumentException("two modules are named " + module.name());
      }
    }
    for (var module : offered) {
      for (var needed : module.needs()) {
        if (!modules.containsKey(needed)) {
          throw new IllegalArgumentException(
              "module " + module.name() + " needs " + needed + ", which doesn't exist");
        }
      }
    }
    var names = new TreeSet<String>();
    for (var module : offered) {
      for (var feature : module.features()) {
        if (!names.add(feature.name())) {
          throw new IllegalArgumentException("two features are named " + feature.name());
        }
      }
    }
  }

  @Nullable Module find(String name) {
    return modules.get(name);
  }

  /// The module that offers a feature.
  @Nullable Module offering(String feature) {
    return modules.values().stream()
        .filter(module -> module.feature(feature) != null)
        .findFirst()
        .orElse(null);
  }

  List<Module> core() {
    return modules.values().stream().filter(Module::core).toList();
  }

  List<String> optionalNames() {
    return modules.values().stream().filter(m -> !m.core()).map(Module::name).toList();
  }

  /// The modules of a cell with these picks, each after those it needs.
  List<Module> cellOf(Collection<String> picked) {
    SequencedSet<Module> ordered = new LinkedHashSet<>();
    core().forEach(module -> addAfterNeeds(module, ordered));
    new TreeSet<>(picked).forEach(name -> addAfterNeeds(modules.get(name), ordered));
    return List.copyOf(ordered);
  }

  /// Optional modules that `module` needs, directly or by way of another, and that are not picked.
  List<String> missing(Module module, Collection<String> picked) {
    var all = new LinkedHashSet<Module>();
    addAfterNeeds(module, all);
    return all.stream()
        .filter(needed -> !needed.core() && !needed.equals(module))
        .map(Module::name)
        .filter(name -> !picked.contains(name))
        .sorted()
        .toList();
  }

  private void addAfterNeeds(@Nullable Module module, SequencedSet<Module> ordered) {
    if (module == null || ordered.contains(module)) {
      return;
    }
    for (var needed : module.needs()) {
      addAfterNeeds(modules.get(needed), ordered);
    }
    ordered.add(module);
  }

  /// A module as far as a product file is concerned.
  ///
  /// @param core whether every cell has it
  /// @param parent the module it is a part of, for a submodule
  /// @param dependencies names of the modules it needs besides its parent
  public record Module(
      String name,
      boolean core,
      @Nullable String parent,
      List<String> dependencies,
      List<Feature> features) {

    public Module {
      dependencies = List.copyOf(dependencies);
      features = List.copyOf(features);
    }

    List<String> needs() {
      var needs = new ArrayList<>(dependencies);
      if (parent != null) {
        needs.add(parent);
      }
      needs.sort(null);
      return needs;
    }

    @Nullable Feature feature(String wanted) {
      return features.stream().filter(f -> f.name().equals(wanted)).findFirst().orElse(null);
    }
  }

  /// A choice that a module offers.
  public sealed interface Feature {
    String name();

    Object byDefault();

    Rule<?> rule();

    /// On or off.
    record Switch(String name, Boolean byDefault) implements Feature {
      @Override
      public Rule<Boolean> rule() {
        return Rule.SWITCH;
      }
    }

    /// A whole number between two bounds, both included.
    record Number(String name, Long byDefault, long least, long most) implements Feature {
      @Override
      public Rule<Long> rule() {
        return Rule.whole(least, most);
      }
    }
  }
}
