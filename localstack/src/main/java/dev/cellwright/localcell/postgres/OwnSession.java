package dev.cellwright.localcell.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts programs outside the terminal's session: Ctrl-C must reach us first, who stop them in
/// order.
final class OwnSession {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private OwnSession() {}

  /// Where there is no `setsid`, Ctrl-C reaches the program too, and it stops a little early.
  static ProcessBuilder process(String... command) {
    var whole = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString());
    }
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole);
  }
}
