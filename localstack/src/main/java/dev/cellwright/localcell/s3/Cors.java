package dev.cellwright.localcell.s3;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What browsers ask before they let a page of another origin call a bucket.
final class Cors {

  private Cors() {}

  /// Answers `OPTIONS`. Nobody signs it.
  static S3Answer preflight(Buckets s3, S3Request request) {
    var origin = request.header("origin");
    var method = request.header("access-control-request-method");
    if (origin == null || method == null) {
      throw new S3Error(
          "BadRequest", 400, "Insufficient information. Origin request header needed.");
    }
    var asked = request.header("access-control-request-headers", "");
    var headers = Arrays.stream(asked.split(",")).filter(each -> !each.isBlank()).toList();
    for (var rule : s3.bucket(request.bucket()).settings().cors()) {
      if (rule.allows(origin, method) && headers.stream().allMatch(rule::allowsHeader)) {
        var answered = headers(rule, origin);
        if (!asked.isEmpty()) {
          answered.put("Access-Control-Allow-Headers", asked);
        }
        return S3Answer.empty(200, answered);
      }
    }
    throw new S3Error("AccessForbidden", 403, "CORSResponse: This CORS request is not allowed.");
  }

  /// What is added to the answer of a request that a page of another origin made.
  static Map<String, String> headersFor(Bucket bucket, S3Request request) {
    var origin = request.header("origin");
    if (origin != null) {
      for (var rule : bucket.settings().cors()) {
        if (rule.allows(origin, request.method())) {
          return headers(rule, origin);
        }
      }
    }
    return Map.of();
  }

  private static Map<String, String> headers(CorsRule rule, String origin) {
    var headers = new LinkedHashMap<String, String>();
    var any = rule.origins().contains("*");
    headers.put("Access-Control-Allow-Origin", any ? "*" : origin);
    if (!any) {
      headers.put("Access-Control-Allow-Credentials", "true");
    }
    headers.put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
    if (!rule.exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
    }
    var age = rule.maxAgeSeconds();
    if (age != null) {
      headers.put("Access-Control-Max-Age", String.valueOf(age));
    }
    headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    return headers;
  }
}
