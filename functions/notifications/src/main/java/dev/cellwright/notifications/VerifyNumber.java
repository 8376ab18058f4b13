package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import org.jspecify.annotations.Nullable;

/// Shows that a number is the caller's: a code goes there, and the caller says it.
final class VerifyNumber {

  sealed interface Outcome {
    /// A code is on its way.
    record Asked(SmsNumber number) implements Outcome {}

    record Verified(SmsNumber number) implements Outcome {}

    record Removed() implements Outcome {}

    record NoNumber() implements Outcome {}

    /// There was a code within the last minute.
    record TooSoon() implements Outcome {}

    record TooMany() implements Outcome {}

    record Wrong() implements Outcome {}

    /// No code is good: it is older than ten minutes, or was guessed at five times.
    record NoCode() implements Outcome {}
  }

  private record Said(String result) {}

  private final Database database;

  VerifyNumber(Database database) {
    this.database = database;
  }

  /// @param number null for a further code to the one that the caller has
  Outcome ask(@Nullable String number) {
    var outcome = database.run(Command.of(ReachStore.askCode(number)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Asked(outcome.row(0, SmsNumber.class));
      case "verified" -> new Outcome.Verified(outcome.row(0, SmsNumber.class));
      case "too_soon" -> new Outcome.TooSoon();
      case "too_many" -> new Outcome.TooMany();
      case "no_number" -> new Outcome.NoNumber();
      default -> throw outcome.unexpected();
    };
  }

  Outcome say(String code) {
    var outcome = database.run(Command.of(ReachStore.sayCode(code)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return switch (outcome.row(0, Said.class).result()) {
      case "verified" -> new Outcome.Verified(outcome.row(0, SmsNumber.class));
      case "wrong" -> new Outcome.Wrong();
      case "no_code" -> new Outcome.NoCode();
      default -> new Outcome.NoNumber();
    };
  }

  Outcome remove() {
    var outcome = database.run(Command.of(ReachStore.removeNumber()));
    return switch (outcome.ending()) {
      case null -> new Outcome.Removed();
      case "not_found" -> new Outcome.NoNumber();
      default -> throw outcome.unexpected();
    };
  }
}
