package dev.cellwright.testing.bench.start;

import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figure.Bound;
import dev.cellwright.testing.bench.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Times the synthesis of a product as the CDK's command line does it, without the linter of
/// templates: at first with an empty cache, as on a new machine, then again.
///
/// @param repository where the command line was installed and the app was built
record Synthesis(Path repository, String product) {
  private static final int WARM = 3;
  private static final double MOST_WARM_SECONDS = 15;
  private static final double MOST_BYTES = 1_000_000;

  List<Figure> figures() throws IOException {
    var folder = Files.createTempDirectory("bench-synth");
    var cold = seconds(folder);
    var warm = new ArrayList<Double>();
    for (int round = 0; round < WARM; round++) {
      warm.add(seconds(folder));
    }
    var figures = new ArrayList<Figure>();
    figures.add(new Figure("synthesis on a new machine", 0, cold, null, "s", null));
    figures.add(
        new Figure(
            "synthesis again",
            0,
            new Timings(warm).median(),
            null,
            "s",
            Bound.atMost(MOST_WARM_SECONDS)));
    figures.addAll(sizes(folder.resolve("cdk.out")));
    return figures;
  }

  private double seconds(Path folder) throws IOException {
    var builder =
        new ProcessBuilder(
            repository.resolve("node_modules/.bin/cdk").toString(),
            "synth",
            "--quiet",
            "--no-notices",
            "--output",
            folder.resolve("cdk.out").toString(),
            "-c",
            "productName=" + product,
            "-c",
            "environment=dev");
    builder.directory(repository.toFile());
    builder.environment().put("CDK_VALIDATION", "false");
    builder
        .environment()
        .put("JSII_RUNTIME_PACKAGE_CACHE_ROOT", folder.resolve("cache").toString());
    var log = folder.resolve("synth.log").toFile();
    var started = System.nanoTime();
    var process = builder.redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the synthesis failed: see " + log);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return (System.nanoTime() - started) / 1_000_000_000.0;
  }

  private static List<Figure> sizes(Path assembly) throws IOException {
    List<Long> sizes;
    try (Stream<Path> files = Files.walk(assembly)) {
      sizes =
          files
              .filter(file -> file.toString().endsWith(".template.json"))
              .map(file -> file.toFile().length())
              .toList();
    }
    return List.of(
        new Figure("templates", 0, sizes.size(), null, "", null),
        new Figure(
            "the largest template",
            0,
            sizes.stream().mapToLong(Long::longValue).max().orElseThrow(),
            null,
            "bytes",
            Bound.atMost(MOST_BYTES)),
        new Figure(
            "all templates",
            0,
            sizes.stream().mapToLong(Long::longValue).sum(),
            null,
            "bytes",
            null));
  }
}
