package dev.cellwright.localcell.sqs;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// One receive of one message; what a client gets as its opaque receipt handle.
record Receipt(UUID message, UUID receive) {

  static Receipt of(String handle) {
    try {
      var bytes = Base64.getUrlDecoder().decode(handle);
      if (bytes.length == 32) {
        var numbers = ByteBuffer.wrap(bytes);
        return new Receipt(uuid(numbers), uuid(numbers));
      }
    } catch (IllegalArgumentException _) {
      // answered below, like one of the wrong length
    }
    throw SqsErrors.badReceipt();
  }

  String handle() {
    return Base64.getUrlEncoder()
        .encodeToString(
            ByteBuffer.allocate(32)
                .putLong(message.getMostSignificantBits())
                .putLong(message.getLeastSignificantBits())
                .putLong(receive.getMostSignificantBits())
                .putLong(receive.getLeastSignificantBits())
                .array());
  }

  private static UUID uuid(ByteBuffer numbers) {
    return new UUID(numbers.getLong(), numbers.getLong());
  }
}
