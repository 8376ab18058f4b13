package dev.cellwright.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What may be lost by somebody's word: stack and logical id, a blank, and the reason, one a line
/// of a file that is reviewed like code.
record AcceptedLosses(Map<String, String> reasons) {

  /// None where there is no such file.
  static AcceptedLosses in(Path file) {
    var reasons = new TreeMap<String, String>();
    try {
      if (Files.exists(file)) {
        for (var line : Files.readAllLines(file)) {
          var blank = line.indexOf(' ');
          if (!line.startsWith("#") && blank > 0 && !line.substring(blank).isBlank()) {
            reasons.put(line.substring(0, blank), line.substring(blank).strip());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AcceptedLosses(reasons);
  }

  /// Why a loss is accepted; null where it isn't.
  ///
  /// @param loss a line of [StatefulChanges]
  @Nullable String reason(String loss) {
    return reasons.get(loss.substring(0, loss.indexOf(' ')));
  }
}
