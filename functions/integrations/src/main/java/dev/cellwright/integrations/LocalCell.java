package dev.cellwright.integrations;

import dev.cellwright.kernel.Environment;

/// Whether this is a cell on somebody's own machine, whose webhooks may call that machine.
///
/// No template can say so: on AWS a function's variables are its process's, and there the answer is
/// no, whatever they hold. Only a host that hands variables in is heard, and only the local cell
/// adds this one.
final class LocalCell {
  static final String MAY_CALL_LOOPBACK = "LOCAL_CELL_MAY_CALL_LOOPBACK";

  private LocalCell() {}

  static boolean mayCallLoopback(Environment environment) {
    return environment.hosted() && "true".equals(environment.find(MAY_CALL_LOOPBACK));
  }
}
