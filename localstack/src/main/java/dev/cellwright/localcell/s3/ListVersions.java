package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.s3.Operation.Prepared;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists all versions of a bucket's objects and its delete markers, of each key the newest first.
final class ListVersions {

  private ListVersions() {}

  static Prepared prepare(S3Call call) {
    return new Prepared(List.of(ListObjects.need(call, "s3:ListBucketVersions")), () -> list(call));
  }

  private record Page(
      List<ObjectVersion> versions,
      List<String> prefixes,
      @Nullable String nextKey,
      @Nullable String nextVersionId) {}

  private static S3Answer list(S3Call call) throws Exception {
    var request = call.request();
    ListObjects.checkEncoding(request);
    var most = ListObjects.maxKeys(request, "max-keys");
    var prefix = request.query().getOrDefault("prefix", "");
    var delimiter = request.query().getOrDefault("delimiter", "");
    var page = page(call, prefix, delimiter, most);
    var xml =
        Xml.of("ListVersionsResult")
            .element("Name", call.bucket().name())
            .element("Prefix", ListObjects.written(request, prefix))
            .element("Delimiter", delimiter.isEmpty() ? null : delimiter)
            .element("KeyMarker", request.query().getOrDefault("key-marker", ""))
            .element("VersionIdMarker", request.query().getOrDefault("version-id-marker", ""))
            .element("MaxKeys", most)
            .element("EncodingType", request.parameter("encoding-type"))
            .element("IsTruncated", page.nextKey() != null);
    if (page.nextKey() != null) {
      xml.element("NextKeyMarker", ListObjects.written(request, page.nextKey()))
          .element("NextVersionIdMarker", page.nextVersionId());
    }
    for (var each : page.versions()) {
      var name = each.deleteMarker() ? "DeleteMarker" : "Version";
      xml.open(name)
          .element("Key", ListObjects.written(request, each.key()))
          .element("VersionId", each.versionId())
          .element("IsLatest", each.latest())
          .element("LastModified", ListObjects.time(each.modifiedAt()));
      if (!each.deleteMarker()) {
        xml.element("ETag", each.quotedEtag())
            .element("Size", each.size())
            .element("StorageClass", each.storageClass());
      }
      xml.open("Owner").element("ID", call.s3().owner()).close("Owner").close(name);
    }
    for (var each : page.prefixes()) {
      xml.open("CommonPrefixes")
          .element("Prefix", ListObjects.written(request, each))
          .close("CommonPrefixes");
    }
    return S3Answer.xml(xml);
  }

  private static Page page(S3Call call, String prefix, String delimiter, int most)
      throws SQLException {
    var bucket = call.bucket().name();
    var begin = prefix.getBytes(UTF_8);
    var below = ListObjects.behind(begin);
    var marker = call.request().parameter("key-marker");
    var before = marker == null ? Long.MAX_VALUE : before(call, marker);
    var from = marker == null ? begin : marker.getBytes(UTF_8);
    if (marker != null && !delimiter.isEmpty() && marker.endsWith(delimiter)) {
      from = ListObjects.next(from); // a common prefix, of which nothing is told again
      before = Long.MAX_VALUE;
    }
    if (Arrays.compareUnsigned(from, begin) < 0) {
      from = begin;
      before = Long.MAX_VALUE;
    }
    var versions = new ArrayList<ObjectVersion>();
    var prefixes = new ArrayList<String>();
    String lastKey = null;
    String lastVersion = null;
    while (true) {
      var wanted = most - versions.size() - prefixes.size();
      var rows = call.s3().store().versions(bucket, from, before, below, wanted + 1);
      var folded = false;
      for (var row : rows) {
        if (versions.size() + prefixes.size() == most) {
          return new Page(versions, prefixes, lastKey, lastVersion);
        }
        var common = ListObjects.common(row.key(), prefix, delimiter);
        lastKey = common == null ? row.key() : common;
        lastVersion = common == null ? row.versionId() : null;
        if (common == null) {
          versions.add(row);
          continue;
        }
        prefixes.add(common);
        from = ListObjects.next(common.getBytes(UTF_8));
        before = Long.MAX_VALUE;
        folded = true;
        break;
      }
      if (!folded) {
        return new Page(versions, prefixes, null, null);
      }
    }
  }

  /// Where to go on within the marker's key: behind the version that is named, or behind the key.
  private static long before(S3Call call, String marker) throws SQLException {
    var versionId = call.request().parameter("version-id-marker");
    if (versionId == null || versionId.isEmpty()) {
      return 0;
    }
    var version = call.s3().store().find(call.bucket().name(), marker, versionId);
    if (version == null) {
      throw S3Error.invalidArgument("Invalid version id specified");
    }
    return version.sequence();
  }
}
