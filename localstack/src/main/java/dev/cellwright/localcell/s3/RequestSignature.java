package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.iam.Caller;
import dev.cellwright.localcell.iam.Callers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Signature Version 4 of a request to S3, in its header or in its query.
///
/// S3 differs from the other services: the path is escaped once, the payload may be signed in
/// chunks or not at all, and every `x-amz-` header has to be signed.
///
/// @param expires how long a presigned URL is valid; null for a signature in the header
record RequestSignature(
    String accessKeyId,
    String date,
    String region,
    String time,
    @Nullable Duration expires,
    @Nullable String token,
    List<String> signedHeaders,
    String value) {

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final long LONGEST_EXPIRY_SECONDS = 604_800;
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/, ]+)/(\\d{8})/([^/, ]+)/s3/aws4_request, *"
              + "SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})");
  private static final Pattern CREDENTIAL =
      Pattern.compile("([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request");

  /// The signature of a request; null where it has none.
  static @Nullable RequestSignature of(S3Request request) {
    var authorization = request.header("authorization");
    if (authorization == null) {
      return request.query().containsKey("X-Amz-Signature") ? inQuery(request) : null;
    }
    var matcher = AUTHORIZATION.matcher(authorization);
    if (!matcher.matches()) {
      throw new S3Error(
          "AuthorizationHeaderMalformed", 400, "The authorization header is malformed");
    }
    return new RequestSignature(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3),
        request.header("x-amz-date", ""),
        null,
        request.header("x-amz-security-token"),
        List.of(matcher.group(4).split(";", -1)),
        matcher.group(5));
  }

  private static RequestSignature inQuery(S3Request request) {
    var credential = CREDENTIAL.matcher(parameter(request, "X-Amz-Credential"));
    if (!parameter(request, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")
        || !credential.matches()) {
      throw malformedQuery("Query-string authentication needs AWS4-HMAC-SHA256 and a credential");
    }
    return new RequestSignature(
        credential.group(1),
        credential.group(2),
        credential.group(3),
        parameter(request, "X-Amz-Date"),
        expiry(parameter(request, "X-Amz-Expires")),
        request.parameter("X-Amz-Security-Token"),
        List.of(parameter(request, "X-Amz-SignedHeaders").split(";", -1)),
        parameter(request, "X-Amz-Signature"));
  }

  private static String parameter(S3Request request, String name) {
    var text = request.parameter(name);
    if (text == null) {
      throw malformedQuery("Query-string authentication requires the parameter " + name);
    }
    return text;
  }

  private static Duration expiry(String seconds) {
    try {
      var count = Long.parseLong(seconds);
      if (count > 0 && count <= LONGEST_EXPIRY_SECONDS) {
        return Duration.ofSeconds(count);
      }
    } catch (NumberFormatException _) {
      // answered below, like a number out of range
    }
    throw malformedQuery("X-Amz-Expires must be a number from 1 to " + LONGEST_EXPIRY_SECONDS);
  }

  private static S3Error malformedQuery(String message) {
    return new S3Error("AuthorizationQueryParametersError", 400, message);
  }

  boolean isPresigned() {
    return expires != null;
  }

  /// Finds who signed and checks the signature as of the real time, or throws what S3 answers.
  Caller verify(S3Request request, Callers callers, String ourRegion, Instant now) {
    var caller = caller(callers, accessKeyId, token);
    if (!region.equals(ourRegion)) {
      throw new S3Error(
          "AuthorizationHeaderMalformed",
          400,
          "The authorization header is malformed; the region '%s' is wrong; expecting '%s'"
              .formatted(region, ourRegion));
    }
    checkTime(now);
    checkHeaders(request);
    if (!Crypto.same(sign(toSign(request), caller), value)) {
      throw mismatch();
    }
    return caller;
  }

  static Caller caller(Callers callers, String accessKeyId, @Nullable String token) {
    var caller = callers.find(accessKeyId);
    if (caller == null) {
      throw new S3Error(
          "InvalidAccessKeyId",
          403,
          "The AWS Access Key Id you provided does not exist in our records.");
    }
    if (token == null || !Crypto.same(caller.credentials().sessionToken(), token)) {
      throw new S3Error(
          "InvalidToken", 400, "The provided token is malformed or otherwise invalid.");
    }
    return caller;
  }

  static S3Error mismatch() {
    return new S3Error(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " key and signing method.");
  }

  private void checkTime(Instant now) {
    Instant signed;
    try {
      signed = TIME.parse(time, Instant::from);
    } catch (DateTimeParseException e) {
      throw S3Error.accessDenied("AWS authentication requires a valid Date or x-amz-date header");
    }
    if (!time.startsWith(date)) {
      throw mismatch();
    }
    if (expires == null) {
      if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
        throw new S3Error(
            "RequestTimeTooSkewed",
            403,
            "The difference between the request time and the current time is too large.");
      }
    } else if (signed.isAfter(now.plus(SKEW))) {
      throw S3Error.accessDenied("Request is not valid yet");
    } else if (signed.plus(expires).isBefore(now)) {
      throw S3Error.accessDenied("Request has expired");
    }
  }

  private void checkHeaders(S3Request request) {
    if (!signedHeaders.contains("host")) {
      throw mismatch();
    }
    for (var name : request.headers().keySet()) {
      if (name.startsWith("x-amz-") && !signedHeaders.contains(name)) {
        throw S3Error.accessDenied(
            "There were headers present in the request which were not signed: " + name);
      }
    }
  }

  String scope() {
    return "%s/%s/s3/aws4_request".formatted(date, region);
  }

  private String toSign(S3Request request) {
    return "AWS4-HMAC-SHA256\n%s\n%s\n%s"
        .formatted(time, scope(), Crypto.sha256(canonical(request).getBytes(UTF_8)));
  }

  /// Signs a text with the key of this signature's day and region.
  String sign(String text, Caller caller) {
    return Crypto.hex(Crypto.hmac(key(caller), text));
  }

  byte[] key(Caller caller) {
    return Crypto.signingKey(caller.credentials().secretAccessKey(), date, region, "s3");
  }

  private String canonical(S3Request request) {
    var text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(Escapes.encodePath(Escapes.decode(request.rawPath()))).append('\n');
    text.append(canonicalQuery(request.rawQuery())).append('\n');
    for (var name : signedHeaders) {
      var sent = request.header(name, "").strip().replaceAll(" +", " ");
      text.append(name).append(':').append(sent).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    var hash = request.header("x-amz-content-sha256");
    if (hash == null && isPresigned()) {
      hash = request.query().getOrDefault("X-Amz-Content-Sha256", UNSIGNED);
    }
    if (hash == null) {
      throw S3Error.invalidRequest(
          "Missing required header for this request: x-amz-content-sha256");
    }
    return text.append(hash).toString();
  }

  private static String canonicalQuery(String rawQuery) {
    var pairs = new ArrayList<String>();
    for (var pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1)) {
      var equals = pair.indexOf('=');
      var name = Escapes.decode(equals < 0 ? pair : pair.substring(0, equals));
      var text = equals < 0 ? "" : Escapes.decode(pair.substring(equals + 1).replace("+", " "));
      if (!name.equals("X-Amz-Signature")) {
        pairs.add(Escapes.encode(name) + "=" + Escapes.encode(text));
      }
    }
    Collections.sort(pairs);
    return String.join("&", pairs);
  }
}
