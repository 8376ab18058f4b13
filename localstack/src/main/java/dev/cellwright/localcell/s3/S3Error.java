package dev.cellwright.localcell.s3;

import java.util.Map;

/// An error that S3 itself would answer: its code, its status, its message, and headers beside it.
final class S3Error extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;
  private final transient Map<String, String> headers;

  S3Error(String code, int status, String message) {
    this(code, status, message, Map.of());
  }

  S3Error(String code, int status, String message, Map<String, String> headers) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }

  static S3Error accessDenied() {
    return accessDenied("Access Denied");
  }

  static S3Error accessDenied(String message) {
    return new S3Error("AccessDenied", 403, message);
  }

  static S3Error locked() {
    return accessDenied("Access Denied because object protected by object lock.");
  }

  static S3Error noSuchKey() {
    return new S3Error("NoSuchKey", 404, "The specified key does not exist.");
  }

  static S3Error noSuchVersion() {
    return new S3Error("NoSuchVersion", 404, "The specified version does not exist.");
  }

  static S3Error noSuchBucket() {
    return new S3Error("NoSuchBucket", 404, "The specified bucket does not exist");
  }

  static S3Error noSuchUpload() {
    return new S3Error(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.");
  }

  static S3Error preconditionFailed() {
    return new S3Error(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
  }

  static S3Error invalidArgument(String message) {
    return new S3Error("InvalidArgument", 400, message);
  }

  static S3Error invalidRequest(String message) {
    return new S3Error("InvalidRequest", 400, message);
  }

  static S3Error malformedXml() {
    return new S3Error(
        "MalformedXML",
        400,
        "The XML you provided was not well-formed or did not validate against our published schema");
  }

  /// What AWS may have and this cell has not: refused aloud.
  static S3Error notImplemented(String what) {
    return new S3Error("NotImplemented", 501, "the local cell's S3 does not know " + what);
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
