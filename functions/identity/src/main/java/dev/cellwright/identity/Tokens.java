package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Wire;

/// What a session is used with: an access token for the next minutes, and a refresh token for the
/// next pair.
record Tokens(@Wire("accessToken") String accessToken, @Wire("refreshToken") String refreshToken) {

  /// Never shows the tokens.
  @Override
  public String toString() {
    return "Tokens[]";
  }
}
