package dev.cellwright.kernel;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Makes ids: UUID version 7 (RFC 9562, 5.7), so that rows made one after the other lie together.
public final class Ids {
  private final InstantSource clock;

  /// Made at the first use: random state must not be part of a SnapStart snapshot.
  private static final class Random {
    private static final SecureRandom SOURCE = new SecureRandom();
  }

  public Ids(InstantSource clock) {
    this.clock = clock;
  }

  /// Several, in ascending order: what is made together keeps its order.
  public List<UUID> next(int many) {
    return Stream.generate(this::next).limit(many).sorted().toList();
  }

  public UUID next() {
    var random = new byte[10];
    Random.SOURCE.nextBytes(random);
    var buffer = java.nio.ByteBuffer.wrap(random);
    long high = (clock.millis() << 16) | 0x7000L | (buffer.getShort() & 0x0fffL);
    long low = (buffer.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
