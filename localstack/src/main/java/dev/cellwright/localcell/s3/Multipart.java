package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.s3.Operation.Prepared;
import dev.cellwright.localcell.s3.UploadStore.Part;
import dev.cellwright.localcell.s3.UploadStore.Upload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Uploads in parts: begin, add, list, give up. [CompleteUpload] makes the object.
final class Multipart {
  static final String ALGORITHM = "x-amz-checksum-algorithm";
  static final String TYPE = "x-amz-checksum-type";
  private static final int MOST_PARTS = 10_000;

  private Multipart() {}

  static Prepared create(S3Call call) {
    var draft = Draft.of(call.s3(), call.bucket(), call.key(), call.request().headers());
    var headers = new LinkedHashMap<String, String>();
    call.request()
        .headers()
        .forEach((name, value) -> {
          if (isKept(name)) {
            headers.put(name, value);
          }
        });
    var algorithm = headers.get(ALGORITHM);
    if (algorithm != null) {
      var whole = Checksum.named(algorithm).isOfWholeObjectByDefault();
      headers.putIfAbsent(TYPE, whole ? "FULL_OBJECT" : "COMPOSITE");
    }
    return new Prepared(draft.needs(), () -> begin(call, draft, headers));
  }

  private static boolean isKept(String name) {
    return Draft.KNOWN.contains(name)
        || name.startsWith(Draft.META)
        || name.startsWith("content-") && !name.equals("content-length")
        || name.equals("cache-control")
        || name.equals("expires")
        || name.equals(ALGORITHM)
        || name.equals(TYPE);
  }

  private static S3Answer begin(S3Call call, Draft draft, Map<String, String> headers)
      throws SQLException {
    var upload =
        new Upload(
            Ids.upload(),
            call.bucket().name(),
            call.key(),
            call.s3().now(),
            call.access().caller().roleArn(),
            headers);
    call.s3().uploads().begin(upload);
    var answered = new LinkedHashMap<>(Draft.encryptionOf(draft.headers()));
    for (var name : List.of(ALGORITHM, TYPE)) {
      if (headers.containsKey(name)) {
        answered.put(name, headers.getOrDefault(name, ""));
      }
    }
    return S3Answer.xml(
        200,
        answered,
        Xml.of("InitiateMultipartUploadResult")
            .element("Bucket", call.bucket().name())
            .element("Key", call.key())
            .element("UploadId", upload.id()));
  }

  static Prepared uploadPart(S3Call call) {
    PutObject.checkLength(call.request(), PutObject.LARGEST);
    return new Prepared(List.of(need("s3:PutObject", call.arn())), () -> receivePart(call));
  }

  private static S3Answer receivePart(S3Call call) throws Exception {
    var number = partNumber(call.request());
    var upload = call.s3().store().database().transact(connection -> hold(call, connection));
    var received = PutObject.receive(call, call.request(), PutObject.LARGEST);
    var headers =
        Draft.encryptionOf(
            Draft.of(call.s3(), call.bucket(), call.key(), upload.headers()).headers());
    var etag =
        "aws:kms".equals(headers.get(BucketSettings.ALGORITHM))
            ? Ids.hex(16)
            : Crypto.hex(received.sums().md5());
    var part =
        new Part(
            number,
            received.piece(),
            etag,
            received.sums().md5(),
            PutObject.byElement(received.sums().checksums()),
            call.s3().now());
    keep(call, part);
    var answered = new LinkedHashMap<>(headers);
    answered.put("ETag", '"' + etag + '"');
    received.sums().checksums().forEach((each, value) -> answered.put(each.header(), value));
    return S3Answer.empty(200, answered);
  }

  private static void keep(S3Call call, Part part) throws SQLException {
    try {
      var earlier =
          call.s3()
              .store()
              .database()
              .transact(connection -> {
                var upload = hold(call, connection);
                return call.s3().uploads().put(connection, upload.id(), part);
              });
      call.s3().files().delete(earlier.stream().map(Part::piece).toList());
    } catch (SQLException | RuntimeException e) {
      call.s3().files().delete(List.of(part.piece()));
      throw e;
    }
  }

  static int partNumber(S3Request request) {
    var text = request.query().getOrDefault("partNumber", "");
    if (text.matches("\\d{1,5}")) {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PARTS) {
        return number;
      }
    }
    throw S3Error.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
  }

  /// The upload that the request names, held until the transaction ends.
  static Upload hold(S3Call call, Connection connection) throws SQLException {
    var id = call.request().query().getOrDefault("uploadId", "");
    var upload = call.s3().uploads().hold(connection, call.bucket().name(), call.key(), id);
    if (upload == null) {
      throw S3Error.noSuchUpload();
    }
    return upload;
  }

  static Prepared abort(S3Call call) {
    return new Prepared(
        List.of(need("s3:AbortMultipartUpload", call.arn())),
        () -> {
          var gone =
              call.s3()
                  .store()
                  .database()
                  .transact(connection -> {
                    var upload = hold(call, connection);
                    var parts = call.s3().uploads().parts(connection, upload.id());
                    call.s3().uploads().end(connection, upload.id());
                    return parts;
                  });
          call.s3().files().delete(gone.stream().map(Part::piece).toList());
          return S3Answer.empty(204, Map.of());
        });
  }

  static Prepared listParts(S3Call call) {
    return new Prepared(
        List.of(need("s3:ListMultipartUploadParts", call.arn())), () -> partsOf(call));
  }

  private static S3Answer partsOf(S3Call call) throws SQLException {
    var request = call.request();
    var most = ListObjects.maxKeys(request, "max-parts");
    var marker = ListObjects.maxMarker(request.parameter("part-number-marker"));
    var parts = new ArrayList<Part>();
    call.s3()
        .store()
        .database()
        .transact(connection ->
            parts.addAll(call.s3().uploads().parts(connection, hold(call, connection).id())));
    parts.removeIf(each -> each.number() <= marker);
    var page = parts.subList(0, Math.min(most, parts.size()));
    var xml =
        Xml.of("ListPartsResult")
            .element("Bucket", call.bucket().name())
            .element("Key", call.key())
            .element("UploadId", request.parameter("uploadId"))
            .element("PartNumberMarker", marker)
            .element("NextPartNumberMarker", page.isEmpty() ? 0 : page.getLast().number())
            .element("MaxParts", most)
            .element("IsTruncated", page.size() < parts.size());
    for (var part : page) {
      xml.open("Part")
          .element("PartNumber", part.number())
          .element("LastModified", ListObjects.time(part.modifiedAt()))
          .element("ETag", '"' + part.etag() + '"')
          .element("Size", part.piece().size());
      part.checksums().forEach(xml::element);
      xml.close("Part");
    }
    return S3Answer.xml(xml);
  }

  static Prepared listUploads(S3Call call) {
    return new Prepared(
        List.of(need("s3:ListBucketMultipartUploads", call.bucket().arn())),
        () -> {
          var prefix = call.request().query().getOrDefault("prefix", "");
          var uploads =
              call.s3().uploads().all(call.bucket().name()).stream()
                  .filter(each -> each.key().startsWith(prefix))
                  .toList();
          if (uploads.size() > ListObjects.MOST) {
            throw S3Error.notImplemented("more than 1,000 unfinished uploads in one list");
          }
          var xml =
              Xml.of("ListMultipartUploadsResult")
                  .element("Bucket", call.bucket().name())
                  .element("MaxUploads", ListObjects.MOST)
                  .element("EncodingType", call.request().parameter("encoding-type"))
                  .element("IsTruncated", false);
          for (var each : uploads) {
            xml.open("Upload")
                .element("Key", ListObjects.written(call.request(), each.key()))
                .element("UploadId", each.id())
                .element("Initiated", ListObjects.time(each.startedAt()))
                .close("Upload");
          }
          return S3Answer.xml(xml);
        });
  }
}
