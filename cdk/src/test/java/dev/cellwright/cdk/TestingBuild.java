package dev.cellwright.cdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A repository that looks built: an empty layer, and a jar for each testing module and the relay.
final class TestingBuild {
  private TestingBuild() {}

  static BuiltCode in(Path repository) throws IOException {
    return in(repository, "");
  }

  /// @param release tells its code from another release's
  static BuiltCode in(Path repository, String release) throws IOException {
    file(repository, release, "layers/kernel/target/layer/java/lib/kernel.jar");
    file(repository, release, "functions/smoke/target/smoke.jar");
    file(repository, release, "functions/migrations/target/migrations.jar");
    file(repository, release, "functions/migrations/target/lib/flyway-core.jar");
    for (var module : new String[] {"identity", "notifications", "operations", "relay", "tasks"}) {
      file(repository, release, "functions/" + module + "/target/" + module + ".jar");
    }
    return new BuiltCode(repository);
  }

  private static void file(Path repository, String release, String name) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name + release);
  }
}
