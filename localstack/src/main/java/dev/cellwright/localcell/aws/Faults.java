package dev.cellwright.localcell.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Faults that somebody asked for: the next calls of a service fail, are throttled or hang.
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

  private record Fault(String service, @Nullable String operation, Kind kind, int times) {
    boolean isFor(String calledService, String calledOperation) {
      return service.equals(calledService)
          && (operation == null || operation.equals(calledOperation));
    }

    Fault taken() {
      return new Fault(service, operation, kind, times - 1);
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  /// Makes the next calls go wrong. `operation` null means any operation of the service.
  public synchronized void inject(
      String service, @Nullable String operation, Kind kind, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, got " + times);
    }
    faults.add(new Fault(service, operation, kind, times));
  }

  /// Takes the fault meant for this call, if there is one; the oldest first.
  public synchronized @Nullable Kind take(String service, String operation) {
    for (var i = 0; i < faults.size(); i++) {
      var fault = faults.get(i);
      if (fault.isFor(service, operation)) {
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

  /// Forgets all faults that were not taken yet.
  public synchronized void clear() {
    faults.clear();
  }
}
