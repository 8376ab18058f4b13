package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// What a client is answered over the WebSocket, but for errors.
final class SocketMessages {
  private SocketMessages() {}

  /// Entries that the client missed, and up to which number there are any.
  static ObjectNode entries(String type, ReadRoom.Outcome.Read read) {
    var message = message(type).put("sequence", read.last());
    message.putArray("messages").addAll(read.messages());
    return message.put("more", read.more());
  }

  /// What the client has can't be completed: it reads everything anew, and goes on from here.
  static ObjectNode reset(long last) {
    return message("reset").put("sequence", last);
  }

  static ObjectNode pong(long last) {
    return message("pong").put("sequence", last);
  }

  static ObjectNode renewed(Instant expiresAt) {
    return message("renewed").put("expires_at", expiresAt.toString());
  }

  private static ObjectNode message(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
