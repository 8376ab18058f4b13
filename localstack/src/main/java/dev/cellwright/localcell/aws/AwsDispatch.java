package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.iam.AccessDenied;
import dev.cellwright.localcell.iam.Caller;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The way of a request: signature, operation, fault, permission, work, log.
final class AwsDispatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AwsDispatch.class.getName());
  private static final long HANG_SECONDS = 60;

  private final AwsFront.Settings settings;
  private final Map<String, AwsService> services = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  AwsDispatch(AwsFront.Settings settings) {
    this.settings = settings;
  }

  void add(AwsService service) {
    services.put(service.name(), service);
    settings.faults().know(service.name(), service.operationNames());
  }

  AwsAnswer answer(Signature.SignedRequest request) {
    AwsService service;
    Signature signature;
    try {
      signature = Signature.of(request.header("authorization"));
      service = service(signature.service());
    } catch (AwsError e) {
      return error(e);
    }
    return answer(service, signature, request);
  }

  private AwsService service(String name) {
    var service = services.get(name);
    if (service == null) {
      throw new AwsError("UnknownOperationException", 404, "the local cell has no service " + name);
    }
    return service;
  }

  static AwsAnswer error(AwsError e) {
    return AwsAnswer.json(
        e.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", e.name()),
        Json.object().put("__type", e.name()).put("message", e.getMessage()));
  }

  private AwsAnswer answer(
      AwsService service, Signature signature, Signature.SignedRequest request) {
    var at = settings.clock().instant();
    var start = System.nanoTime();
    var call = new Progress();
    AwsAnswer answer;
    try {
      answer = run(service, signature, request, call);
    } catch (AwsError e) {
      call.result = e.name();
      answer = service.error(e);
    } catch (AccessDenied e) {
      call.result = "AccessDeniedException";
      answer = service.error(new AwsError(call.result, service.accessDeniedStatus(), message(e)));
    } catch (Exception e) {
      LOG.log(System.Logger.Level.ERROR, service.name() + " " + call.operation + " failed", e);
      call.result = service.internalError();
      answer = service.error(new AwsError(call.result, 500, "the local cell failed: " + e));
    }
    record(service, call, at, (System.nanoTime() - start) / 1e6, request);
    return answer;
  }

  private AwsAnswer run(
      AwsService service, Signature signature, Signature.SignedRequest request, Progress call)
      throws Exception {
    var caller = signature.verify(request, settings.callers(), settings.region(), Instant.now());
    var asked =
        new AwsRequest(
            request.method(), request.rawPath(), request.headers(), request.body(), caller);
    call.operation = service.operation(asked);
    fail(service, call.operation, caller);
    var operation = service.prepare(call.operation, asked);
    for (var need : operation.needs()) {
      check(caller, need);
    }
    return operation.body().run();
  }

  private void fail(AwsService service, String operation, Caller caller)
      throws InterruptedException {
    switch (settings.faults().take(service.name(), operation, caller.roleArn())) {
      case FAIL ->
          throw new AwsError(service.internalError(), 500, "a fault was injected into this call");
      case THROTTLE -> throw new AwsError("ThrottlingException", 400, "Rate exceeded");
      case HANG -> {
        closed.await(HANG_SECONDS, TimeUnit.SECONDS);
        throw new AwsError(service.internalError(), 500, "a fault was injected into this call");
      }
      case null -> {}
    }
  }

  private void check(Caller caller, Need need) {
    var keys = new HashMap<>(need.conditionKeys());
    keys.put("aws:PrincipalArn", caller.roleArn());
    keys.put("aws:PrincipalAccount", settings.account());
    keys.put("aws:ResourceAccount", settings.account());
    keys.put("aws:RequestedRegion", settings.region());
    keys.put("aws:SecureTransport", "true"); // as on AWS; loopback needs no TLS
    settings.callers().check(caller, need.action(), need.resource(), keys);
  }

  private void record(
      AwsService service, Progress call, Instant at, double ms, Signature.SignedRequest request) {
    var trace = Trace.rootOf(request.header("x-amzn-trace-id"));
    if (trace != null) {
      settings.calls().record(trace, new Call(service.name(), call.operation, at, ms, call.result));
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /// Lets hanging calls go.
  @Override
  public void close() {
    closed.countDown();
  }

  /// How far a call came, for the log.
  private static final class Progress {
    private String operation = "unknown";
    private String result = "ok";
  }
}
