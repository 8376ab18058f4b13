package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.s3.Operation.Prepared;
import dev.cellwright.localcell.s3.Versions.Deleted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes one object, or up to a thousand.
final class DeleteObject {
  static final String BYPASS = "x-amz-bypass-governance-retention";
  private static final int MOST = 1000;
  private static final int LARGEST_BODY = 2 * 1024 * 1024;

  private DeleteObject() {}

  static Prepared one(S3Call call) {
    var versionId = call.request().versionId();
    return new Prepared(
        List.of(permission(call, call.key(), versionId)),
        () -> {
          var bypass = bypass(call, call.key());
          var wanted = Preconditions.of(call.request().headers(), "");
          var deleted = delete(call, call.key(), versionId, bypass, wanted);
          return S3Answer.empty(204, headers(call, versionId, deleted));
        });
  }

  private static Need permission(S3Call call, String key, @Nullable String versionId) {
    return need(
        versionId == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", call.bucket().arn(key));
  }

  /// Whether the request asks to bypass GOVERNANCE; who asks has to be allowed to.
  static boolean bypass(S3Call call, String key) {
    if (!"true".equalsIgnoreCase(call.request().header(BYPASS))) {
      return false;
    }
    call.access().check(need("s3:BypassGovernanceRetention", call.bucket().arn(key)));
    return true;
  }

  private static Deleted delete(
      S3Call call, String key, @Nullable String versionId, boolean bypass, Preconditions wanted)
      throws Exception {
    var deleted =
        call.s3().versions().delete(call.bucket(), key, versionId, bypass, wanted, call.s3().now());
    var reason = call.request().key().isEmpty() ? "DeleteObjects" : "DeleteObject";
    switch (deleted) {
      case Deleted.Marked(var marker) ->
          call.s3().tell(call, "ObjectRemoved:DeleteMarkerCreated", reason, marker);
      case Deleted.Gone(var version) ->
          call.s3().tell(call, "ObjectRemoved:Delete", reason, version);
      case Deleted.NothingThere() -> {}
    }
    return deleted;
  }

  private static Map<String, String> headers(
      S3Call call, @Nullable String versionId, Deleted deleted) {
    var headers = new LinkedHashMap<String, String>();
    switch (deleted) {
      case Deleted.Marked(var marker) -> {
        headers.put("x-amz-delete-marker", "true");
        headers.put("x-amz-version-id", marker.versionId());
      }
      case Deleted.Gone(var version) -> {
        if (version.deleteMarker()) {
          headers.put("x-amz-delete-marker", "true");
        }
        headers.putAll(call.versionHeader(version));
      }
      case Deleted.NothingThere() -> {
        if (versionId != null) {
          headers.put("x-amz-version-id", versionId);
        }
      }
    }
    return headers;
  }

  /// Several at once. Permissions are asked key by key, and each key has its own ending.
  static Prepared several(S3Call call) {
    return new Prepared(List.of(), () -> deleteAll(call));
  }

  private record Doomed(String key, @Nullable String versionId, @Nullable String etag) {}

  private static S3Answer deleteAll(S3Call call) throws Exception {
    var known = Set.of("Quiet", "Object");
    var root = Xml.read(call.smallBody(LARGEST_BODY, true), "Delete");
    var quiet = "true".equals(Xml.text(root, "Quiet", known));
    var members = Set.of("Key", "VersionId", "ETag");
    var doomed = new ArrayList<Doomed>();
    for (var each : Xml.children(root, "Object", known)) {
      var key = Xml.required(each, "Key", members);
      S3Request.checkKey(key);
      doomed.add(
          new Doomed(key, Xml.text(each, "VersionId", members), Xml.text(each, "ETag", members)));
    }
    if (doomed.isEmpty() || doomed.size() > MOST) {
      throw S3Error.malformedXml();
    }
    var xml = Xml.of("DeleteResult");
    for (var each : doomed) {
      deleteOne(call, each, quiet, xml);
    }
    return S3Answer.xml(xml);
  }

  private static void deleteOne(S3Call call, Doomed doomed, boolean quiet, Xml xml)
      throws Exception {
    try {
      call.access().check(permission(call, doomed.key(), doomed.versionId()));
      var wanted = new HashMap<String, String>();
      if (doomed.etag() != null) {
        wanted.put("if-match", doomed.etag());
      }
      var deleted =
          delete(
              call,
              doomed.key(),
              doomed.versionId(),
              bypass(call, doomed.key()),
              Preconditions.of(wanted, ""));
      if (!quiet) {
        xml.open("Deleted").element("Key", doomed.key()).element("VersionId", doomed.versionId());
        switch (deleted) {
          case Deleted.Marked(var marker) ->
              xml.element("DeleteMarker", true)
                  .element("DeleteMarkerVersionId", marker.versionId());
          case Deleted.Gone(var version) -> {
            if (version.deleteMarker()) {
              xml.element("DeleteMarker", true)
                  .element("DeleteMarkerVersionId", version.versionId());
            }
          }
          case Deleted.NothingThere() -> {}
        }
        xml.close("Deleted");
      }
    } catch (S3Error e) {
      xml.open("Error")
          .element("Key", doomed.key())
          .element("VersionId", doomed.versionId())
          .element("Code", e.code())
          .element("Message", e.getMessage())
          .close("Error");
    }
  }
}
