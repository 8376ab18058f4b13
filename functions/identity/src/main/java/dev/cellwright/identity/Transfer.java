package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.shape.Wire;
import java.util.UUID;

/// Who is to own an organization, and the password of who does.
@Doc("The member who is to own the organization, and the owner's own password")
record Transfer(@Wire("newOwnerId") UUID newOwnerId, @Text(max = 1000) String password) {

  /// Never shows the password.
  @Override
  public String toString() {
    return "Transfer[]";
  }
}
