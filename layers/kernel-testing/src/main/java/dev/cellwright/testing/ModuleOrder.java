package dev.cellwright.testing;

import dev.cellwright.kernel.CellModule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The order in which modules migrate: identity, then each behind its parent and those it depends
/// on.
final class ModuleOrder {
  private static final String FIRST = "identity";

  private final Map<String, CellModule> all;
  private final Map<String, CellModule> ordered = new LinkedHashMap<>();

  private ModuleOrder(Map<String, CellModule> all) {
    this.all = all;
  }

  static Map<String, CellModule> of(Collection<String> names, Map<String, CellModule> all) {
    var order = new ModuleOrder(all);
    order.add(FIRST);
    names.forEach(order::add);
    return order.ordered;
  }

  private void add(String name) {
    var module = all.get(name);
    if (module == null) {
      throw new IllegalStateException("the module " + name + " is not on the class path");
    }
    if (ordered.containsKey(name)) {
      return;
    }
    var declaration = module.declaration();
    var parent = declaration.parent();
    if (parent != null) {
      add(parent);
    }
    declaration.dependencies().forEach(this::add);
    ordered.put(name, module);
  }
}
