package dev.cellwright.kernel;

/// A resource of the cell that a module's function may be allowed to touch.
public enum CellResource {
  /// Signing access tokens with the cell's KMS key (`kms:Sign`).
  TOKEN_SIGNING,

  /// Sending mail from the cell's address (`ses:SendEmail`).
  EMAIL
}
