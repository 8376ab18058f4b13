package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A body in the `aws-chunked` framing: chunks with their size, a signature where they are signed,
/// and trailers where they are announced.
final class ChunkedBody extends SignedBody {
  private static final int LONGEST_LINE = 1024;
  private static final String SIGNATURE = "chunk-signature=";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final InputStream in;
  private final @Nullable ChunkSignatures signatures;
  private final boolean withTrailers;
  private final long announced;
  private final Set<String> announcedTrailers;
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private MessageDigest digest = Crypto.digest("SHA-256");
  private String chunkSignature = "";
  private long left;
  private long total;
  private boolean begun;
  private boolean ended;

  ChunkedBody(S3Request request, @Nullable ChunkSignatures signatures, boolean withTrailers) {
    this.in = request.body();
    this.signatures = signatures;
    this.withTrailers = withTrailers;
    this.announced = length(request.header("x-amz-decoded-content-length"));
    this.announcedTrailers = request.announcedTrailers();
  }

  private static long length(@Nullable String text) {
    try {
      if (text != null && Long.parseLong(text) >= 0) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException _) {
      // answered below, like a length that is not there
    }
    throw new S3Error(
        "MissingContentLength", 411, "You must provide the x-amz-decoded-content-length header.");
  }

  @Override
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    var read = in.read(into, from, (int) Math.min(count, left));
    if (read < 0) {
      throw new EOFException("the body ends within a chunk");
    }
    if (signatures != null) {
      digest.update(into, from, read);
    }
    left -= read;
    total += read;
    if (total > announced) {
      throw incomplete();
    }
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      endChunk();
    }
    begun = true;
    var head = line();
    var semicolon = head.indexOf(';');
    left = size(semicolon < 0 ? head : head.substring(0, semicolon));
    if (signatures != null) {
      var extension = semicolon < 0 ? "" : head.substring(semicolon + 1);
      if (!extension.startsWith(SIGNATURE)) {
        throw RequestSignature.mismatch();
      }
      chunkSignature = extension.substring(SIGNATURE.length());
    }
    if (left == 0) {
      end();
    }
  }

  private void endChunk() throws IOException {
    if (!line().isEmpty()) {
      throw malformed();
    }
    checkChunk();
  }

  private void checkChunk() {
    if (signatures != null) {
      signatures.checkChunk(chunkSignature, digest.digest());
      digest = Crypto.digest("SHA-256");
    }
  }

  private void end() throws IOException {
    checkChunk();
    ended = true;
    var signed = new StringBuilder();
    var signature = "";
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      if (colon < 0 || !withTrailers) {
        throw malformed();
      }
      var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      var value = line.substring(colon + 1).strip();
      if (name.equals(TRAILER_SIGNATURE)) {
        signature = value;
      } else if (trailers.size() < 2 && announcedTrailers.contains(name)) {
        trailers.put(name, value);
        signed.append(name).append(':').append(value).append('\n');
      } else {
        throw malformed();
      }
    }
    if (signatures != null && withTrailers) {
      signatures.checkTrailers(
          signature, Crypto.digest("SHA-256").digest(signed.toString().getBytes(UTF_8)));
    }
    if (total != announced) {
      throw incomplete();
    }
  }

  private static long size(String hex) {
    try {
      var size = Long.parseLong(hex, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException _) {
      // answered below, like a negative size
    }
    throw malformed();
  }

  /// A line without its end; the end of the body counts as an empty one.
  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString(UTF_8).strip();
      }
      line.write(c);
      if (line.size() > LONGEST_LINE) {
        throw malformed();
      }
    }
    if (!ended) {
      throw new EOFException("the body ends before its last chunk");
    }
    return line.toString(UTF_8).strip();
  }

  private static S3Error malformed() {
    return S3Error.invalidRequest("The body is not in the aws-chunked form it announces");
  }

  private static S3Error incomplete() {
    return new S3Error(
        "IncompleteBody",
        400,
        "The request body does not have the number of bytes specified by its length header");
  }
}
