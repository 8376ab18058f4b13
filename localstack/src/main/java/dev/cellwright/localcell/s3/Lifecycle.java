package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.s3.LifecycleRule.Transition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does what the rules of buckets say about the age of objects, by the cell's clock.
///
/// It looks before a request whenever an hour has passed since it looked last; AWS looks once a
/// day. An age counts from the midnight (UTC) that follows.
final class Lifecycle {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Buckets s3;
  private Instant due = Instant.MIN;

  Lifecycle(Buckets s3) {
    this.s3 = s3;
  }

  synchronized void runIfDue() throws SQLException {
    var now = s3.now();
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(INTERVAL);
    for (var bucket : s3.all()) {
      if (!bucket.settings().lifecycle().isEmpty()) {
        abortUploads(bucket, now);
        age(bucket, now);
      }
    }
  }

  /// Has the next request look again.
  synchronized void rulesChanged() {
    due = Instant.MIN;
  }

  private static boolean isPast(Instant since, @Nullable Integer days, Instant now) {
    return days != null
        && !since.truncatedTo(ChronoUnit.DAYS).plus(days + 1L, ChronoUnit.DAYS).isAfter(now);
  }

  private void abortUploads(Bucket bucket, Instant now) throws SQLException {
    for (var upload : s3.uploads().all(bucket.name())) {
      var isOld =
          bucket.settings().lifecycle().stream()
              .filter(rule -> upload.key().startsWith(rule.prefix()))
              .anyMatch(rule -> isPast(upload.startedAt(), rule.abortUploadsAfterDays(), now));
      if (isOld) {
        var gone =
            s3.store()
                .database()
                .transact(connection -> {
                  var parts = s3.uploads().parts(connection, upload.id());
                  s3.uploads().end(connection, upload.id());
                  return parts;
                });
        s3.files().delete(gone.stream().map(UploadStore.Part::piece).toList());
      }
    }
  }

  private void age(Bucket bucket, Instant now) throws SQLException {
    var all =
        s3.store().database().transact(connection -> s3.store().all(connection, bucket.name()));
    var key = "";
    var noncurrent = 0;
    for (var i = 0; i < all.size(); i++) {
      var version = all.get(i);
      if (i == 0 || !version.key().equals(key)) {
        key = version.key();
        noncurrent = 0;
      }
      var newer = version.latest() ? 0 : noncurrent++;
      var alone =
          version.latest() && (i + 1 == all.size() || !all.get(i + 1).key().equals(version.key()));
      for (var rule : bucket.settings().lifecycle()) {
        if (rule.isFor(version)) {
          apply(bucket, version, rule, newer, alone, now);
        }
      }
    }
  }

  private void apply(
      Bucket bucket,
      ObjectVersion version,
      LifecycleRule rule,
      int newer,
      boolean alone,
      Instant now)
      throws SQLException {
    if (version.latest()) {
      if (version.deleteMarker()) {
        if (alone && (rule.expiresLoneDeleteMarkers() || rule.expirationDays() != null)) {
          remove(bucket, version, version.versionId(), now);
        }
      } else if (isPast(version.modifiedAt(), rule.expirationDays(), now)) {
        remove(bucket, version, null, now);
      } else {
        move(version, version.modifiedAt(), rule.transitions(), now);
      }
      return;
    }
    var since = version.noncurrentSince();
    if (since == null) {
      return;
    }
    if (newer >= rule.newerNoncurrentVersions()
        && isPast(since, rule.noncurrentExpirationDays(), now)
        && !version.isLocked(now)) {
      remove(bucket, version, version.versionId(), now);
    } else if (!version.deleteMarker()) {
      move(version, since, rule.noncurrentTransitions(), now);
    }
  }

  private void remove(Bucket bucket, ObjectVersion version, @Nullable String versionId, Instant now)
      throws SQLException {
    var wanted =
        versionId == null
            ? new Preconditions(version.etag(), null, null, null)
            : Preconditions.NONE;
    try {
      var deleted = s3.versions().delete(bucket, version.key(), versionId, false, wanted, now);
      s3.tellExpired(bucket, deleted);
    } catch (S3Error e) {
      if (!e.code().equals("PreconditionFailed")
          && !e.code().equals("NoSuchKey")
          && !e.code().equals("AccessDenied")) {
        throw e;
      } // written anew or locked meanwhile: not this version's turn
    }
  }

  private void move(ObjectVersion version, Instant since, List<Transition> transitions, Instant now)
      throws SQLException {
    var reached = new ArrayList<Transition>();
    for (var each : transitions) {
      if (isPast(since, each.days(), now)) {
        reached.add(each);
      }
    }
    var last = reached.stream().max((a, b) -> Integer.compare(a.days(), b.days()));
    if (last.isPresent() && !version.storageClass().equals(last.get().storageClass())) {
      try {
        s3.versions().change(version, current -> current.in(last.get().storageClass()));
      } catch (S3Error e) {
        if (!e.code().equals("NoSuchVersion")) {
          throw e;
        } // deleted meanwhile
      }
    }
  }
}
