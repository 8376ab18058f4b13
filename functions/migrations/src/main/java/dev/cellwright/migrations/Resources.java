package dev.cellwright.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The texts that this function carries.
final class Resources {
  private Resources() {}

  static String text(String path) {
    try (var stream = Resources.class.getResourceAsStream("/" + path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
