package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.TestingS3.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/// What a browser does with URLs and forms that somebody signed for it.
class PresignedTest {
  private static final String PAGE = "https://app.example";

  private final TestingS3 cell =
      TestingS3.bucket(
          BucketSettings.plain()
              .withCors(
                  List.of(
                      new CorsRule(
                          List.of("https://*.example", PAGE),
                          List.of("PUT", "POST"),
                          List.of("content-*"),
                          List.of("ETag"),
                          600))));

  @Test
  void letsABrowserReadAndWrite() throws Exception {
    var put = presignedPut(5);
    var written =
        send(
            HttpRequest.newBuilder(put.url().toURI())
                .header("Content-Type", "text/plain")
                .header("Origin", PAGE)
                .PUT(BodyPublishers.ofString("hello")));

    var read = send(HttpRequest.newBuilder(presignedGet()));

    assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
    assertThat(written.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(written.headers().firstValue("Access-Control-Expose-Headers")).contains("ETag");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo("hello");
  }

  @Test
  void holdsABrowserToTheTypeAndLengthThatWereSigned() throws Exception {
    var put = presignedPut(5);

    var otherType =
        send(
            HttpRequest.newBuilder(put.url().toURI())
                .header("Content-Type", "text/html")
                .PUT(BodyPublishers.ofString("hello")));
    var otherLength =
        send(
            HttpRequest.newBuilder(put.url().toURI())
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("hello, and more")));

    assertThat(otherType.statusCode()).isEqualTo(403);
    assertThat(otherType.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    assertThat(otherLength.statusCode()).isEqualTo(403);
    assertThat(otherLength.body()).contains("<Code>SignatureDoesNotMatch</Code>");
  }

  @Test
  void refusesAUrlThatWasTamperedWith() throws Exception {
    cell.put("upload.txt", "hello");
    cell.put("secret.txt", "not yours");
    var url = presignedGet().toString();

    var otherKey =
        send(HttpRequest.newBuilder(URI.create(url.replace("upload.txt", "secret.txt"))));
    var longer =
        send(
            HttpRequest.newBuilder(
                URI.create(url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))));
    var otherMethod = send(HttpRequest.newBuilder(URI.create(url)).DELETE());
    var moreHeaders = send(HttpRequest.newBuilder(URI.create(url)).header("x-amz-meta-a", "1"));

    assertThat(List.of(otherKey, longer, otherMethod))
        .allSatisfy(each -> {
          assertThat(each.statusCode()).isEqualTo(403);
          assertThat(each.body()).contains("<Code>SignatureDoesNotMatch</Code>");
        });
    assertThat(moreHeaders.statusCode()).isEqualTo(403);
    assertThat(cell.get("upload.txt")).isEqualTo("hello");
  }

  @Test
  void refusesAUrlThatExpired() throws Exception {
    cell.put("upload.txt", "hello");
    var url =
        cell.presigner(cell.aws.everything())
            .presignGetObject(presign ->
                presign
                    .signatureDuration(Duration.ofSeconds(1))
                    .getObjectRequest(get -> get.bucket(cell.bucket).key("upload.txt")))
            .url()
            .toURI();

    var deadline = Instant.now().plusSeconds(20);
    var answer = send(HttpRequest.newBuilder(url));
    while (answer.statusCode() == 200 && Instant.now().isBefore(deadline)) {
      answer = send(HttpRequest.newBuilder(url));
    }

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>AccessDenied</Code>").contains("expired");
  }

  @Test
  void actsAsWhoSignedIt() throws Exception {
    cell.put("upload.txt", "hello");
    var nobody =
        cell.aws.credentials(
            """
            {"Statement": {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}\
            """);
    var url =
        cell.presigner(nobody)
            .presignGetObject(presign ->
                presign
                    .signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(get -> get.bucket(cell.bucket).key("upload.txt")))
            .url()
            .toURI();

    var answer = send(HttpRequest.newBuilder(url));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("s3:GetObject");
    assertThat(send(HttpRequest.newBuilder(cell.uri("/upload.txt"))).statusCode()).isEqualTo(403);
  }

  @Test
  void answersPreflightsByTheBucketsRules() throws Exception {
    var allowed = preflight(PAGE, "PUT", "content-type");
    var otherOrigin = preflight("https://evil.test", "PUT", "content-type");
    var otherMethod = preflight(PAGE, "DELETE", "content-type");
    var otherHeader = preflight(PAGE, "PUT", "x-secret");

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods")).contains("PUT, POST");
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("content-type");
    assertThat(allowed.headers().firstValue("Access-Control-Max-Age")).contains("600");
    assertThat(List.of(otherOrigin, otherMethod, otherHeader))
        .allSatisfy(each -> {
          assertThat(each.statusCode()).isEqualTo(403);
          assertThat(each.body()).contains("AccessForbidden");
        });
  }

  private java.net.http.HttpResponse<String> preflight(String origin, String method, String headers)
      throws Exception {
    return send(
        HttpRequest.newBuilder(cell.uri("/upload.txt"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", headers));
  }

  @Test
  void takesAFormThatItsPolicyAllows() throws Exception {
    var fields = fields(Instant.now().plusSeconds(60));

    var written = post(fields, "a picture");

    assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
    assertThat(cell.get("user/anna/cat.png")).isEqualTo("a picture");
    assertThat(
            cell.s3
                .headObject(head -> head.bucket(cell.bucket).key("user/anna/cat.png"))
                .contentType())
        .isEqualTo("image/png");
  }

  @Test
  void refusesAFormThatItsPolicyDoesNotAllow() throws Exception {
    var good = fields(Instant.now().plusSeconds(60));

    var tooLarge = post(good, "x".repeat(101));
    var tooSmall = post(good, "");
    var elsewhere = post(with(good, "key", "user/berta/cat.png"), "a picture");
    var otherType = post(with(good, "Content-Type", "text/html"), "a picture");
    var more = post(with(good, "x-amz-meta-more", "1"), "a picture");
    var forged = post(with(good, "x-amz-signature", "0".repeat(64)), "a picture");
    var expired = post(fields(Instant.now().minusSeconds(1)), "a picture");

    assertThat(tooLarge.body()).contains("EntityTooLarge");
    assertThat(tooSmall.body()).contains("EntityTooSmall");
    assertThat(forged.body()).contains("SignatureDoesNotMatch");
    assertThat(expired.body()).contains("Policy expired");
    assertThat(List.of(elsewhere, otherType, more, expired))
        .allSatisfy(each -> assertThat(each.statusCode()).isEqualTo(403));
    assertThat(cell.s3.listObjectsV2(list -> list.bucket(cell.bucket)).contents()).isEmpty();
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    var changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return changed;
  }

  private Map<String, String> fields(Instant expiration) {
    var credentials = cell.aws.everything();
    var time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    var date = time.substring(0, 8);
    var credential = credentials.accessKeyId() + "/" + date + "/eu-central-1/s3/aws4_request";
    var policy =
        """
        {"expiration": "%s", "conditions": [
          {"bucket": "%s"}, ["starts-with", "$key", "user/anna/"], ["eq", "$Content-Type", "image/png"],
          ["content-length-range", 1, 100], {"success_action_status": "201"},
          {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "%s"}, {"x-amz-date": "%s"},
          {"x-amz-security-token": "%s"}]}
        """
            .formatted(expiration, cell.bucket, credential, time, credentials.sessionToken());
    var encoded = Base64.getEncoder().encodeToString(policy.getBytes());
    var key = Crypto.signingKey(credentials.secretAccessKey(), date, "eu-central-1", "s3");
    var fields = new LinkedHashMap<String, String>();
    fields.put("key", "user/anna/${filename}");
    fields.put("Content-Type", "image/png");
    fields.put("success_action_status", "201");
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", credential);
    fields.put("x-amz-date", time);
    fields.put("x-amz-security-token", credentials.sessionToken());
    fields.put("policy", encoded);
    fields.put("x-amz-signature", Crypto.hex(Crypto.hmac(key, encoded)));
    return fields;
  }

  private java.net.http.HttpResponse<String> post(Map<String, String> fields, String file)
      throws Exception {
    var form = new StringBuilder();
    fields.forEach((name, value) ->
        form.append("--edge\r\nContent-Disposition: form-data; name=\"")
            .append(name)
            .append("\"\r\n\r\n")
            .append(value)
            .append("\r\n"));
    form.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cat.png\"\r\n")
        .append("Content-Type: image/png\r\n\r\n")
        .append(file)
        .append("\r\n--edge--\r\n");
    return send(
        HttpRequest.newBuilder(cell.uri(""))
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofString(form.toString())));
  }

  private PresignedPutObjectRequest presignedPut(long length) {
    return cell.presigner(cell.aws.everything())
        .presignPutObject(presign ->
            presign
                .signatureDuration(Duration.ofMinutes(1))
                .putObjectRequest(put ->
                    put.bucket(cell.bucket)
                        .key("upload.txt")
                        .contentType("text/plain")
                        .contentLength(length)));
  }

  private URI presignedGet() throws Exception {
    return cell.presigner(cell.aws.everything())
        .presignGetObject(presign ->
            presign
                .signatureDuration(Duration.ofMinutes(1))
                .getObjectRequest(get -> get.bucket(cell.bucket).key("upload.txt")))
        .url()
        .toURI();
  }
}
