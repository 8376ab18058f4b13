package dev.cellwright.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;

/// The turn of whoever changes keys or passwords: while one has it no other does. Two at once could
/// leave the database with the value of one and the secret with that of the other.
///
/// Who was killed has their turn for as long as their function could have run.
record Turn(Master master) {
  private static final String NOT_YET = "CW409";
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /// Shorter than a function may run, so that it fails by its own words.
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(10);

  /// Does something in its turn.
  ///
  /// @param what it is, told to who comes meanwhile
  /// @throws DatabaseErrorException while somebody else has the turn, naming what they do
  <T> T take(String what, Supplier<T> change) {
    return during(begin(what), change);
  }

  /// Does something once its turn has come.
  <T> T await(String what, Supplier<T> change) {
    var until = Instant.now().plus(MOST_PATIENCE);
    while (true) {
      try {
        return during(begin(what), change);
      } catch (DatabaseErrorException e) {
        if (!String.valueOf(e.getMessage()).contains(NOT_YET) || Instant.now().isAfter(until)) {
          throw e;
        }
        sleep();
      }
    }
  }

  private String begin(String what) {
    var holder = UUID.randomUUID().toString();
    master.run(
        "call priv.take_turn(cast(:holder as uuid), :what)",
        Map.of("holder", holder, "what", what));
    return holder;
  }

  private <T> T during(String holder, Supplier<T> change) {
    try {
      var answer = change.get();
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

  private static void sleep() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another one has its turn", e);
    }
  }
}
