package dev.cellwright.audit;

import dev.cellwright.kernel.files.Bucket;
import org.jspecify.annotations.Nullable;

/// Where seals lie: a bucket whose objects nobody can change or delete before their time. That an
/// object is written only where none of its name is decides which seal has a number.
record SealVault(Bucket bucket) {

  static String key(long number) {
    return "seals/%012d.json".formatted(number);
  }

  /// Puts a seal at its number.
  ///
  /// @return false where one is there already
  boolean put(SealObject seal) {
    return bucket.putIfAbsent(key(seal.number()), seal.bytes(), "application/json");
  }

  /// The seal of a number, or null where there is none.
  @Nullable SealObject find(long number) {
    var bytes = bucket.find(key(number));
    return bytes == null ? null : SealObject.of(bytes);
  }
}
