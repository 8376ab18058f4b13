package dev.cellwright.migrations;

/// What a secret is good for, told when its value changes.
interface RotatedSecret {

  /// A value to take the place of the current one.
  String successor(String current);

  /// Lets the database take a value, before or again after the secret has it. Harmless when
  /// repeated.
  void teach(String value);

  /// The secret has this value now: tries it, and ends what was before.
  void confirm(String value);
}
