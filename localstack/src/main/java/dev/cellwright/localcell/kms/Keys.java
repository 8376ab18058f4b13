package dev.cellwright.localcell.kms;

import java.sql.SQLException;

/// KMS: keys that sign or encrypt, and their aliases.
public final class Keys {

  /// What a key is for: its `KeySpec` and `KeyUsage`.
  public enum Kind {
    SYMMETRIC_DEFAULT("ENCRYPT_DECRYPT"),
    ECC_NIST_P256("SIGN_VERIFY");

    private final String usage;

    Kind(String usage) {
      this.usage = usage;
    }

    public String usage() {
      return usage;
    }

    /// The kind of a template's `KeySpec` and `KeyUsage`; refuses what is not supported.
    public static Kind of(String keySpec, String keyUsage) {
      throw new UnsupportedOperationException();
    }
  }

  /// Makes a key, or finds the one made under this name before; the name is the template's (stack and logical id).
  /// Answers its ARN.
  public String create(String name, Kind kind, String description) throws SQLException {
    throw new UnsupportedOperationException();
  }

  /// Points an alias (`alias/…`) at a key.
  public void alias(String alias, String keyArn) throws SQLException {
    throw new UnsupportedOperationException();
  }
}
