package dev.cellwright.localcell.isolated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory a process of Linux has, as `proc_pid_status(5)` says it.
final class ResidentMemory {

  private ResidentMemory() {}

  /// Its own pages and those it shares with others, without those of files; 0 when it is gone.
  static long bytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException _) {
      return 0;
    }
  }
}
