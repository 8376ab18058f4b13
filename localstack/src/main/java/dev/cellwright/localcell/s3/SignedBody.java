package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.iam.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of a request, taken out of its framing, and verified by the time its end is read.
abstract class SignedBody extends InputStream {
  private static final String STREAMING = "STREAMING-";

  /// What stood behind the content; complete once its end was read.
  Map<String, String> trailers() {
    return Map.of();
  }

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] into, int from, int count) throws IOException;

  /// The body that a request's `x-amz-content-sha256` announces.
  static SignedBody of(S3Request request, RequestSignature signature, Caller caller) {
    var announced = request.header("x-amz-content-sha256", RequestSignature.UNSIGNED);
    if (announced.equals(RequestSignature.UNSIGNED)) {
      return new Plain(request.body(), null);
    }
    if (!announced.startsWith(STREAMING)) {
      return new Plain(request.body(), announced);
    }
    return switch (announced) {
      case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new ChunkedBody(request, null, true);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" ->
          new ChunkedBody(request, new ChunkSignatures(signature, caller), false);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
          new ChunkedBody(request, new ChunkSignatures(signature, caller), true);
      default -> throw S3Error.notImplemented("the payload signature " + announced);
    };
  }

  static SignedBody unsigned(InputStream in) {
    return new Plain(in, null);
  }

  /// A body without framing, whose hash is compared where one was signed.
  private static final class Plain extends SignedBody {
    private final InputStream in;
    private final @Nullable String expected;
    private final MessageDigest digest = Crypto.digest("SHA-256");
    private boolean ended;

    Plain(InputStream in, @Nullable String expected) {
      this.in = in;
      this.expected = expected;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (ended) {
        return -1;
      }
      var read = in.read(into, from, count);
      if (read < 0) {
        ended = true;
        if (expected != null && !Crypto.same(Crypto.hex(digest.digest()), expected)) {
          throw new S3Error(
              "XAmzContentSHA256Mismatch",
              400,
              "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
      } else if (expected != null) {
        digest.update(into, from, read);
      }
      return read;
    }
  }

  /// The signatures of chunks, each of which goes into the next.
  static final class ChunkSignatures {
    private static final String EMPTY = Crypto.sha256(new byte[0]);

    private final RequestSignature signature;
    private final byte[] key;
    private String previous;

    ChunkSignatures(RequestSignature signature, Caller caller) {
      this.signature = signature;
      this.key = signature.key(caller);
      this.previous = signature.value();
    }

    void checkChunk(String sent, byte[] digest) {
      check(sent, "AWS4-HMAC-SHA256-PAYLOAD", EMPTY + "\n" + Crypto.hex(digest));
    }

    void checkTrailers(String sent, byte[] digest) {
      check(sent, "AWS4-HMAC-SHA256-TRAILER", Crypto.hex(digest));
    }

    private void check(String sent, String kind, String hashes) {
      var text = String.join("\n", kind, signature.time(), signature.scope(), previous, hashes);
      var expected = Crypto.hex(Crypto.hmac(key, text));
      if (!Crypto.same(expected, sent)) {
        throw RequestSignature.mismatch();
      }
      previous = expected;
    }
  }
}
