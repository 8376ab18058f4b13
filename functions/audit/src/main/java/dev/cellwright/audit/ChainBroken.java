package dev.cellwright.audit;

/// The bucket and the database disagree about a seal: one of them was changed, or the database is
/// an older one than was sealed. Nothing is sealed until somebody has looked; the alarm of the
/// oldest row that waits rings meanwhile.
final class ChainBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChainBroken(long number, String why) {
    super("seal " + number + ": " + why);
  }
}
