package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.Change;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;

/// Says when the caller is left alone, and how often they get mail.
final class ChangeSettings {

  sealed interface Outcome {
    record Changed(NotificationSettings settings) implements Outcome {}

    record NoTime(String field) implements Outcome {}

    /// One end of quiet hours without the other, or both alike.
    record NoHours() implements Outcome {}
  }

  private final Database database;

  ChangeSettings(Database database) {
    this.database = database;
  }

  Outcome change(SettingsPatch patch) {
    var changes = JsonNodeFactory.instance.objectNode();
    try {
      put(changes, "quiet_start", patch.quietStart());
      put(changes, "quiet_end", patch.quietEnd());
    } catch (DateTimeException _) {
      return new Outcome.NoTime(changes.has("quiet_start") ? "quiet_end" : "quiet_start");
    }
    switch (patch.timezone()) {
      case Change.Keep<String>() -> {}
      case Change.Clear<String>() -> changes.putNull("timezone");
      case Change.To<String>(var zone) -> changes.put("timezone", zone);
    }
    var steps = new ArrayList<Step>();
    if (!changes.isEmpty()) {
      steps.add(SettingStore.change(changes));
    }
    if (patch.frequency() instanceof Change.To<String>(var frequency)) {
      steps.add(SettingStore.setFrequency(frequency));
    }
    steps.add(SettingStore.settings());
    var outcome = database.run(new Command(steps));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(steps.size() - 1, NotificationSettings.class));
      case "check:notification_settings_quiet" -> new Outcome.NoHours();
      default -> throw outcome.unexpected();
    };
  }

  /// @throws DateTimeException for what is no time
  private static void put(ObjectNode changes, String field, Change<String> change) {
    switch (change) {
      case Change.Keep<String>() -> {}
      case Change.Clear<String>() -> changes.putNull(field);
      case Change.To<String>(var text) ->
          changes.put(field, LocalTime.parse(text).toSecondOfDay() / 60);
    }
  }
}
