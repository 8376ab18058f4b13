package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.iam.Caller;
import dev.cellwright.localcell.iam.Callers;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A request's Signature Version 4: who signed it, for which service, and whether it is right.
record Signature(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String value) {
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/, ]+)/(\\d{8})/([^/, ]+)/([^/, ]+)/aws4_request, *"
              + "SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})");

  /// The signature in the `Authorization` header.
  static Signature of(@Nullable String authorization) {
    if (authorization == null) {
      throw new AwsError(
          "MissingAuthenticationTokenException", 403, "Missing Authentication Token");
    }
    var matcher = AUTHORIZATION.matcher(authorization);
    if (!matcher.matches()) {
      throw new AwsError(
          "IncompleteSignatureException", 403, "the Authorization header is no AWS4-HMAC-SHA256");
    }
    return new Signature(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3),
        matcher.group(4),
        List.of(matcher.group(5).split(";", -1)),
        matcher.group(6));
  }

  /// Finds the caller and checks the signature as of the real time, or throws the error that AWS
  /// answers.
  Caller verify(SignedRequest request, Callers callers, String ourRegion, Instant now) {
    var caller = callers.find(accessKeyId);
    if (caller == null
        || !constantTimeEquals(
            caller.credentials().sessionToken(), request.header("x-amz-security-token"))) {
      throw new AwsError(
          "UnrecognizedClientException",
          403,
          "The security token included in the request is invalid.");
    }
    if (!region.equals(ourRegion)) {
      throw invalid("Credential should be scoped to a valid region, not '%s'.".formatted(region));
    }
    if (!signedHeaders.contains("host")) {
      throw invalid("the host header must be signed");
    }
    var time = time(request, now);
    var expected = sign(request, time, caller.credentials().secretAccessKey());
    if (!constantTimeEquals(expected, value)) {
      throw invalid(
          "The request signature we calculated does not match the signature you provided.");
    }
    return caller;
  }

  private String time(SignedRequest request, Instant now) {
    var time = request.header("x-amz-date");
    if (time == null || !time.startsWith(date)) {
      throw invalid("X-Amz-Date is missing or not of the credential's date");
    }
    try {
      var skew = Duration.between(TIME.parse(time, Instant::from), now).abs();
      if (skew.compareTo(SKEW) > 0) {
        throw invalid(
            "Signature expired or not yet current: %s, now %s".formatted(time, TIME.format(now)));
      }
    } catch (DateTimeParseException e) {
      throw invalid("X-Amz-Date is no date: " + time);
    }
    return time;
  }

  private String sign(SignedRequest request, String time, String secret) {
    var scope = "%s/%s/%s/aws4_request".formatted(date, region, service);
    var toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, sha256(canonical(request)));
    var key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), date);
    for (var part : List.of(region, service, "aws4_request")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private byte[] canonical(SignedRequest request) {
    var text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(encodedAgain(request.rawPath())).append('\n');
    text.append(canonicalQuery(request.rawQuery())).append('\n');
    for (var name : signedHeaders) {
      var header = request.header(name);
      text.append(name).append(':').append(header == null ? "" : oneSpaced(header)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    text.append(payloadHash(request));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Every service but S3 signs the path encoded twice.
  private static String encodedAgain(String rawPath) {
    return rawPath.isEmpty()
        ? "/"
        : String.join("/", Arrays.stream(rawPath.split("/", -1)).map(Signature::encode).toList());
  }

  private static String canonicalQuery(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return "";
    }
    var pairs = new ArrayList<String>();
    for (var pair : rawQuery.split("&", -1)) {
      var equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var text = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.add(encode(decode(name)) + "=" + encode(decode(text)));
    }
    Collections.sort(pairs);
    return String.join("&", pairs);
  }

  /// A payload hash that is sent must be the payload's; over plain HTTP none may be left out.
  private static String payloadHash(SignedRequest request) {
    var actual = sha256(request.body());
    var sent = request.header("x-amz-content-sha256");
    if (sent != null && !sent.equals(actual)) {
      throw invalid(
          sent.equals(UNSIGNED)
              ? "the payload must be signed"
              : "x-amz-content-sha256 is not the payload's");
    }
    return actual;
  }

  private static String oneSpaced(String header) {
    return header.strip().replaceAll(" +", " ");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static boolean constantTimeEquals(String expected, @Nullable String actual) {
    return actual != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidSignatureException", 403, message);
  }

  /// What of a request is signed. Header names are lower case.
  record SignedRequest(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers,
      byte[] body) {

    @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
