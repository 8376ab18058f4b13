package dev.cellwright.kernel.files;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// A file that goes to a bucket in parts while it is written, and is hashed on its way. It is there
/// when it is finished, and leaves nothing behind when it isn't.
public final class Upload extends OutputStream {
  /// S3 takes no smaller part but the last.
  private static final int PART_BYTES = 5 * 1024 * 1024;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final String upload;
  private final MessageDigest digest = Bucket.sha256();
  private final List<CompletedPart> parts = new ArrayList<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART_BYTES);
  private long bytes;
  private boolean finished;

  Upload(S3Client s3, String bucket, String key, String contentType) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    upload =
        s3.createMultipartUpload(
                request -> request.bucket(bucket).key(key).contentType(contentType))
            .uploadId();
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] given, int offset, int length) {
    digest.update(given, offset, length);
    bytes += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, PART_BYTES - part.size());
      part.write(given, from, taken);
      from += taken;
      left -= taken;
      if (part.size() == PART_BYTES) {
        send();
      }
    }
  }

  /// Makes the file appear.
  public Written finish() {
    if (part.size() > 0 || parts.isEmpty()) {
      send();
    }
    s3.completeMultipartUpload(request ->
        request
            .bucket(bucket)
            .key(key)
            .uploadId(upload)
            .multipartUpload(completed -> completed.parts(parts)));
    finished = true;
    return new Written(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private void send() {
    int number = parts.size() + 1;
    var sent =
        s3.uploadPart(
            request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
            RequestBody.fromBytes(part.toByteArray()));
    parts.add(
        CompletedPart.builder()
            .partNumber(number)
            .eTag(sent.eTag())
            .checksumCRC32(sent.checksumCRC32())
            .build());
    part.reset();
  }

  /// Takes back what was sent of a file that was not finished.
  @Override
  public void close() {
    if (!finished) {
      finished = true;
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    }
  }
}
