package dev.cellwright.localcell.s3;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compares a body, while it passes, with the digest and the checksums its request sends.
final class Integrity {
  private static final String TRAILER = "x-amz-trailer";

  private final S3Request request;
  private final MessageDigest md5 = Crypto.digest("MD5");
  private final Map<Checksum, Checksum.Running> running = new EnumMap<>(Checksum.class);
  private long size;

  /// @param otherwise what is computed when the request asks for no checksum
  Integrity(S3Request request, Checksum... otherwise) {
    this.request = request;
    for (var each : Checksum.values()) {
      if (request.header(each.header()) != null
          || request.announcedTrailers().contains(each.header())) {
        running.put(each, each.start());
      }
    }
    var asked = request.header("x-amz-sdk-checksum-algorithm");
    if (running.isEmpty() && asked != null) {
      var algorithm = Checksum.named(asked);
      running.put(algorithm, algorithm.start());
    }
    if (running.size() > 1) {
      throw S3Error.invalidRequest("Expecting a single x-amz-checksum- header");
    }
    if (running.isEmpty()) {
      for (var each : otherwise) {
        running.put(each, each.start());
      }
    }
  }

  /// What a body came to. `checksums` are in base 64.
  record Sums(long size, byte[] md5, Map<Checksum, String> checksums) {}

  void update(byte[] bytes, int from, int count) {
    md5.update(bytes, from, count);
    running.values().forEach(each -> each.update(bytes, from, count));
    size += count;
  }

  /// Whether the request sends anything to compare with.
  boolean isSent() {
    return request.header("content-md5") != null
        || request.header(TRAILER) != null
        || running.keySet().stream().anyMatch(each -> request.header(each.header()) != null);
  }

  /// Compares. Throws the error S3 answers to a body that is not what was announced.
  Sums finish(Map<String, String> trailers) {
    var digest = md5.digest();
    checkMd5(digest);
    var sums = new LinkedHashMap<Checksum, String>();
    running.forEach((each, sum) -> {
      var computed = Base64.getEncoder().encodeToString(sum.value());
      var sent = request.header(each.header(), trailers.getOrDefault(each.header(), ""));
      var announced = request.announcedTrailers().contains(each.header());
      if (sent.isEmpty() ? announced : !sent.equals(computed)) {
        throw new S3Error(
            "BadDigest",
            400,
            "The %s you specified did not match the calculated checksum.".formatted(each));
      }
      sums.put(each, computed);
    });
    return new Sums(size, digest, sums);
  }

  private void checkMd5(byte[] digest) {
    var sent = request.header("content-md5");
    if (sent == null) {
      return;
    }
    byte[] expected;
    try {
      expected = Base64.getDecoder().decode(sent);
    } catch (IllegalArgumentException e) {
      expected = new byte[0];
    }
    if (expected.length != digest.length) {
      throw new S3Error("InvalidDigest", 400, "The Content-MD5 you specified is not valid.");
    }
    if (!MessageDigest.isEqual(expected, digest)) {
      throw new S3Error(
          "BadDigest", 400, "The Content-MD5 you specified did not match what we received.");
    }
  }
}
