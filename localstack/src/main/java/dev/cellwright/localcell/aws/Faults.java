package dev.cellwright.localcell.aws;

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

  /// Makes the next calls go wrong. `operation` null means any operation of the service.
  public void inject(String service, @Nullable String operation, Kind kind, int times) {
    throw new UnsupportedOperationException();
  }

  /// Takes the fault meant for this call, if there is one.
  public @Nullable Kind take(String service, String operation) {
    throw new UnsupportedOperationException();
  }

  /// Forgets all faults that were not taken yet.
  public void clear() {
    throw new UnsupportedOperationException();
  }
}
