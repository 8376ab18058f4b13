package dev.cellwright.kernel.files;

import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// A bucket of the cell.
public final class Bucket {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3Client s3;
  private final Supplier<S3Presigner> presigner;
  private final String name;

  public Bucket(S3Client s3, Supplier<S3Presigner> presigner, String name) {
    this.s3 = s3;
    this.presigner = presigner;
    this.name = name;
  }

  /// Writes a small file where none of this key is: of many who try, one does.
  ///
  /// @return false where one is there already
  public boolean putIfAbsent(String key, byte[] bytes, String contentType) {
    try {
      s3.putObject(
          request -> request.bucket(name).key(key).contentType(contentType).ifNoneMatch("*"),
          RequestBody.fromBytes(bytes));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /// A small file, or null where there is none.
  public byte @Nullable [] find(String key) {
    try {
      return s3.getObjectAsBytes(request -> request.bucket(name).key(key)).asByteArray();
    } catch (NoSuchKeyException e) {
      return null;
    }
  }

  /// A file of any size; the caller closes it.
  public InputStream open(String key) {
    return s3.getObject(request -> request.bucket(name).key(key));
  }

  /// Begins a file of any size; the caller closes it.
  public Upload upload(String key, String contentType) {
    return new Upload(s3, name, key, contentType);
  }

  /// An address at which anybody may fetch a file for a while.
  ///
  /// @param filename under which a browser stores it
  public URI address(String key, String filename, Duration life) {
    try (var signing = presigner.get()) {
      return URI.create(
          signing
              .presignGetObject(presign ->
                  presign
                      .signatureDuration(life)
                      .getObjectRequest(get ->
                          get.bucket(name)
                              .key(key)
                              .responseContentDisposition(
                                  "attachment; filename=\"" + filename + "\"")))
              .url()
              .toString());
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
