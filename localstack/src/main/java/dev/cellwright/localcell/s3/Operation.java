package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An operation of S3: its name, the parameters and `x-amz-` headers it knows, and what it needs
/// and does for one request.
record Operation(String name, Set<String> parameters, Set<String> headers, Maker maker) {

  @FunctionalInterface
  interface Maker {
    Prepared prepare(S3Call call) throws Exception;
  }

  @FunctionalInterface
  interface Work {
    S3Answer run() throws Exception;
  }

  /// What a request needs, and does once it is allowed.
  record Prepared(List<Need> needs, Work work) {}

  static Need need(String action, String resource) {
    return new Need(action, resource, Map.of());
  }

  /// What using the key that an object is encrypted with needs; nothing where it is none of the
  /// account's own. S3 uses it on the caller's behalf, and says for which object: or for which
  /// bucket, where the bucket has a key of its own under it.
  static List<Need> keyUse(
      String action, Map<String, String> encryption, Buckets s3, Bucket bucket, String key) {
    var keyArn = encryption.get(BucketSettings.KEY_ID);
    if (keyArn == null || keyArn.contains(":alias/aws/")) {
      return List.of();
    }
    var byBucket = "true".equals(encryption.get(BucketSettings.BUCKET_KEY));
    return List.of(
        new Need(
            action,
            keyArn,
            Map.of(
                "kms:ViaService",
                "s3." + s3.region() + ".amazonaws.com",
                "kms:CallerAccount",
                s3.account(),
                "kms:EncryptionContext:aws:s3:arn",
                byBucket ? bucket.arn() : bucket.arn(key))));
  }
}
