package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.s3.Operation.Prepared;
import java.util.List;
import java.util.Map;

/// Reads, replaces and removes the tags of an object.
final class Tagging {
  private static final int LARGEST_BODY = 64 * 1024;

  private Tagging() {}

  static Prepared get(S3Call call) {
    return new Prepared(
        List.of(call.versioned("GetObjectTagging")),
        () -> {
          var version = call.found();
          return S3Answer.xml(200, call.versionHeader(version), Tags.xml(version.details().tags()));
        });
  }

  static Prepared put(S3Call call) {
    return new Prepared(
        List.of(call.versioned("PutObjectTagging")),
        () -> change(call, Tags.ofXml(call.smallBody(LARGEST_BODY, true)), 200));
  }

  static Prepared delete(S3Call call) {
    return new Prepared(
        List.of(call.versioned("DeleteObjectTagging")), () -> change(call, Map.of(), 204));
  }

  private static S3Answer change(S3Call call, Map<String, String> tags, int status)
      throws Exception {
    var version = call.found();
    call.s3().versions().change(version, current -> current.with(current.details().withTags(tags)));
    return S3Answer.empty(status, call.versionHeader(version));
  }
}
