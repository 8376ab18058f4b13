package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import java.net.InetAddress;

/// Makes the courier of a running module, and tells what it may be sent to.
final class Couriers {
  private Couriers() {}

  static Courier of(Kernel kernel) {
    return new Courier(
        new PinnedNames(
            InetAddress::getAllByName, LocalCell.mayCallLoopback(kernel.environment())));
  }

  static TargetUrl targets(Kernel kernel) {
    return new TargetUrl(LocalCell.mayCallLoopback(kernel.environment()));
  }
}
