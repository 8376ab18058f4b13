package dev.cellwright.localcell.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Faults that somebody asked for: the next calls of a service fail, are throttled or hang.
///
/// Only what is there can go wrong: each service says which operations it has, and whoever has a
/// role is known by its name. A fault for anything else would wait for ever, so it is refused.
public final class Faults {

  /// How a call goes wrong.
  public enum Kind {
    /// The service answers an internal error without doing anything.
    FAIL,
    /// The service answers that it is asked too often.
    THROTTLE,
    /// The service does not answer until the client gives up or a minute has passed.
    HANG
  }

  /// A fault that waits for calls.
  ///
  /// @param operation null means any of the service
  /// @param caller the role whose calls go wrong, or its function's name; null means anybody's
  public record Fault(
      String service, @Nullable String operation, @Nullable String caller, Kind kind, int times) {

    Fault taken() {
      return new Fault(service, operation, caller, kind, times - 1);
    }
  }

  private final Map<String, Set<String>> operations = new TreeMap<>();
  private final Map<String, String> roles = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  /// Makes a service known, with the operations it has.
  public synchronized void know(String service, Set<String> itsOperations) {
    operations.put(service, new TreeSet<>(itsOperations));
  }

  /// Makes a caller known by a name beside its role's: a function's.
  public synchronized void knowCaller(String name, String roleArn) {
    roles.put(name, roleArn);
  }

  /// Makes the next calls of anybody go wrong.
  public void inject(String service, @Nullable String operation, Kind kind, int times) {
    inject(new Fault(service, operation, null, kind, times));
  }

  /// Makes the next calls go wrong. Throws [IllegalArgumentException], naming what is known, for a
  /// service, an operation or a caller that isn't.
  public synchronized void inject(Fault fault) {
    if (fault.times() < 1) {
      throw new IllegalArgumentException("times must be at least 1, got " + fault.times());
    }
    var known = operations.get(fault.service());
    if (known == null) {
      throw unknown("service", fault.service(), operations.keySet());
    }
    if (fault.operation() != null && !known.contains(fault.operation())) {
      throw unknown("operation of " + fault.service(), fault.operation(), known);
    }
    if (fault.caller() != null && roleOf(fault.caller()) == null) {
      throw unknown("caller", fault.caller(), roles.keySet());
    }
    faults.add(fault);
  }

  private static IllegalArgumentException unknown(String what, String name, Set<String> known) {
    return new IllegalArgumentException(
        "there is no %s %s: known are %s".formatted(what, name, String.join(", ", known)));
  }

  private @Nullable String roleOf(String caller) {
    return roles.containsValue(caller) ? caller : roles.get(caller);
  }

  /// Takes the fault meant for this call, if there is one; the oldest first.
  public synchronized @Nullable Kind take(String service, String operation, String roleArn) {
    for (var i = 0; i < faults.size(); i++) {
      var fault = faults.get(i);
      if (isFor(fault, service, operation, roleArn)) {
        if (fault.times() == 1) {
          faults.remove(i);
        } else {
          faults.set(i, fault.taken());
        }
        return fault.kind();
      }
    }
    return null;
  }

  private boolean isFor(Fault fault, String service, String operation, String roleArn) {
    return fault.service().equals(service)
        && (fault.operation() == null || fault.operation().equals(operation))
        && (fault.caller() == null || Objects.equals(roleOf(fault.caller()), roleArn));
  }

  /// Those that were not taken yet, the oldest first.
  public synchronized List<Fault> waiting() {
    return List.copyOf(faults);
  }

  /// The services that can fail, with their operations.
  public synchronized Map<String, Set<String>> known() {
    return new TreeMap<>(operations);
  }

  /// Forgets all faults that were not taken yet.
  public synchronized void clear() {
    faults.clear();
  }
}
