package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.s3.Operation.Prepared;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Object Lock: what a bucket retains by default, how long a version is retained, legal holds.
final class Locks {
  private static final int LARGEST_BODY = 8 * 1024;

  private Locks() {}

  static Prepared configuration(S3Call call) {
    return new Prepared(
        List.of(need("s3:GetBucketObjectLockConfiguration", call.bucket().arn())),
        () -> {
          var settings = call.bucket().settings();
          if (!settings.objectLock()) {
            throw new S3Error(
                "ObjectLockConfigurationNotFoundError",
                404,
                "Object Lock configuration does not exist for this bucket");
          }
          var xml = Xml.of("ObjectLockConfiguration").element("ObjectLockEnabled", "Enabled");
          var given = settings.defaultRetention();
          if (given != null) {
            var years = given.period().getYears();
            xml.open("Rule").open("DefaultRetention").element("Mode", given.mode());
            xml.element(years > 0 ? "Years" : "Days", years > 0 ? years : given.period().getDays());
            xml.close("DefaultRetention").close("Rule");
          }
          return S3Answer.xml(xml);
        });
  }

  static Prepared getRetention(S3Call call) {
    return new Prepared(
        List.of(need("s3:GetObjectRetention", call.arn())),
        () -> {
          Draft.requireLock(call.bucket());
          var retention = call.found().retention();
          if (retention == null) {
            throw none();
          }
          return S3Answer.xml(
              Xml.of("Retention")
                  .element("Mode", retention.mode())
                  .element("RetainUntilDate", retention.until()));
        });
  }

  private static S3Error none() {
    return new S3Error(
        "NoSuchObjectLockConfiguration",
        404,
        "The specified object does not have a ObjectLock configuration");
  }

  static Prepared putRetention(S3Call call) {
    return new Prepared(
        List.of(need("s3:PutObjectRetention", call.arn())),
        () -> {
          Draft.requireLock(call.bucket());
          var wanted = retention(call);
          var bypass = DeleteObject.bypass(call, call.key());
          var version = call.found();
          call.s3()
              .versions()
              .change(
                  version,
                  current -> {
                    checkChange(current.retention(), wanted, bypass, call);
                    return current.with(wanted, current.legalHold());
                  });
          return S3Answer.empty(200, call.versionHeader(version));
        });
  }

  private static @Nullable Retention retention(S3Call call) throws Exception {
    var known = Set.of("Mode", "RetainUntilDate");
    var root = Xml.read(call.smallBody(LARGEST_BODY, true), "Retention");
    var mode = Xml.text(root, "Mode", known);
    var until = Xml.text(root, "RetainUntilDate", known);
    if (mode == null && until == null) {
      return null;
    }
    if (mode == null || until == null) {
      throw S3Error.malformedXml();
    }
    return Draft.retention(mode, until, call.s3().now());
  }

  /// COMPLIANCE only ever grows. GOVERNANCE is loosened only by who may bypass it.
  private static void checkChange(
      @Nullable Retention current, @Nullable Retention wanted, boolean bypass, S3Call call) {
    if (current == null || current.isOver(call.s3().now())) {
      return;
    }
    var grows =
        wanted != null
            && !wanted.until().isBefore(current.until())
            && (wanted.mode() == current.mode() || wanted.mode() == Retention.Mode.COMPLIANCE);
    if (!grows && !(bypass && current.mode() == Retention.Mode.GOVERNANCE)) {
      throw S3Error.locked();
    }
  }

  static Prepared getLegalHold(S3Call call) {
    return new Prepared(
        List.of(need("s3:GetObjectLegalHold", call.arn())),
        () -> {
          Draft.requireLock(call.bucket());
          var held = call.found().legalHold();
          return S3Answer.xml(Xml.of("LegalHold").element("Status", held ? "ON" : "OFF"));
        });
  }

  static Prepared putLegalHold(S3Call call) {
    return new Prepared(
        List.of(need("s3:PutObjectLegalHold", call.arn())),
        () -> {
          Draft.requireLock(call.bucket());
          var root = Xml.read(call.smallBody(LARGEST_BODY, true), "LegalHold");
          var status = Xml.required(root, "Status", Set.of("Status"));
          if (!status.equals("ON") && !status.equals("OFF")) {
            throw S3Error.malformedXml();
          }
          var version = call.found();
          call.s3()
              .versions()
              .change(version, current -> current.with(current.retention(), status.equals("ON")));
          return S3Answer.empty(200, call.versionHeader(version));
        });
  }
}
