package dev.cellwright.permissions.sql;

/// Text that is written line by line.
final class Lines {
  private final StringBuilder text = new StringBuilder();

  Lines add(String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
