package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The components that every cell has: both forms of an error, what comes with a list, the
/// refusals.
final class CommonComponents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String SCHEMAS =
      """
      {
        "Error": {
          "type": "object",
          "description": "What a refused request is answered with.",
          "properties": {
            "error": {
              "type": "object",
              "properties": {
                "code": {"type": "string", "description": "For programs."},
                "message": {"type": "string", "description": "For people."},
                "details": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
                "current": {"type": "object", "description": "What is there now, where that helps."},
                "correlationId": {"type": "string", "description": "Name it when you ask for help."},
                "timestamp": {"type": "string", "format": "date-time"}
              },
              "required": ["code", "message", "correlationId", "timestamp"]
            }
          },
          "required": ["error"]
        },
        "FieldError": {
          "type": "object",
          "description": "What is wrong with one field.",
          "properties": {
            "field": {
              "type": "string",
              "description": "Its name, `items[2].title` for one further inside; empty for the whole body."
            },
            "message": {"type": "string"}
          },
          "required": ["field", "message"]
        },
        "Problem": {
          "type": "object",
          "description": "The same as a problem of RFC 9457, for those who accept that.",
          "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
            "code": {"type": "string"},
            "details": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
            "current": {"type": "object", "description": "What is there now, where that helps."},
            "correlationId": {"type": "string"},
            "timestamp": {"type": "string", "format": "date-time"}
          },
          "required": ["type", "title", "status", "detail", "code", "correlationId", "timestamp"]
        },
        "ListMeta": {
          "type": "object",
          "description": "Which part of the list this is.",
          "properties": {
            "page": {"type": "integer"},
            "limit": {"type": "integer"},
            "total": {
              "type": "integer", "format": "int64",
              "description": "How many rows the whole list has, or, with `totalIsEstimate`, at least how many."
            },
            "totalIsEstimate": {
              "type": "boolean",
              "description": "Whether `total` is what was counted so far: up to 10,000, or, where you may view some of very many things, up to the end of this page. Then the list may have more; `hasNext` tells whether rows follow."
            },
            "totalPages": {"type": "integer", "format": "int64"},
            "hasNext": {"type": "boolean"},
            "hasPrev": {"type": "boolean"},
            "cursor": {
              "type": ["string", "null"],
              "description": "What to send as `cursor` for the next page."
            }
          },
          "required": [
            "page", "limit", "total", "totalIsEstimate", "totalPages", "hasNext", "hasPrev", "cursor"
          ]
        }
      }
      """;

  private CommonComponents() {}

  static ObjectNode all() {
    var components = JSON.objectNode();
    components.set("schemas", object(SCHEMAS));
    components.set("responses", refusals());
    components.set("headers", headers());
    components
        .putObject("securitySchemes")
        .putObject("accessToken")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return components;
  }

  static ObjectNode reference(String kind, String name) {
    return JSON.objectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  private static ObjectNode refusals() {
    var responses = JSON.objectNode();
    for (var refusal : Refusal.values()) {
      var response =
          responses.putObject(refusal.component()).put("description", refusal.description);
      var headers = response.putObject("headers");
      everyAnswer(headers);
      if (refusal.saysWhenToRetry()) {
        headers.set("Retry-After", reference("headers", "RetryAfter"));
      }
      var content = response.putObject("content");
      var envelope = content.putObject("application/json");
      envelope.set("schema", reference("schemas", "Error"));
      envelope.set("example", example(refusal));
      content.putObject("application/problem+json").set("schema", reference("schemas", "Problem"));
    }
    return responses;
  }

  /// Names the headers that every answer has.
  static void everyAnswer(ObjectNode headers) {
    headers.set("X-Correlation-Id", reference("headers", "CorrelationId"));
    headers.set("traceparent", reference("headers", "TraceParent"));
  }

  private static ObjectNode headers() {
    var headers = JSON.objectNode();
    header(headers, "CorrelationId", "The id of the request, yours or ours.", "string");
    header(
        headers,
        "TraceParent",
        "The request's place in a trace, as W3C Trace Context writes it: in the trace of the"
            + " `traceparent` that you sent, or in one of ours.",
        "string");
    header(headers, "ETag", "The version of what is answered, for `If-Match`.", "string");
    header(headers, "Location", "The path of what was made.", "string");
    header(headers, "RetryAfter", "Seconds to wait.", "integer");
    return headers;
  }

  private static void header(ObjectNode headers, String name, String description, String type) {
    headers.putObject(name).put("description", description).putObject("schema").put("type", type);
  }

  /// An error as an example.
  private static ObjectNode example(Refusal refusal) {
    var error =
        object(
            """
            {"error": {"code": "", "message": "",
              "correlationId": "0b9f3a52-4c1e-7d07-9d2b-1f4e7a1c5a10",
              "timestamp": "2026-01-31T09:30:00Z"}}
            """);
    var inner = (ObjectNode) error.path("error");
    inner.put("code", refusal.code).put("message", refusal.description.replace("`", ""));
    if (refusal == Refusal.INVALID) {
      inner.putArray("details").addObject().put("field", "title").put("message", "is required");
    }
    return error;
  }

  private static ObjectNode object(String json) {
    try {
      JsonNode read = new ObjectMapper().readTree(json);
      return (ObjectNode) read;
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("not JSON: " + json, fault);
    }
  }
}
