package dev.cellwright.localcell.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// The events that functions get of a connection, in API Gateway's form.
record SocketEvents(SocketApi api) {
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// What an authorizer is asked.
  byte[] authorizer(Handshake handshake) {
    var event = Json.object();
    event.put("type", "REQUEST");
    event.put("methodArn", api.stageArn(SocketApi.CONNECT));
    putRequest(event, handshake);
    event.set("requestContext", connectContext(handshake));
    return bytes(event);
  }

  byte[] connect(Handshake handshake) {
    var event = Json.object();
    putRequest(event, handshake);
    event.set("requestContext", connectContext(handshake));
    event.put("isBase64Encoded", false);
    return bytes(event);
  }

  private ObjectNode connectContext(Handshake handshake) {
    var incoming = handshake.incoming();
    return context(
        handshake.peer(), SocketApi.CONNECT, "CONNECT", incoming.requestId(), incoming.at());
  }

  byte[] message(Peer peer, String routeKey, String text, String requestId, Instant at) {
    var event = Json.object();
    putStageVariables(event);
    event.set(
        "requestContext",
        context(peer, routeKey, "MESSAGE", requestId, at)
            .put("messageId", UUID.randomUUID().toString()));
    event.put("body", text);
    event.put("isBase64Encoded", false);
    return bytes(event);
  }

  byte[] disconnect(Peer peer, int status, String reason, String requestId, Instant at) {
    var headers =
        Map.of("Host", List.of(peer.domainName()), "X-Forwarded-For", List.of(peer.sourceIp()));
    var event = Json.object();
    event.set("headers", lastValues(headers));
    event.set("multiValueHeaders", allValues(headers));
    putStageVariables(event);
    event.set(
        "requestContext",
        context(peer, SocketApi.DISCONNECT, "DISCONNECT", requestId, at)
            .put("disconnectStatusCode", status)
            .put("disconnectReason", reason));
    event.put("isBase64Encoded", false);
    return bytes(event);
  }

  private void putRequest(ObjectNode event, Handshake handshake) {
    event.set("headers", lastValues(handshake.headers()));
    event.set("multiValueHeaders", allValues(handshake.headers()));
    if (!handshake.query().isEmpty()) {
      event.set("queryStringParameters", lastValues(handshake.query()));
      event.set("multiValueQueryStringParameters", allValues(handshake.query()));
    }
    putStageVariables(event);
  }

  private void putStageVariables(ObjectNode event) {
    if (!api.stageVariables().isEmpty()) {
      api.stageVariables().forEach(event.putObject("stageVariables")::put);
    }
  }

  private ObjectNode context(
      Peer peer, String routeKey, String eventType, String requestId, Instant at) {
    var context = Json.object();
    context.put("routeKey", routeKey);
    if (peer.authorizer() != null) {
      context.set("authorizer", peer.authorizer());
    }
    context.put("eventType", eventType);
    context.put("extendedRequestId", requestId.replace("-", "").substring(0, 15) + "=");
    context.put("requestTime", REQUEST_TIME.format(at));
    context.put("messageDirection", "IN");
    context.put("stage", api.stage());
    context.put("connectedAt", peer.connectedAt().toEpochMilli());
    context.put("requestTimeEpoch", at.toEpochMilli());
    var identity = context.putObject("identity").put("sourceIp", peer.sourceIp());
    if (peer.userAgent() != null) {
      identity.put("userAgent", peer.userAgent());
    }
    context.put("requestId", requestId);
    context.put("domainName", peer.domainName());
    context.put("connectionId", peer.id());
    context.put("apiId", api.id());
    return context;
  }

  private static ObjectNode lastValues(Map<String, List<String>> values) {
    var node = Json.object();
    values.forEach((name, all) -> node.put(name, all.getLast()));
    return node;
  }

  private static ObjectNode allValues(Map<String, List<String>> values) {
    var node = Json.object();
    values.forEach((name, all) -> all.forEach(node.putArray(name)::add));
    return node;
  }

  private static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(UTF_8);
  }
}
