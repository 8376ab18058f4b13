package dev.cellwright.config;

import java.util.List;

/// Who is told when an alarm of an environment rings: mail addresses, by whose alarm it is.
///
/// @param platform those who keep the cell running
/// @param security those who look after attacks and access
public record Alarms(List<String> platform, List<String> security) {
  private static final String ALLOWED =
      "a list of mail addresses in lower case, such as [night@acme-crm.example]";

  static final Key<Void> PLATFORM =
      Key.section(
          "platform", ALLOWED, "nobody; prod needs one", "Told of whatever keeps people waiting.");
  static final Key<Void> SECURITY =
      Key.section(
          "security", ALLOWED, "nobody; prod needs one", "Told of whatever looks like an attack.");

  static final List<Key<?>> KEYS = List.of(PLATFORM, SECURITY);

  public Alarms {
    platform = List.copyOf(platform);
    security = List.copyOf(security);
  }
}
