package dev.cellwright.kernel.socket;

import dev.cellwright.kernel.shape.InvalidShape;
import dev.cellwright.kernel.shape.Shapes;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.shape.Tolerant;
import java.nio.charset.StandardCharsets;

/// A message that came over a connection: a JSON object that names an action.
public final class Message {
  private final String connection;
  private final String action;
  private final byte[] body;

  @Tolerant
  private record Addressed(@Text(max = 64) String action) {}

  private Message(String connection, String action, byte[] body) {
    this.connection = connection;
    this.action = action;
    this.body = body;
  }

  /// @throws InvalidShape for what is no JSON object with an action
  static Message read(String connection, String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    return new Message(connection, Shapes.read(Addressed.class, body).action(), body);
  }

  /// Prepares reading, for instance before a checkpoint.
  static void warm() {
    Shapes.warm(Addressed.class);
  }

  public String connection() {
    return connection;
  }

  public String action() {
    return action;
  }

  /// The message as a record, whose component `action` it is addressed by.
  ///
  /// @throws InvalidShape where it isn't one
  public <T extends Record> T as(Class<T> type) {
    return Shapes.read(type, body);
  }

  /// Never shows what it says: a token may be in it.
  @Override
  public String toString() {
    return "Message[" + action + " " + connection + "]";
  }
}
