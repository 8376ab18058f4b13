package dev.cellwright.kernel.socket;

import org.jspecify.annotations.Nullable;

/// The access token that a client shows when it connects: behind `bearer` among the subprotocols,
/// since browsers can't set a header, or in the query. The first is better: an address is logged in
/// many places.
///
/// @param subprotocol to be answered to a client that offered it (RFC 6455, 4.2.2)
record ShownToken(String token, @Nullable String subprotocol) {
  private static final String BEARER = "bearer";

  /// Null where none is shown, or more than one.
  static @Nullable ShownToken in(SocketEvent.Opened opened) {
    var offered = opened.protocols();
    if (offered.isEmpty()) {
      return opened.tokens().size() == 1 ? new ShownToken(opened.tokens().getFirst(), null) : null;
    }
    return opened.tokens().isEmpty() && offered.size() == 2 && offered.getFirst().equals(BEARER)
        ? new ShownToken(offered.getLast(), BEARER)
        : null;
  }

  /// Never shows the token.
  @Override
  public String toString() {
    return "ShownToken";
  }
}
