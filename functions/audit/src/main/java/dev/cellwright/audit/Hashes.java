package dev.cellwright.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 as the chain has it: before what is hashed stands a byte that tells what it is. The
/// database computes the same in `V002__seals.sql`.
final class Hashes {
  static final int ROW = 0;
  static final int NODE = 1;
  static final int BATCH = 2;
  static final int SEAL = 3;

  private Hashes() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] of(int kind, byte[]... parts) {
    var digest = sha256();
    digest.update((byte) kind);
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static byte[] of(int kind, String text) {
    return of(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A row's leaf, of its time as written and the hash of its line.
  static byte[] leaf(String time, String digest) {
    return of(ROW, time.getBytes(StandardCharsets.UTF_8), HexFormat.of().parseHex(digest));
  }

  /// The root over leaves: pairs are hashed, an odd last one moves up as it is (RFC 6962, 2.1).
  ///
  /// @throws IllegalArgumentException without leaves
  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("no leaves, no root");
    }
    var level = leaves;
    while (level.size() > 1) {
      var above = new ArrayList<byte[]>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(i + 1 < level.size() ? of(NODE, level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = above;
    }
    return level.getFirst();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
