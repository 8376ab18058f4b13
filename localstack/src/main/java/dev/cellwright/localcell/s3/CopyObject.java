package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.s3.Operation.Prepared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copies an object, within the cell: its content always, its metadata and tags unless they are
/// given anew.
final class CopyObject {
  static final String SOURCE = "x-amz-copy-source";

  private CopyObject() {}

  static Prepared prepare(S3Call call) throws Exception {
    var source = Source.of(call);
    var version = source.version();
    var headers = new LinkedHashMap<>(call.request().headers());
    var needs = new ArrayList<>(source.needs());
    var replacesMetadata = directive(headers, "x-amz-metadata-directive");
    if (!replacesMetadata) {
      headers.keySet().removeIf(CopyObject::isMetadata);
      version
          .details()
          .headers()
          .forEach((name, value) -> {
            if (isMetadata(name)) {
              headers.put(name, value);
            }
          });
    }
    var replacesTags = directive(headers, "x-amz-tagging-directive");
    if (!replacesTags) {
      headers.remove("x-amz-tagging");
    }
    var draft = Draft.of(call.s3(), call.bucket(), call.key(), headers);
    needs.addAll(draft.needs());
    var changes = replacesMetadata || !draft.storageClass().equals(version.storageClass());
    if (source.bucket().name().equals(call.bucket().name())
        && version.key().equals(call.key())
        && version.latest()
        && !changes
        && !call.request().headers().containsKey(BucketSettings.ALGORITHM)) {
      throw S3Error.invalidRequest(
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class or encryption attributes.");
    }
    if (!replacesTags && !version.details().tags().isEmpty()) {
      needs.add(need("s3:GetObjectTagging", source.bucket().arn(version.key())));
      needs.add(need("s3:PutObjectTagging", call.arn()));
    }
    var complete = replacesTags ? draft : withTags(draft, version.details().tags());
    return new Prepared(needs, () -> copy(call, source, complete));
  }

  private static boolean directive(Map<String, String> headers, String name) {
    return switch (headers.getOrDefault(name, "COPY")) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default -> throw S3Error.invalidArgument("Unknown directive in " + name);
    };
  }

  private static boolean isMetadata(String header) {
    return header.startsWith(Draft.META)
        || header.startsWith("content-") && !header.equals("content-length")
        || header.equals("cache-control")
        || header.equals("expires");
  }

  private static Draft withTags(Draft draft, Map<String, String> tags) {
    return new Draft(
        draft.headers(),
        tags,
        draft.storageClass(),
        draft.retention(),
        draft.legalHold(),
        draft.needs());
  }

  /// What is copied. Its permission is asked with the source's bucket.
  record Source(Bucket bucket, ObjectVersion version, List<Need> needs) {

    static Source of(S3Call call) throws Exception {
      var header = call.request().header(SOURCE, "");
      var question = header.indexOf("?versionId=");
      var versionId =
          question < 0 ? null : Escapes.decode(header.substring(question + "?versionId=".length()));
      var path = Escapes.decode(question < 0 ? header : header.substring(0, question));
      var bare = path.startsWith("/") ? path.substring(1) : path;
      var slash = bare.indexOf('/');
      if (slash < 1 || slash == bare.length() - 1) {
        throw S3Error.invalidArgument("Copy Source must mention the source bucket and key");
      }
      var bucket = call.s3().bucket(bare.substring(0, slash));
      var key = bare.substring(slash + 1);
      var access = call.access().at(bucket);
      access.check(
          need(versionId == null ? "s3:GetObject" : "s3:GetObjectVersion", bucket.arn(key)));
      var version = call.s3().store().find(bucket.name(), key, versionId);
      if (version == null || version.deleteMarker()) {
        if (!access.may("s3:ListBucket", bucket.arn())) {
          throw S3Error.accessDenied();
        }
        throw versionId == null ? S3Error.noSuchKey() : S3Error.noSuchVersion();
      }
      if (version.isFrozen()) {
        throw GetObject.frozen();
      }
      Preconditions.of(call.request().headers(), "x-amz-copy-source-").checkRead(version, true);
      return new Source(bucket, version, GetObject.decryption(call.s3(), bucket, version));
    }
  }

  private static S3Answer copy(S3Call call, Source source, Draft draft) throws Exception {
    var version = source.version();
    if (version.size() > PutObject.LARGEST) {
      throw S3Error.invalidRequest("The specified copy source is larger than 5 GiB");
    }
    PutObject.Received received;
    try (var reader = call.s3().files().read(version.details().pieces())) {
      var integrity = new Integrity(call.request(), Checksum.CRC64NVME);
      var piece = call.s3().files().write(reader.stream(), integrity, PutObject.LARGEST);
      received = new PutObject.Received(piece, integrity.finish(Map.of()));
    }
    var preconditions = Preconditions.of(call.request().headers(), "");
    var written = PutObject.write(call, draft, received, preconditions, _ -> {});
    call.s3().tell(call, "ObjectCreated:Copy", "CopyObject", written);
    var headers = new LinkedHashMap<String, String>();
    headers.putAll(call.versionHeader(written));
    headers.putAll(Draft.encryptionOf(written.details().headers()));
    if (source.bucket().hasVersionIds()) {
      headers.put("x-amz-copy-source-version-id", version.versionId());
    }
    var xml =
        Xml.of("CopyObjectResult")
            .element("LastModified", ListObjects.time(written.modifiedAt()))
            .element("ETag", written.quotedEtag());
    written.details().checksums().forEach(xml::element);
    return S3Answer.xml(200, headers, xml);
  }
}
