package dev.cellwright.migrations;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// The turn of a rotation: while it has it no other one runs, of whatever kind. Two at once could
/// leave the database with the value of one and the secret with that of the other.
///
/// A rotation that was killed has its turn for as long as its function could have run.
record Turn(Master master) {

  /// Runs a rotation in its turn.
  ///
  /// @throws RuntimeException while another one is under way, naming it and when it ends
  <T> T take(String what, Supplier<T> rotation) {
    var holder = UUID.randomUUID().toString();
    master.run(
        "call priv.take_turn(cast(:holder as uuid), :what)",
        Map.of("holder", holder, "what", what));
    try {
      var answer = rotation.get();
      end(holder);
      return answer;
    } catch (RuntimeException e) {
      try {
        end(holder);
      } catch (RuntimeException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private void end(String holder) {
    master.run(
        "delete from priv.rotation_turn where holder = cast(:holder as uuid)",
        Map.of("holder", holder));
  }
}
