package dev.cellwright.localcell.console;

/// What the person asked for makes no sense; the message says why.
public final class BadRequest extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BadRequest(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
