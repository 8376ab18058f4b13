package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.phone.Phones;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;

/// Sends the code by which somebody shows that a number is theirs. It is made here, so that it
/// stands nowhere but in the message; each attempt makes a new one.
final class SendCode {
  /// Made at the first use: random state must not be part of a SnapStart snapshot.
  private static final class Random {
    private static final SecureRandom SOURCE = new SecureRandom();
  }

  private final Database database;
  private final Phones phones;

  SendCode(Database database, Phones phones) {
    this.database = database;
    this.phones = phones;
  }

  /// @param asked which request for a code it is; where there was a later one, nothing is sent
  /// @throws IllegalStateException where it failed, so that it is tried again
  void send(UUID number, long asked) {
    var code = String.format(Locale.ROOT, "%06d", Random.SOURCE.nextInt(1_000_000));
    var outcome = database.run(Command.of(PhoneStore.putCode(number, asked, code)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    for (var to : outcome.rows(0, PhoneStore.CodeTo.class)) {
      var failure = phones.text(to.number(), Messages.in(to.locale()).code(code));
      if (failure != null) {
        throw new IllegalStateException("no code for the number " + number + ": " + failure);
      }
    }
  }
}
