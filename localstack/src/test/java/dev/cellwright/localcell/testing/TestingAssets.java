package dev.cellwright.localcell.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// Makes the assets of [TestingFunction]: its class in a directory, the Lambda interfaces in a
/// layer.
public final class TestingAssets {

  public static final String HANDLER = TestingFunction.class.getName() + "::handleRequest";

  private TestingAssets() {}

  /// A function's directory.
  public static Path function(Path directory) {
    return function(directory, TestingFunction.class);
  }

  /// The directory of a function that is this class and nothing else.
  public static Path function(Path directory, Class<? extends RequestStreamHandler> type) {
    var name = type.getName().replace('.', '/') + ".class";
    try (var bytes = TestingAssets.class.getClassLoader().getResourceAsStream(name)) {
      var target = directory.resolve(name);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.write(target, Objects.requireNonNull(bytes).readAllBytes());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A layer's directory, with `java/lib`.
  public static Path layer(Path directory) {
    try {
      var lib = Files.createDirectories(directory.resolve("java/lib"));
      Files.copy(
          lambdaInterfaces(),
          lib.resolve("aws-lambda-java-core.jar"),
          StandardCopyOption.REPLACE_EXISTING);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The jar of the Lambda interfaces.
  public static Path lambdaInterfaces() {
    return jarOf(RequestStreamHandler.class);
  }

  /// The jar that a class comes from.
  public static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
