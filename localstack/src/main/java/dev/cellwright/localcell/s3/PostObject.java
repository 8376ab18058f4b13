package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.iam.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;

/// A form that a browser uploads: fields, a signed policy about them, and a file behind them.
final class PostObject implements AutoCloseable {
  private static final Pattern CREDENTIAL =
      Pattern.compile("([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request");
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/form-data.*;\\s*boundary=\"?([^\";]{1,200})\"?.*");
  private static final long LARGEST_FORM = PutObject.LARGEST + 1024 * 1024;

  private final MultiPartFormData.Parts parts;
  private final Map<String, String> fields;
  private final MultiPart.Part file;

  private PostObject(
      MultiPartFormData.Parts parts, Map<String, String> fields, MultiPart.Part file) {
    this.parts = parts;
    this.fields = fields;
    this.file = file;
  }

  static boolean isForm(S3Request request) {
    return request.method().equals("POST")
        && request
            .header("content-type", "")
            .toLowerCase(Locale.ROOT)
            .startsWith("multipart/form-data");
  }

  /// Takes a form apart; its file lies on the disk then. What stands behind the file is passed
  /// over, as S3 does.
  static PostObject read(S3Request request) throws IOException, InterruptedException {
    var boundary = BOUNDARY.matcher(request.header("content-type", ""));
    if (!boundary.matches()) {
      throw malformed();
    }
    PutObject.checkLength(request, LARGEST_FORM);
    var parser = new MultiPartFormData.Parser(boundary.group(1));
    parser.setFilesDirectory(Path.of(System.getProperty("java.io.tmpdir")));
    parser.setUseFilesForPartsWithoutFileName(false);
    parser.setMaxLength(LARGEST_FORM);
    parser.setMaxFileSize(-1);
    parser.setMaxMemoryFileSize(32 * 1024);
    parser.setMaxParts(200);
    MultiPartFormData.Parts parts;
    try {
      parts = parser.parse(Content.Source.from(request.body())).get();
    } catch (ExecutionException e) {
      throw malformed();
    }
    var fields = new LinkedHashMap<String, String>();
    for (var part : parts) {
      var name = part.getName() == null ? "" : part.getName().toLowerCase(Locale.ROOT);
      if (name.equals("file")) {
        var fileName = part.getFileName() == null ? "" : part.getFileName();
        fields.computeIfPresent("key", (_, key) -> key.replace("${filename}", fileName));
        return new PostObject(parts, fields, part);
      }
      fields.put(name, part.getContentAsString(UTF_8));
    }
    parts.close();
    throw S3Error.invalidArgument("POST requires exactly one file upload per request.");
  }

  private static S3Error malformed() {
    return new S3Error(
        "MalformedPOSTRequest",
        400,
        "The body of your POST request is not well-formed multipart/form-data.");
  }

  /// Who signed the policy. Throws what S3 answers where nobody did.
  Caller signer(Buckets s3) {
    var policy = field("policy");
    var credential = CREDENTIAL.matcher(field("x-amz-credential"));
    if (!field("x-amz-algorithm").equals("AWS4-HMAC-SHA256") || !credential.matches()) {
      throw S3Error.invalidArgument("The form's algorithm or credential is not valid");
    }
    if (!credential.group(3).equals(s3.region())) {
      throw S3Error.invalidArgument("The credential is of another region");
    }
    var caller =
        RequestSignature.caller(
            s3.callers(), credential.group(1), fields.get("x-amz-security-token"));
    var key =
        Crypto.signingKey(
            caller.credentials().secretAccessKey(), credential.group(2), s3.region(), "s3");
    if (!field("x-amz-date").startsWith(credential.group(2))
        || !Crypto.same(Crypto.hex(Crypto.hmac(key, policy)), field("x-amz-signature"))) {
      throw RequestSignature.mismatch();
    }
    return caller;
  }

  private String field(String name) {
    var text = fields.get(name);
    if (text == null) {
      throw S3Error.invalidArgument("Bucket POST must contain a field named '%s'".formatted(name));
    }
    return text;
  }

  String key() {
    var key = field("key");
    S3Request.checkKey(key);
    if (key.isEmpty()) {
      throw S3Error.invalidArgument("User key must have a length greater than 0.");
    }
    return key;
  }

  /// Checks the policy and puts the object.
  S3Answer put(S3Call call) throws Exception {
    var policy = PostPolicy.of(field("policy"));
    var checked = new HashMap<>(fields);
    checked.put("bucket", call.bucket().name());
    policy.check(checked, Instant.now());
    policy.checkLength(file.getLength());
    var headers = new LinkedHashMap<String, String>();
    fields.forEach((name, value) -> {
      if (isHeader(name)) {
        if (value.chars().anyMatch(Character::isISOControl)) {
          throw S3Error.invalidArgument("the field " + name + " can't be a header");
        }
        headers.put(name, value);
      } else if (!isKnown(name)) {
        throw S3Error.notImplemented("the form's field " + name);
      }
    });
    var draft = Draft.of(call.s3(), call.bucket(), call.key(), headers);
    draft.needs().forEach(call.access()::check);
    PutObject.Received received;
    try (var in = Content.Source.asInputStream(file.createContentSource())) {
      var at =
          new S3Call(
              call.s3(),
              call.request().with(headers, in),
              SignedBody.unsigned(in),
              call.bucket(),
              call.access(),
              call.id());
      received = PutObject.receive(at, at.request(), PutObject.LARGEST);
    }
    var written = PutObject.write(call, draft, received, Preconditions.NONE, _ -> {});
    call.s3().tell(call, "ObjectCreated:Post", "PostObject", written);
    return answer(call, written);
  }

  private static boolean isHeader(String name) {
    return Draft.KNOWN.contains(name)
        || name.startsWith(Draft.META)
        || Checksum.ofHeader(name) != null
        || name.equals("content-type")
        || name.equals("content-disposition")
        || name.equals("content-encoding")
        || name.equals("cache-control")
        || name.equals("expires");
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "key",
          "policy",
          "bucket",
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-signature",
          "success_action_status",
          "success_action_redirect" ->
          true;
      default -> name.startsWith("x-ignore-");
    };
  }

  private S3Answer answer(S3Call call, ObjectVersion written) {
    var location = "/" + call.bucket().name() + "/" + Escapes.encodePath(written.key());
    var headers = new LinkedHashMap<String, String>();
    headers.put("ETag", written.quotedEtag());
    headers.put("Location", location);
    headers.putAll(call.versionHeader(written));
    var redirect = fields.get("success_action_redirect");
    if (redirect != null && !redirect.isEmpty()) {
      var separator = redirect.contains("?") ? "&" : "?";
      headers.put(
          "Location",
          redirect
              + separator
              + "bucket=%s&key=%s&etag=%s"
                  .formatted(
                      Escapes.encode(call.bucket().name()),
                      Escapes.encode(written.key()),
                      Escapes.encode(written.quotedEtag())));
      return S3Answer.empty(303, headers);
    }
    return switch (fields.getOrDefault("success_action_status", "204")) {
      case "200" -> S3Answer.empty(200, headers);
      case "201" ->
          S3Answer.xml(
              201,
              headers,
              Xml.of("PostResponse")
                  .element("Location", location)
                  .element("Bucket", call.bucket().name())
                  .element("Key", written.key())
                  .element("ETag", written.quotedEtag()));
      default -> S3Answer.empty(204, headers);
    };
  }

  @Override
  public void close() {
    parts.forEach(MultiPart.Part::close);
    parts.close();
  }
}
