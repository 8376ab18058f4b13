package dev.cellwright.integrations;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// Tells addresses of the public internet from all others: a URL that somebody wrote must not lead
/// into a network that they aren't in.
///
/// The registries are IANA's of special-purpose addresses, for IPv4 and IPv6 (RFC 6890 and those
/// that update it). Of IPv6 only global unicast (2000::/3) is public, so that mapped, translated,
/// unique local and link-local forms need no entry of their own.
final class PublicAddress {
  private static final List<Block> OTHER_V4 =
      List.of(
          block("0.0.0.0", 8),
          block("10.0.0.0", 8),
          block("100.64.0.0", 10),
          block("127.0.0.0", 8),
          block("169.254.0.0", 16),
          block("172.16.0.0", 12),
          block("192.0.0.0", 24),
          block("192.0.2.0", 24),
          block("192.88.99.0", 24),
          block("192.168.0.0", 16),
          block("198.18.0.0", 15),
          block("198.51.100.0", 24),
          block("203.0.113.0", 24),
          block("224.0.0.0", 4),
          block("240.0.0.0", 4));

  private static final Block GLOBAL_V6 = block("2000::", 3);

  /// Teredo and ORCHIDs, documentation, 6to4.
  private static final List<Block> OTHER_V6 =
      List.of(
          block("2001::", 23), block("2001:db8::", 32), block("2002::", 16), block("3fff::", 20));

  private record Block(byte[] prefix, int bits) {
    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    if (address instanceof Inet6Address) {
      return GLOBAL_V6.holds(bytes) && OTHER_V6.stream().noneMatch(block -> block.holds(bytes));
    }
    return OTHER_V4.stream().noneMatch(block -> block.holds(bytes));
  }

  /// Literals are read without asking anybody.
  private static Block block(String prefix, int bits) {
    return new Block(InetAddress.ofLiteral(prefix).getAddress(), bits);
  }
}
