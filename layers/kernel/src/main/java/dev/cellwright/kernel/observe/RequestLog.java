package dev.cellwright.kernel.observe;

import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.http.HttpRequest;
import dev.cellwright.kernel.http.HttpResponse;
import dev.cellwright.kernel.http.Route;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One line of JSON for each request, and a stack trace for each fault, under the ids by which they
/// are found: correlation, request, tenant and person. Never a header, a body or a parameter's
/// value: that is where secrets and personal data would be.
public final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private final String service;
  private final RequestMetrics metrics;
  private final TenantClasses tenants;

  public RequestLog(String service, RequestMetrics metrics, TenantClasses tenants) {
    this.service = service;
    this.metrics = metrics;
    this.tenants = tenants;
  }

  /// Runs a request, then logs and measures how it was answered.
  public HttpResponse around(
      String correlationId, HttpRequest request, Supplier<HttpResponse> answer) {
    MDC.put("service", service);
    MDC.put("correlation_id", correlationId);
    MDC.put("request_id", request.gatewayRequestId());
    MDC.put("method", request.method());
    MDC.put("plan", tenants.classOf(null));
    var callersTrace = TraceParent.given(request.header("traceparent"));
    if (callersTrace != null) {
      MDC.put("callers_traceparent", callersTrace);
    }
    var started = System.nanoTime();
    try {
      var response = answer.get();
      var milliseconds = (System.nanoTime() - started) / 1_000_000.0;
      MDC.put("status", Integer.toString(response.status()));
      MDC.put("duration_ms", "%.1f".formatted(milliseconds));
      LOG.info("answered");
      metrics.answered(MDC.get("route"), response.status(), milliseconds, MDC.get("plan"));
      return response;
    } finally {
      MDC.clear();
    }
  }

  /// Names the route: its declared path, not the one called.
  public void found(Route<?> route) {
    MDC.put("route", route.toString());
  }

  /// Names the caller.
  public void identified(Principal principal) {
    MDC.put("user_id", principal.person().toString());
    MDC.put("plan", tenants.classOf(principal));
    var organization = principal.organization();
    if (organization != null) {
      MDC.put("org_id", organization.toString());
    }
  }

  public void failed(RuntimeException fault) {
    LOG.error("failed", fault);
  }
}
