package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A product of this repository, of the modules as they were built, synthesized as `cdk` does it:
/// in a process of its own.
///
/// @param status 0 when it went well
/// @param output what the process wrote
public record Synthesis(int status, String output, Path assembly) {

  /// Runs the app and waits for it. The folder of the assembly is made.
  ///
  /// @param linter whether CDK's template linter runs, which takes seconds
  public static Synthesis run(Path assembly, String product, String environment, boolean linter)
      throws IOException, InterruptedException {
    var log = assembly.resolveSibling(assembly.getFileName() + ".log");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CellApp.class.getName())
            .directory(Path.of("..").toAbsolutePath().normalize().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CDK_OUTDIR", assembly.toString());
    builder
        .environment()
        .put(
            "CDK_CONTEXT_JSON",
            new ObjectMapper()
                .writeValueAsString(Map.of("productName", product, "environment", environment)));
    builder.environment().put("CDK_VALIDATION", Boolean.toString(linter));
    var status = builder.start().waitFor();
    return new Synthesis(status, Files.readString(log), assembly);
  }
}
