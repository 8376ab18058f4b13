package dev.cellwright.audit;

import dev.cellwright.kernel.Kernel;

/// Puts the parts of sealing together, in the function that may.
final class Sealer {
  private Sealer() {}

  static SealTrail of(Kernel kernel) {
    var environment = kernel.environment();
    return new SealTrail(
        kernel.database(),
        new SealSigner(kernel.aws().signingKey(environment.require("SEAL_KEY_ALIAS"))),
        new SealVault(kernel.aws().bucket(environment.require("SEALS_BUCKET"))),
        kernel.cell().name());
  }
}
