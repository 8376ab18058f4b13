package dev.cellwright.audit;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Where seals lie: a bucket whose objects nobody can change or delete before their time. That an
/// object is written only where none of its name is decides which seal has a number.
final class SealVault {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;

  private final S3Client s3;
  private final String bucket;

  SealVault(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  static String key(long number) {
    return "seals/%012d.json".formatted(number);
  }

  /// Puts a seal at its number.
  ///
  /// @return false where one is there already
  boolean put(SealObject seal) {
    try {
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key(seal.number()))
                  .contentType("application/json")
                  .ifNoneMatch("*"),
          RequestBody.fromBytes(seal.bytes()));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /// The seal of a number, or null where there is none.
  @Nullable SealObject find(long number) {
    try {
      return SealObject.of(
          s3.getObjectAsBytes(request -> request.bucket(bucket).key(key(number))).asByteArray());
    } catch (NoSuchKeyException e) {
      return null;
    }
  }
}
