package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.s3.Operation.Prepared;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts an object: the content on the disk first, then the row that makes it one.
final class PutObject {
  static final long LARGEST = 5L * 1024 * 1024 * 1024;

  private PutObject() {}

  static Prepared prepare(S3Call call) {
    checkLength(call.request(), LARGEST);
    var draft = Draft.of(call.s3(), call.bucket(), call.key(), call.request().headers());
    return new Prepared(draft.needs(), () -> put(call, draft));
  }

  static void checkLength(S3Request request, long largest) {
    var length =
        request.header("x-amz-decoded-content-length", request.header("content-length", ""));
    if (!length.matches("\\d{1,18}")) {
      throw new S3Error(
          "MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
    }
    if (Long.parseLong(length) > largest) {
      throw new S3Error(
          "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size");
    }
  }

  private static S3Answer put(S3Call call, Draft draft) throws Exception {
    var preconditions = Preconditions.of(call.request().headers(), "");
    var received = receive(call, call.request(), LARGEST);
    var written = write(call, draft, received, preconditions, _ -> {});
    call.s3().tell(call, "ObjectCreated:Put", "PutObject", written);
    var headers = new LinkedHashMap<String, String>();
    headers.put("ETag", written.quotedEtag());
    headers.putAll(call.versionHeader(written));
    headers.putAll(checksumHeaders(written.details()));
    headers.putAll(Draft.encryptionOf(written.details().headers()));
    return S3Answer.empty(200, headers);
  }

  /// A body that lies on the disk, verified.
  record Received(ObjectFiles.Piece piece, Integrity.Sums sums) {

    ObjectVersion.Details content() {
      return new ObjectVersion.Details(
          List.of(piece), Map.of(), Map.of(), byElement(sums.checksums()), true, 0);
    }
  }

  static Map<String, String> byElement(Map<Checksum, String> checksums) {
    var byElement = new LinkedHashMap<String, String>();
    checksums.forEach((each, value) -> byElement.put(each.element(), value));
    return byElement;
  }

  static Received receive(S3Call call, S3Request sums, long largest) throws IOException {
    var integrity = new Integrity(sums, Checksum.CRC64NVME);
    var piece = call.s3().files().write(call.body(), integrity, largest);
    try {
      return new Received(piece, integrity.finish(call.body().trailers()));
    } catch (RuntimeException e) {
      call.s3().files().delete(List.of(piece));
      throw e;
    }
  }

  /// Writes the row of what was received; when it is refused, the file goes.
  static ObjectVersion write(
      S3Call call,
      Draft draft,
      Received received,
      Preconditions preconditions,
      Versions.Along along)
      throws Exception {
    try {
      var version =
          draft.version(
              call.bucket(),
              call.key(),
              call.s3().now(),
              received.piece().size(),
              draft.etag(received.sums().md5()),
              received.content());
      return call.s3().versions().put(call.bucket(), version, preconditions, along);
    } catch (Exception e) {
      call.s3().files().delete(List.of(received.piece()));
      throw e;
    }
  }

  static Map<String, String> checksumHeaders(ObjectVersion.Details details) {
    var headers = new LinkedHashMap<String, String>();
    details
        .checksums()
        .forEach((element, value) ->
            headers.put(Checksum.named(element.substring("Checksum".length())).header(), value));
    if (!headers.isEmpty()) {
      headers.put("x-amz-checksum-type", details.wholeChecksums() ? "FULL_OBJECT" : "COMPOSITE");
    }
    return headers;
  }
}
