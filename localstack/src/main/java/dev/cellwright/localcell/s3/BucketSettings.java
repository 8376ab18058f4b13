package dev.cellwright.localcell.s3;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a bucket is told to be.
///
/// @param encryption the headers of its default encryption
/// @param defaultRetention what each new version gets; null for nothing
public record BucketSettings(
    Versioning versioning,
    boolean objectLock,
    Retention.@Nullable Default defaultRetention,
    Map<String, String> encryption,
    List<CorsRule> cors,
    List<LifecycleRule> lifecycle,
    List<Notification> notifications) {

  /// Whether versions are kept.
  public enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED
  }

  static final String ALGORITHM = "x-amz-server-side-encryption";
  static final String KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id";
  static final String BUCKET_KEY = "x-amz-server-side-encryption-bucket-key-enabled";

  public BucketSettings {
    if (objectLock && versioning != Versioning.ENABLED) {
      throw new IllegalArgumentException("a bucket with Object Lock keeps versions");
    }
    if (defaultRetention != null && !objectLock) {
      throw new IllegalArgumentException("a default retention needs Object Lock");
    }
  }

  /// A bucket as it is when nothing is said.
  public static BucketSettings plain() {
    return new BucketSettings(
        Versioning.OFF, false, null, Map.of(ALGORITHM, "AES256"), List.of(), List.of(), List.of());
  }

  /// The same, with versions.
  public BucketSettings versioned() {
    return new BucketSettings(
        Versioning.ENABLED,
        objectLock,
        defaultRetention,
        encryption,
        cors,
        lifecycle,
        notifications);
  }

  /// The same, with versions and Object Lock.
  public BucketSettings locked(Retention.@Nullable Default retention) {
    return new BucketSettings(
        Versioning.ENABLED, true, retention, encryption, cors, lifecycle, notifications);
  }

  /// The same, encrypted with a key.
  public BucketSettings encryptedWith(String keyArn) {
    return new BucketSettings(
        versioning,
        objectLock,
        defaultRetention,
        Map.of(ALGORITHM, "aws:kms", KEY_ID, keyArn),
        cors,
        lifecycle,
        notifications);
  }

  public BucketSettings withCors(List<CorsRule> rules) {
    return new BucketSettings(
        versioning, objectLock, defaultRetention, encryption, rules, lifecycle, notifications);
  }

  public BucketSettings withLifecycle(List<LifecycleRule> rules) {
    return new BucketSettings(
        versioning, objectLock, defaultRetention, encryption, cors, rules, notifications);
  }

  public BucketSettings telling(List<Notification> told) {
    return new BucketSettings(
        versioning, objectLock, defaultRetention, encryption, cors, lifecycle, told);
  }
}
