package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.Operation.need;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request whose signature was right, at a bucket that exists.
record S3Call(
    Buckets s3, S3Request request, SignedBody body, Bucket bucket, Access access, String id) {

  String key() {
    return request.key();
  }

  /// The object's ARN.
  String arn() {
    return bucket.arn(key());
  }

  /// A permission at the object whose name differs where a version is named.
  Need versioned(String action) {
    var named = request.versionId() != null;
    return need("s3:" + (named ? action.replace("Object", "ObjectVersion") : action), arn());
  }

  /// A whole body that is known to be small, verified.
  byte[] smallBody(int largest, boolean mustBeSummed) throws IOException {
    var integrity = new Integrity(request);
    if (mustBeSummed && !integrity.isSent()) {
      throw S3Error.invalidRequest("Missing required header for this request: Content-MD5");
    }
    var whole = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    for (var read = body.read(buffer, 0, 8192); read >= 0; read = body.read(buffer, 0, 8192)) {
      integrity.update(buffer, 0, read);
      whole.write(buffer, 0, read);
      if (whole.size() > largest) {
        throw new S3Error("MaxMessageLengthExceeded", 400, "Your request was too big.");
      }
    }
    integrity.finish(body.trailers());
    return whole.toByteArray();
  }

  /// The error for an object that is not there. Who may not list is not told that it isn't.
  S3Error missing(@Nullable String versionId) {
    if (!access.may("s3:ListBucket", bucket.arn())) {
      return S3Error.accessDenied(
          "User: %s is not authorized to perform: s3:ListBucket on resource: \"%s\""
              .formatted(access.caller().roleArn(), bucket.arn()));
    }
    return versionId == null ? S3Error.noSuchKey() : S3Error.noSuchVersion();
  }

  /// The object version that the request names, or its error.
  ObjectVersion found() throws Exception {
    var version = s3.store().find(bucket.name(), key(), request.versionId());
    if (version == null) {
      throw missing(request.versionId());
    }
    if (version.deleteMarker()) {
      var headers = new LinkedHashMap<String, String>();
      headers.put("x-amz-delete-marker", "true");
      headers.put("x-amz-version-id", version.versionId());
      if (request.versionId() != null) {
        headers.put("Allow", "DELETE");
        throw new S3Error(
            "MethodNotAllowed",
            405,
            "The specified method is not allowed against this resource.",
            headers);
      }
      var missing = missing(null);
      throw new S3Error(
          missing.code(), missing.status(), String.valueOf(missing.getMessage()), headers);
    }
    return version;
  }

  /// The version header, where the bucket has versions.
  Map<String, String> versionHeader(ObjectVersion version) {
    return bucket.hasVersionIds() ? Map.of("x-amz-version-id", version.versionId()) : Map.of();
  }
}
