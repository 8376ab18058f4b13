package dev.cellwright.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The authorities that sign the certificates of RDS's servers: one for each region, with RSA keys
/// of 2,048 bits. They are AWS's own and in no JVM's trust store.
///
/// The driver reads them from a file. AWS publishes them at
/// `https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem`; `docs/deploying.md` says
/// how the copy here is compared with that.
final class RdsAuthorities {
  static final String RESOURCE = "rds/authorities.pem";

  private RdsAuthorities() {}

  /// Where they lie, until the sandbox ends.
  static String file() {
    try {
      var file = Files.createTempFile("rds-authorities", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Resources.text(RESOURCE)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
