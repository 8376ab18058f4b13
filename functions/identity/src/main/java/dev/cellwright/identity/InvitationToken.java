package dev.cellwright.identity;

/// What proves that somebody got an invitation's mail. The mail alone has it; the cell keeps its
/// hash.
record InvitationToken(String value) {

  static InvitationToken random() {
    return new InvitationToken(RandomToken.next());
  }

  /// SHA-256, in hexadecimal.
  String hash() {
    return RandomToken.hash(value);
  }

  /// Never shows the token.
  @Override
  public String toString() {
    return "InvitationToken[]";
  }
}
