package dev.cellwright.testing.reference;

import com.google.protobuf.Timestamp;
import dev.cellwright.permissions.ParameterType;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values of a context, which are JSON, as CEL's library takes them.
final class CelValues {

  /// @param bits of the address
  record Address(byte[] bits) {

    static Address of(String text) {
      try {
        return new Address(InetAddress.getByName(text).getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    /// @param range as in `192.168.0.0/24`
    boolean in(String range) {
      var parts = range.split("/", 2);
      var other = of(parts[0]).bits;
      var ignored = other.length * 8 - Integer.parseInt(parts[1]);
      return other.length == bits.length
          && new BigInteger(1, bits)
              .shiftRight(ignored)
              .equals(new BigInteger(1, other).shiftRight(ignored));
    }
  }

  private CelValues() {}

  /// @throws IllegalArgumentException where the value is missing or none of its type
  static Object of(ParameterType type, @Nullable Object value) {
    return switch (type.kind()) {
      case BOOL -> as(Boolean.class, value);
      case STRING -> as(String.class, value);
      case INT -> as(Number.class, value).longValue();
      case DOUBLE -> number(value);
      case TIMESTAMP -> timestamp(as(String.class, value));
      case IPADDRESS -> Address.of(as(String.class, value));
      case LIST ->
          ((List<?>) as(List.class, value))
              .stream().map(each -> of(Objects.requireNonNull(type.element()), each)).toList();
      case ANY, UINT, DURATION, MAP -> throw new UnsupportedOperationException(type.toString());
    };
  }

  private static <T> T as(Class<T> type, @Nullable Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException("no " + type + ": " + value);
  }

  private static double number(@Nullable Object value) {
    var number =
        value instanceof String text
            ? Double.parseDouble(text)
            : as(Number.class, value).doubleValue();
    if (Double.isFinite(number)) {
      return number;
    }
    throw new IllegalArgumentException("no number: " + value);
  }

  private static Timestamp timestamp(String text) {
    try {
      var instant = Instant.parse(text);
      return Timestamp.newBuilder()
          .setSeconds(instant.getEpochSecond())
          .setNanos(instant.getNano())
          .build();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
