package dev.cellwright.kernel.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for, and is the same from then on. One that can't be
/// made is tried again.
public final class Later<T> implements Supplier<T> {
  private final Supplier<T> make;
  private volatile @Nullable T made;

  public Later(Supplier<T> make) {
    this.make = make;
  }

  @Override
  public T get() {
    var known = made;
    return known != null ? known : make();
  }

  private synchronized T make() {
    var known = made;
    if (known == null) {
      known = make.get();
      made = known;
    }
    return known;
  }
}
