package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session about to begin: its id, and its first refresh token.
record NewSession(UUID id, UUID tokenId, RefreshToken token, @Nullable String userAgent) {

  static NewSession of(Ids ids, @Nullable String userAgent) {
    return new NewSession(ids.next(), ids.next(), RefreshToken.random(), userAgent);
  }
}
