package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.Call;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.iam.Caller;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The way of a request to S3: signature, operation, fault, permission, work, log.
final class S3Dispatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(S3Dispatch.class.getName());
  private static final Pattern TRACE_ROOT = Pattern.compile("(?:^|;)\\s*Root=([^;\\s]+)");
  private static final long HANG_SECONDS = 60;
  static final String SERVICE = "s3";

  private final Buckets s3;
  private final CallLog calls;
  private final Faults faults;
  private final CountDownLatch closed = new CountDownLatch(1);

  S3Dispatch(Buckets s3, CallLog calls, Faults faults) {
    this.s3 = s3;
    this.calls = calls;
    this.faults = faults;
    faults.know(SERVICE, Operations.names());
  }

  /// Whether a request that no other service is named for can be meant for a bucket.
  boolean knows(String bucket) {
    return s3.has(bucket);
  }

  /// Answers a request. What it throws is a connection that broke.
  S3Answer answer(S3Handler.Incoming incoming) throws IOException {
    var at = s3.now();
    var start = System.nanoTime();
    var progress = new Progress();
    var id = Ids.request();
    S3Answer answer;
    try {
      answer = run(incoming.request(), progress, id);
    } catch (S3Error e) {
      progress.result = e.code();
      answer = error(e, incoming, id);
    } catch (IOException e) {
      progress.result = "RequestTimeout";
      throw e;
    } catch (Exception e) {
      LOG.log(System.Logger.Level.ERROR, "s3 " + progress.operation + " failed", e);
      progress.result = "InternalError";
      answer =
          error(new S3Error("InternalError", 500, "the local cell failed: " + e), incoming, id);
    } finally {
      record(incoming, progress, at, (System.nanoTime() - start) / 1e6);
    }
    var headers = new LinkedHashMap<String, String>(progress.cors);
    headers.put("x-amz-request-id", id);
    headers.put("x-amz-id-2", id);
    return answer.with(headers);
  }

  private S3Answer run(S3Request sent, Progress progress, String id) throws Exception {
    s3.lifecycle().runIfDue();
    if (sent.method().equals("OPTIONS")) {
      progress.operation = "Preflight";
      return Cors.preflight(s3, sent);
    }
    if (s3.has(sent.bucket())) {
      progress.cors = Cors.headersFor(s3.bucket(sent.bucket()), sent);
    }
    if (PostObject.isForm(sent)) {
      return post(sent, progress, id);
    }
    var signature = RequestSignature.of(sent);
    if (signature == null) {
      throw S3Error.accessDenied(); // no bucket here is public
    }
    var caller = signature.verify(sent, s3.callers(), s3.region(), Instant.now());
    var request = signature.isPresigned() ? withHoistedHeaders(sent) : sent;
    var operation = Operations.of(request);
    progress.operation = operation.name();
    fail(operation.name(), caller);
    Operations.check(operation, request, s3.account());
    var bucket = request.bucket().isEmpty() ? null : s3.bucket(request.bucket());
    var kind = signature.isPresigned() ? "REST-QUERY-STRING" : "REST-HEADER";
    var access = access(caller, bucket, request, kind);
    var at =
        bucket == null
            ? new Bucket("", s3.now(), BucketSettings.plain(), BucketPolicy.NONE)
            : bucket;
    var call = new S3Call(s3, request, SignedBody.of(request, signature, caller), at, access, id);
    var prepared = operation.maker().prepare(call);
    prepared.needs().forEach(access::check);
    return prepared.work().run();
  }

  /// A presigned URL may carry in its query what would be headers.
  private static S3Request withHoistedHeaders(S3Request request) {
    var headers = new HashMap<>(request.headers());
    request
        .query()
        .forEach((name, value) -> {
          if (name.startsWith("x-amz-")) {
            headers.putIfAbsent(name, value);
          }
        });
    return request.with(headers, request.body());
  }

  private S3Answer post(S3Request request, Progress progress, String id) throws Exception {
    progress.operation = Operations.POST_OBJECT;
    var bucket = s3.bucket(request.bucket());
    if (!request.key().isEmpty()) {
      throw new S3Error(
          "MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }
    try (var form = PostObject.read(request)) {
      var caller = form.signer(s3);
      fail(progress.operation, caller);
      var at =
          new S3Request(
              request.method(),
              request.rawPath(),
              request.rawQuery(),
              request.bucket(),
              form.key(),
              request.query(),
              request.headers(),
              request.body());
      var access = access(caller, bucket, at, "POST");
      var body = SignedBody.unsigned(request.body());
      return form.put(new S3Call(s3, at, body, bucket, access, id));
    }
  }

  private Access access(
      Caller caller, @Nullable Bucket bucket, S3Request request, String authentication) {
    var keys = new HashMap<String, String>();
    request
        .headers()
        .forEach((name, value) -> {
          if (name.startsWith("x-amz-")) {
            keys.put("s3:" + name, value);
          }
        });
    keys.put("s3:authType", authentication);
    keys.put("s3:signatureversion", "AWS4-HMAC-SHA256");
    keys.put("s3:ResourceAccount", s3.account());
    if (request.versionId() != null) {
      keys.put("s3:VersionId", request.query().getOrDefault("versionId", ""));
    }
    keys.put("aws:PrincipalArn", caller.roleArn());
    keys.put("aws:PrincipalAccount", s3.account());
    keys.put("aws:PrincipalIsAWSService", "false");
    keys.put("aws:ViaAWSService", "false");
    keys.put("aws:ResourceAccount", s3.account());
    keys.put("aws:RequestedRegion", s3.region());
    keys.put("aws:SecureTransport", "true"); // as on AWS; loopback needs no TLS
    return new Access(s3.callers(), caller, bucket, Map.copyOf(keys));
  }

  private void fail(String operation, Caller caller) throws InterruptedException {
    switch (faults.take(SERVICE, operation, caller.roleArn())) {
      case FAIL -> throw injected();
      case THROTTLE -> throw new S3Error("SlowDown", 503, "Please reduce your request rate.");
      case HANG -> {
        closed.await(HANG_SECONDS, TimeUnit.SECONDS);
        throw injected();
      }
      case null -> {}
    }
  }

  private static S3Error injected() {
    return new S3Error("InternalError", 500, "a fault was injected into this call");
  }

  /// Delivers an event. The object is written whatever comes of it.
  void deliver(ObjectEvents events, ObjectEvents.Destination destination, ObjectEvent event) {
    try {
      events.deliver(destination, event);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "%s of %s does not reach %s".formatted(event.name(), event.bucketArn(), destination),
          e);
    }
  }

  static S3Answer error(S3Error e, S3Handler.Incoming incoming, String id) {
    var headers = new LinkedHashMap<>(e.headers());
    if (e.status() == 304 || incoming.method().equals("HEAD")) {
      return new S3Answer(e.status(), headers, 0, _ -> {});
    }
    var xml =
        Xml.error()
            .element("Code", e.code())
            .element("Message", e.getMessage())
            .element("Resource", incoming.rawPath())
            .element("RequestId", id)
            .element("HostId", id);
    return S3Answer.xml(e.status(), headers, xml);
  }

  private void record(S3Handler.Incoming incoming, Progress progress, Instant at, double ms) {
    var trace = incoming.headers().get("x-amzn-trace-id");
    var matcher = TRACE_ROOT.matcher(trace == null ? "" : trace);
    if (matcher.find()) {
      calls.record(
          matcher.group(1), new Call(SERVICE, progress.operation, at, ms, progress.result));
    }
  }

  /// Lets hanging calls go.
  @Override
  public void close() {
    closed.countDown();
  }

  /// How far a call came, for the log and the answer.
  private static final class Progress {
    private String operation = "unknown";
    private String result = "ok";
    private Map<String, String> cors = Map.of();
  }
}
