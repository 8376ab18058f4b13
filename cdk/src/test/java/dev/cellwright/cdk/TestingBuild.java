package dev.cellwright.cdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A repository that looks built: an empty layer, and a jar for each testing module and the relay.
final class TestingBuild {
  private TestingBuild() {}

  static BuiltCode in(Path repository) throws IOException {
    file(repository, "layers/kernel/target/layer/java/lib/kernel.jar");
    file(repository, "functions/migrations/target/migrations.jar");
    file(repository, "functions/migrations/target/lib/flyway-core.jar");
    for (var module : new String[] {"identity", "notifications", "operations", "relay", "tasks"}) {
      file(repository, "functions/" + module + "/target/" + module + ".jar");
    }
    return new BuiltCode(repository);
  }

  private static void file(Path repository, String name) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
