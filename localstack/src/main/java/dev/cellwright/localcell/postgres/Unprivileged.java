package dev.cellwright.localcell.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How to start a program that refuses to run as root: PostgreSQL does.
///
/// A user namespace keeps the files ours; where it is forbidden, as in many containers, the program
/// runs as `nobody`, who must then own its files.
record Unprivileged(List<String> prefix, boolean needsOwnFiles) {
  private static final String NOBODY = "65534";

  static Unprivileged here() {
    if (!"root".equals(System.getProperty("user.name"))
        || PostgresBinaries.platform().startsWith("windows")) {
      return new Unprivileged(List.of(), false);
    }
    var candidates = List.of(namespace(), nobody());
    return candidates.stream()
        .filter(Unprivileged::works)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv works here: start as another user"));
  }

  static Unprivileged namespace() {
    return new Unprivileged(List.of("unshare", "--user"), false);
  }

  static Unprivileged nobody() {
    return new Unprivileged(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);
  }

  ProcessBuilder process(List<String> command) {
    var whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return OwnSession.process(whole.toArray(String[]::new));
  }

  /// Gives a directory and all in it to the user that the program runs as.
  void own(Path directory) throws IOException {
    if (!needsOwnFiles) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (var path : (Iterable<Path>) tree::iterator) {
        Files.setAttribute(path, "unix:uid", Integer.valueOf(NOBODY));
      }
    }
  }

  private boolean works() {
    try {
      var probe = process(List.of("true")).redirectErrorStream(true).start();
      probe.getInputStream().transferTo(OutputStream.nullOutputStream());
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false; // not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
