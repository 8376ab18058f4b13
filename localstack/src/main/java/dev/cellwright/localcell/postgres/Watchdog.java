package dev.cellwright.localcell.postgres;

import java.io.IOException;

/// A shell that outlives us by one command: when this process is killed, the pipe to it closes, and
/// it stops the server.
final class Watchdog {
  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  /// Watches over a server. Its signal is the one that stops it as we would have.
  static Watchdog over(long pid, String signal) throws IOException {
    return new Watchdog(
        OwnSession.process("sh", "-c", "cat >/dev/null; kill -" + signal + " " + pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// Ends the watch before the server ends, so that its process id is not given to another
  /// meanwhile.
  void end() {
    var cat = shell.descendants().toList();
    shell.destroyForcibly();
    cat.forEach(ProcessHandle::destroyForcibly);
  }
}
