package dev.cellwright.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The environments a product can have.
public enum EnvironmentName {
  DEV,
  STAGING,
  PROD;

  /// As written in files, names and paths: `dev`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable EnvironmentName of(String text) {
    return Arrays.stream(values()).filter(e -> e.text().equals(text)).findFirst().orElse(null);
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(EnvironmentName::text).toList();
  }
}
