package dev.cellwright.identity;

/// A refresh token. The caller alone has it; the cell keeps its hash.
record RefreshToken(String value) {

  static RefreshToken random() {
    return new RefreshToken(RandomToken.next());
  }

  /// SHA-256, in hexadecimal.
  String hash() {
    return RandomToken.hash(value);
  }

  /// Never shows the token.
  @Override
  public String toString() {
    return "RefreshToken[]";
  }
}
