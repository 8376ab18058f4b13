package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.Range;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.socket.Connecting;
import dev.cellwright.kernel.socket.Message;
import dev.cellwright.kernel.socket.Opening;
import dev.cellwright.kernel.socket.SocketError;
import dev.cellwright.kernel.socket.SocketHandler;
import dev.cellwright.kernel.socket.Sockets;
import org.jspecify.annotations.Nullable;

/// Every action of the cell's WebSocket, and what each ending says over it.
final class SocketActions implements SocketHandler {

  /// @param after the number of the last entry that the client has; null to begin from now
  private record Subscribe(String action, @Nullable @Range(min = 0) Long after) {}

  private record Resume(String action, @Range(min = 0) long after) {}

  private record Renew(String action, @Text(max = 4096) String token) {}

  private record Ping(String action) {}

  private final Database database;
  private final AccessTokens accessTokens;
  private final ReadRoom readRoom;
  private final TurnAway turnAway;

  SocketActions(Kernel kernel, Sockets sockets) {
    database = kernel.database();
    accessTokens = kernel.accessTokens();
    readRoom = new ReadRoom(database);
    turnAway = new TurnAway(sockets);
  }

  @Override
  public String permission() {
    return "notification.view";
  }

  @Override
  public Opening connected(Connecting connecting) {
    var outcome =
        database.run(Command.of(RoomStore.open(connecting.connection(), connecting.expiresAt())));
    return switch (outcome.ending()) {
      case null -> new Opening.Accepted();
      case "too_many" -> new Opening.Refused(429);
      default -> throw outcome.unexpected();
    };
  }

  @Override
  public @Nullable ObjectNode message(Message message) {
    return switch (message.action()) {
      case "subscribe" -> subscribe(message.connection(), message.as(Subscribe.class));
      case "resume" -> resume(message.connection(), message.as(Resume.class));
      case "renew" -> renew(message.connection(), message.as(Renew.class));
      case "ping" -> {
        message.as(Ping.class);
        yield ping(message.connection());
      }
      default ->
          new SocketError("UNKNOWN_ACTION", "The actions are subscribe, resume, renew and ping")
              .json();
    };
  }

  /// First it counts as one that is sent what comes, then it reads what came: what comes between
  /// the two it gets twice rather than never.
  private @Nullable ObjectNode subscribe(String connection, Subscribe subscribe) {
    var state = state(RoomStore.subscribe(connection));
    return state.equals("open")
        ? read(connection, subscribe.after(), "welcome")
        : turnAway.from(connection, state);
  }

  private @Nullable ObjectNode resume(String connection, Resume resume) {
    return read(connection, resume.after(), "missed");
  }

  private @Nullable ObjectNode ping(String connection) {
    return switch (readRoom.of(connection, null)) {
      case ReadRoom.Outcome.Read read -> SocketMessages.pong(read.last());
      case ReadRoom.Outcome.Closed(var state) -> turnAway.from(connection, state);
    };
  }

  private @Nullable ObjectNode read(String connection, @Nullable Long after, String type) {
    return switch (readRoom.of(connection, after)) {
      case ReadRoom.Outcome.Read read when read.reset() -> SocketMessages.reset(read.last());
      case ReadRoom.Outcome.Read read -> SocketMessages.entries(type, read);
      case ReadRoom.Outcome.Closed(var state) -> turnAway.from(connection, state);
    };
  }

  private @Nullable ObjectNode renew(String connection, Renew renew) {
    var token = accessTokens.verified(renew.token());
    if (token == null) {
      return new SocketError("INVALID_TOKEN", "The access token is not valid: refresh it").json();
    }
    return switch (state(RoomStore.renew(connection, token))) {
      case "open" -> SocketMessages.renewed(token.expiresAt());
      case "other" ->
          new SocketError(
                  "OTHER_IDENTITY", "The access token is another person's or organization's")
              .json();
      case String state -> turnAway.from(connection, state);
    };
  }

  private String state(Step step) {
    var outcome = database.run(Command.of(step));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(0, RoomStore.Standing.class).state();
  }

  @Override
  public void disconnected(String connection) {
    var outcome = database.run(Command.of(RoomStore.close(connection)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
  }
}
