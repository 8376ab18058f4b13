package dev.cellwright.kernel.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What a module does about the cell's WebSocket.
///
/// Who connects is settled before [#connected] is called, and the database asks [#permission] of
/// them in its call. Of a message only the connection is known: whose it is and whether their
/// session still holds, the module's own statement finds out.
public interface SocketHandler {

  /// What whoever connects must have in the organization that their token speaks for.
  String permission();

  /// Somebody connects. Nothing can be sent to them yet.
  Opening connected(Connecting connecting);

  /// Answers a message, with what goes back over the connection; null sends nothing.
  ///
  /// @throws dev.cellwright.kernel.shape.InvalidShape for a message of the wrong shape; its sender
  ///   is told
  @Nullable ObjectNode message(Message message);

  /// A connection is gone. It may be that nobody is told of one: API Gateway promises no more than
  /// to try.
  void disconnected(String connection);
}
