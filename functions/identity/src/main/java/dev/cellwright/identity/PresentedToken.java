package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.shape.Wire;

/// A refresh token in a request's body; browsers leave it to the cookie.
@Doc("A refresh token; left out where the cookie has it")
record PresentedToken(@Wire("refreshToken") @Text(max = 1000) String refreshToken) {

  /// Never shows the token.
  @Override
  public String toString() {
    return "PresentedToken[]";
  }
}
