package dev.cellwright.localcell.s3;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of objects by their age, in days.
public record LifecycleRule(
    String prefix,
    Map<String, String> tags,
    @Nullable Integer expirationDays,
    @Nullable Integer noncurrentExpirationDays,
    int newerNoncurrentVersions,
    List<Transition> transitions,
    List<Transition> noncurrentTransitions,
    @Nullable Integer abortUploadsAfterDays,
    boolean expiresLoneDeleteMarkers) {

  /// Another storage class after so many days.
  public record Transition(String storageClass, int days) {}

  boolean isFor(ObjectVersion version) {
    return version.key().startsWith(prefix)
        && version.details().tags().entrySet().containsAll(tags.entrySet());
  }
}
