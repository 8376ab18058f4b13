package dev.cellwright.kernel;

/// A product-wide choice that a module offers in `cell-config/`.
///
/// Its value reaches the module through [Features].
public sealed interface Feature {
  String name();

  String summary();

  /// A switch.
  record Switch(String name, boolean byDefault, String summary) implements Feature {}

  /// A whole number between two bounds, both included.
  record Number(String name, long byDefault, long least, long most, String summary)
      implements Feature {}
}
