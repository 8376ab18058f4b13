package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// What somebody logs in with.
@Doc("An address and its password")
record Credentials(
    @Text(max = 254, format = Text.Format.EMAIL) String email, @Text(max = 1000) String password) {

  /// Never shows the password.
  @Override
  public String toString() {
    return "Credentials[]";
  }
}
