package dev.cellwright.testing.tck.openfga;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a case names: `document:1`, `user:*`, `group:eng#member`.
///
/// @param relation whose holders are meant; null for the thing itself
record Named(String type, String id, @Nullable String relation) {
  private static final Pattern FORM =
      Pattern.compile("(?<type>[^:#@\\s]+):(?<id>[^:#\\s]+)(#(?<relation>[^:#@\\s]+))?");
  private static final String EVERYBODY = "*";
  private static final UUID NOBODY = new UUID(0, 0);

  /// @return null where the text names nothing
  static @Nullable Named of(String text) {
    var found = FORM.matcher(text);
    return found.matches()
        ? new Named(found.group("type"), found.group("id"), found.group("relation"))
        : null;
  }

  boolean isEverybody() {
    return id.equals(EVERYBODY);
  }

  /// As the kinds of subjects are named: nothing, `*`, or a relation.
  String kind() {
    return isEverybody() ? EVERYBODY : relation == null ? "" : relation;
  }

  /// The id, where it is a UUID; else the UUID of version 5 (RFC 9562) that is made of it.
  UUID uuid() {
    if (isEverybody()) {
      return NOBODY;
    }
    try {
      var given = UUID.fromString(id);
      return given.toString().equalsIgnoreCase(id) ? given : version5();
    } catch (IllegalArgumentException _) {
      return version5();
    }
  }

  private UUID version5() {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(new byte[16]);
      var bytes = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
      return new UUID(
          bytes.getLong() & ~0xF000L | 0x5000L, bytes.getLong() & ~(0xC0L << 56) | 0x80L << 56);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return type + ":" + id + (relation == null ? "" : "#" + relation);
  }
}
