package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.TestingS3.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.contract.LocalContract;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/// Versions and what keeps them.
class LocksTest {

  @Test
  void keepsVersionsAndMarksDeletions() {
    var cell = TestingS3.bucket(BucketSettings.plain().versioned());
    var s3 = cell.s3;
    var first = cell.put("doc", "one").versionId();
    var second = cell.put("doc", "two").versionId();

    var deleted = s3.deleteObject(delete -> delete.bucket(cell.bucket).key("doc"));

    assertThat(deleted.deleteMarker()).isTrue();
    assertRefused("NoSuchKey", 404, () -> cell.get("doc"));
    assertThat(version(cell, "doc", first)).isEqualTo("one");
    assertRefused("MethodNotAllowed", 405, () -> version(cell, "doc", deleted.versionId()));
    var listed = s3.listObjectVersions(list -> list.bucket(cell.bucket));
    assertThat(listed.versions())
        .extracting(each -> each.versionId())
        .containsExactly(second, first);
    assertThat(listed.deleteMarkers()).extracting(each -> each.isLatest()).containsExactly(true);
    s3.deleteObject(delete -> delete.bucket(cell.bucket).key("doc").versionId(deleted.versionId()));
    assertThat(cell.get("doc")).isEqualTo("two");
    s3.deleteObject(delete -> delete.bucket(cell.bucket).key("doc").versionId(second));
    assertThat(cell.get("doc")).isEqualTo("one");
  }

  @Test
  void listsVersionsInPages() {
    var cell = TestingS3.bucket(BucketSettings.plain().versioned());
    for (var i = 0; i < 7; i++) {
      cell.put("a", "a" + i);
      cell.put("b/" + i, "b");
    }

    var all =
        cell.s3.listObjectVersionsPaginator(list -> list.bucket(cell.bucket).maxKeys(3)).versions();
    var folded =
        cell.s3.listObjectVersions(list -> list.bucket(cell.bucket).delimiter("/").maxKeys(8));

    assertThat(all).hasSize(14);
    assertThat(all.stream().filter(each -> each.key().equals("a"))).hasSize(7);
    assertThat(folded.commonPrefixes()).extracting(each -> each.prefix()).containsExactly("b/");
    assertThat(folded.isTruncated()).isFalse();
  }

  @Test
  void nobodyDeletesWhatComplianceRetains() {
    var cell = locked(Retention.Mode.COMPLIANCE);
    var version = cell.put("record", "kept").versionId();
    var until = retainedUntil(cell.s3, cell.bucket);

    assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(29)));
    assertRefused("AccessDenied", 403, () -> delete(cell.s3, cell.bucket, version, true));
    assertRefused(
        "AccessDenied",
        403,
        () ->
            retain(
                cell.s3,
                cell.bucket,
                ObjectLockMode.COMPLIANCE,
                until.minus(1, ChronoUnit.DAYS),
                true));
    assertRefused(
        "AccessDenied",
        403,
        () -> retain(cell.s3, cell.bucket, ObjectLockMode.GOVERNANCE, until, true));
    retain(cell.s3, cell.bucket, ObjectLockMode.COMPLIANCE, until.plus(1, ChronoUnit.DAYS), false);
    assertThat(cell.get("record")).isEqualTo("kept");
  }

  @Test
  void governanceGivesWayToWhoMayBypassItAndSaysSo() {
    var cell = locked(Retention.Mode.GOVERNANCE);
    var version = cell.put("record", "kept").versionId();
    var clerk = cell.clientWho("s3:DeleteObjectVersion", "s3:DeleteObject");

    assertRefused("AccessDenied", 403, () -> delete(cell.s3, cell.bucket, version, false));
    assertRefused("AccessDenied", 403, () -> delete(clerk, cell.bucket, version, true));
    delete(cell.s3, cell.bucket, version, true);

    assertRefused("NoSuchKey", 404, () -> cell.get("record"));
  }

  @Test
  void aMarkerHidesALockedVersionAndRetentionEndsByTheCellsClock() {
    var cell = locked(Retention.Mode.COMPLIANCE);
    var version = cell.put("record", "kept").versionId();

    cell.s3.deleteObject(delete -> delete.bucket(cell.bucket).key("record"));
    assertThat(version(cell, "record", version)).isEqualTo("kept");
    cell.aws.advance(Duration.ofDays(31));
    delete(cell.s3, cell.bucket, version, false);

    assertRefused("NoSuchVersion", 404, () -> version(cell, "record", version));
  }

  @Test
  void aLegalHoldHoldsWhoeverBypasses() {
    var cell = TestingS3.bucket(BucketSettings.plain().locked(null));
    var version = cell.put("record", "kept").versionId();

    hold(cell, ObjectLockLegalHoldStatus.ON);
    assertRefused("AccessDenied", 403, () -> delete(cell.s3, cell.bucket, version, true));
    assertThat(
            cell.s3
                .getObjectLegalHold(get -> get.bucket(cell.bucket).key("record"))
                .legalHold()
                .status())
        .isEqualTo(ObjectLockLegalHoldStatus.ON);
    hold(cell, ObjectLockLegalHoldStatus.OFF);
    delete(cell.s3, cell.bucket, version, false);

    assertRefused("NoSuchKey", 404, () -> cell.get("record"));
  }

  private static void hold(TestingS3 cell, ObjectLockLegalHoldStatus status) {
    cell.s3.putObjectLegalHold(
        put -> put.bucket(cell.bucket).key("record").legalHold(hold -> hold.status(status)));
  }

  @Test
  @LocalContract
  void tellsOfTheBucketsLock() {
    var cell = locked(Retention.Mode.GOVERNANCE);

    var told = cell.s3.getObjectLockConfiguration(get -> get.bucket(cell.bucket));

    assertThat(told.objectLockConfiguration().rule().defaultRetention().days()).isEqualTo(30);
    var plain = TestingS3.plain();
    assertRefused(
        "ObjectLockConfigurationNotFoundError",
        404,
        () -> plain.s3.getObjectLockConfiguration(get -> get.bucket(plain.bucket)));
    assertRefused(
        "InvalidRequest",
        400,
        () ->
            plain.s3.putObject(
                put ->
                    put.bucket(plain.bucket)
                        .key("x")
                        .objectLockMode(ObjectLockMode.GOVERNANCE)
                        .objectLockRetainUntilDate(Instant.now().plus(400, ChronoUnit.DAYS)),
                RequestBody.empty()));
  }

  private static TestingS3 locked(Retention.Mode mode) {
    return TestingS3.bucket(
        BucketSettings.plain().locked(new Retention.Default(mode, Period.ofDays(30))));
  }

  private static Instant retainedUntil(S3Client s3, String bucket) {
    return s3.getObjectRetention(get -> get.bucket(bucket).key("record"))
        .retention()
        .retainUntilDate();
  }

  private static void retain(
      S3Client s3, String bucket, ObjectLockMode mode, Instant until, boolean bypass) {
    s3.putObjectRetention(put ->
        put.bucket(bucket)
            .key("record")
            .bypassGovernanceRetention(bypass)
            .retention(retention -> retention.mode(mode.toString()).retainUntilDate(until)));
  }

  private static void delete(S3Client s3, String bucket, String version, boolean bypass) {
    s3.deleteObject(delete ->
        delete
            .bucket(bucket)
            .key("record")
            .versionId(version)
            .bypassGovernanceRetention(bypass ? true : null));
  }

  private static String version(TestingS3 cell, String key, String version) {
    return cell.s3
        .getObjectAsBytes(get -> get.bucket(cell.bucket).key(key).versionId(version))
        .asUtf8String();
  }
}
