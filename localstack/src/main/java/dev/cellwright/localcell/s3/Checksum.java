package dev.cellwright.localcell.s3;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The checksums that clients can send with a body.
enum Checksum {
  CRC32(() -> ofJdk(new CRC32())),
  CRC32C(() -> ofJdk(new CRC32C())),
  CRC64NVME(Crc64::new),
  SHA1(() -> ofDigest("SHA-1")),
  SHA256(() -> ofDigest("SHA-256"));

  /// A checksum while its data passes by.
  interface Running {
    void update(byte[] bytes, int from, int count);

    byte[] value();
  }

  private final Supplier<Running> starter;

  Checksum(Supplier<Running> starter) {
    this.starter = starter;
  }

  Running start() {
    return starter.get();
  }

  /// The header that carries it.
  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /// The XML element that carries it.
  String element() {
    return "Checksum" + name();
  }

  /// Whether sums of parts make the sum of the whole by default.
  boolean isOfWholeObjectByDefault() {
    return this == CRC64NVME;
  }

  static @Nullable Checksum ofHeader(String header) {
    for (var each : values()) {
      if (each.header().equals(header)) {
        return each;
      }
    }
    return null;
  }

  static Checksum named(String name) {
    for (var each : values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw S3Error.invalidRequest("Checksum algorithm provided is unsupported: " + name);
  }

  private static Running ofJdk(java.util.zip.Checksum sum) {
    return new Running() {
      @Override
      public void update(byte[] bytes, int from, int count) {
        sum.update(bytes, from, count);
      }

      @Override
      public byte[] value() {
        return ByteBuffer.allocate(4).putInt((int) sum.getValue()).array();
      }
    };
  }

  private static Running ofDigest(String algorithm) {
    var digest = Crypto.digest(algorithm);
    return new Running() {
      @Override
      public void update(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }

  /// CRC-64/NVME: reflected, all ones in and out.
  private static final class Crc64 implements Running {
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[] TABLE = table();

    private long state = -1;

    private static long[] table() {
      var table = new long[256];
      for (var i = 0; i < table.length; i++) {
        var row = (long) i;
        for (var bit = 0; bit < 8; bit++) {
          row = (row & 1) == 1 ? row >>> 1 ^ POLYNOMIAL : row >>> 1;
        }
        table[i] = row;
      }
      return table;
    }

    @Override
    public void update(byte[] bytes, int from, int count) {
      var next = state;
      for (var i = from; i < from + count; i++) {
        next = TABLE[(int) (next ^ bytes[i]) & 0xff] ^ next >>> 8;
      }
      state = next;
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(8).putLong(~state).array();
    }
  }
}
