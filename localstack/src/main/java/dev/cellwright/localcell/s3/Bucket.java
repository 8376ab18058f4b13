package dev.cellwright.localcell.s3;

import java.time.Instant;

/// A bucket of the cell.
record Bucket(String name, Instant createdAt, BucketSettings settings, BucketPolicy policy) {

  String arn() {
    return "arn:aws:s3:::" + name;
  }

  String arn(String key) {
    return arn() + "/" + key;
  }

  boolean keepsVersions() {
    return settings.versioning() == BucketSettings.Versioning.ENABLED;
  }

  boolean hasVersionIds() {
    return settings.versioning() != BucketSettings.Versioning.OFF;
  }
}
