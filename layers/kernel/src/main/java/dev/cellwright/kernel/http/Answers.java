package dev.cellwright.kernel.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.observe.TraceHeader;
import dev.cellwright.kernel.observe.TraceParent;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.FieldError;
import dev.cellwright.kernel.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the answers of one request: JSON by the reader's clearance, errors in the form asked for,
/// and the headers that every answer has.
record Answers(String correlationId, boolean problem, InstantSource clock) {

  HttpResponse of(
      Response response, Route<?> route, Clearance clearance, @Nullable Principal principal) {
    var reader = principal == null ? null : principal.person();
    return switch (response) {
      case Response.Good(var status, var body, var headers) ->
          good(status, body, headers, route, clearance, reader);
      case Response.Failed(var status, var code, var message, var current, var headers) ->
          error(status, code, message, List.of(), current, clearance).with(headers);
      case Response.Invalid(var details) -> invalid(details);
    };
  }

  HttpResponse error(int status, String code, String message) {
    return error(status, code, message, List.of(), null, Clearance.PUBLIC);
  }

  HttpResponse invalid(List<FieldError> details) {
    return error(
        400, "VALIDATION_ERROR", "Request validation failed", details, null, Clearance.PUBLIC);
  }

  private HttpResponse error(
      int status,
      String code,
      String message,
      List<FieldError> details,
      @Nullable Record current,
      Clearance clearance) {
    var error =
        new ErrorBody(status, code, message, details, current, correlationId, clock.instant());
    return new HttpResponse(
        status,
        headers(problem ? ErrorBody.PROBLEM : "application/json", List.of()),
        problem ? error.problem(clearance) : error.envelope(clearance));
  }

  private HttpResponse good(
      int status,
      @Nullable Object body,
      List<Response.Header> headers,
      Route<?> route,
      Clearance clearance,
      @Nullable UUID reader) {
    return switch (body) {
      case null -> new HttpResponse(status, headers(null, headers), new byte[0]);
      case String text ->
          new HttpResponse(
              status, headers(route.mediaType(), headers), text.getBytes(StandardCharsets.UTF_8));
      case Page<?> page -> json(status, page(page, clearance, reader), headers);
      default -> json(status, Shapes.write(body, clearance, reader), headers);
    };
  }

  private HttpResponse json(int status, String json, List<Response.Header> headers) {
    return new HttpResponse(
        status, headers("application/json", headers), json.getBytes(StandardCharsets.UTF_8));
  }

  private static String page(Page<?> page, Clearance clearance, @Nullable UUID reader) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("data", Shapes.tree(page.rows(), clearance, reader));
    body.putObject("meta")
        .put("page", page.page())
        .put("limit", page.limit())
        .put("total", page.total())
        .put("totalPages", page.totalPages())
        .put("hasNext", page.hasNext())
        .put("hasPrev", page.hasPrev())
        .put("totalIsEstimate", page.totalIsEstimate())
        .put("cursor", page.cursor());
    return body.toString();
  }

  private Map<String, List<String>> headers(
      @Nullable String mediaType, List<Response.Header> given) {
    var headers = new LinkedHashMap<String, List<String>>();
    if (mediaType != null) {
      headers.put("Content-Type", List.of(mediaType));
    }
    headers.put("X-Correlation-Id", List.of(correlationId));
    var traceParent = TraceParent.of(TraceHeader.current());
    if (traceParent != null) {
      headers.put("traceparent", List.of(traceParent));
    }
    headers.put("Cache-Control", List.of("no-store"));
    headers.put("X-Content-Type-Options", List.of("nosniff"));
    given.forEach(header ->
        headers.merge(
            header.name(),
            List.of(header.value()),
            (before, more) -> {
              if (header.name().equals("Cache-Control")) {
                return more;
              }
              var all = new ArrayList<>(before);
              all.addAll(more);
              return all;
            }));
    return headers;
  }
}
