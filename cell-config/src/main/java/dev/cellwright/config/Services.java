package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The door for other systems: each of these consumers has an API key, and a share of the API by a
/// usage plan.
///
/// @param truststore whose certificates the consumers' own have to be signed by; null where a
///   certificate isn't asked for
/// @param requestsPerSecond of one consumer
/// @param burst how many of them at once
/// @param requestsPerDay of one consumer
public record Services(
    List<String> consumers,
    @Nullable String truststore,
    int requestsPerSecond,
    int burst,
    int requestsPerDay) {

  static final Key<Void> CONSUMERS =
      Key.requiredSection(
          "consumers",
          "a list of names",
          "Who calls: names of lower-case letters and digits, parted by dashes.");
  static final Key<String> TRUSTSTORE =
      Key.optional(
          "truststore",
          Rule.TRUSTSTORE,
          null,
          "no certificate is asked for",
          "A PEM file of the authorities that signed the consumers' certificates.");
  static final Key<Long> REQUESTS_PER_SECOND =
      Key.optional(
          "requestsPerSecond", Rule.whole(1, 10_000), 20L, "20", "Of one consumer, steadily.");
  static final Key<Long> BURST =
      Key.optional("burst", Rule.whole(1, 5_000), 40L, "40", "Of one consumer, at once.");
  static final Key<Long> REQUESTS_PER_DAY =
      Key.optional(
          "requestsPerDay", Rule.whole(1, 100_000_000), 100_000L, "100000", "Of one consumer.");

  static final List<Key<?>> KEYS =
      List.of(CONSUMERS, TRUSTSTORE, REQUESTS_PER_SECOND, BURST, REQUESTS_PER_DAY);

  /// Null where the section is left out.
  static @Nullable Services read(Section environment) {
    if (environment.at(Environment.SERVICES) == null) {
      return null;
    }
    if (environment.at(Environment.DOMAIN) == null) {
      environment
          .complaints()
          .addGot(
              environment.lineOf(Environment.SERVICES),
              environment.pathOf("services"),
              "services without a domain",
              "only beside a domain: their door is a name below it");
    }
    var at = environment.section(Environment.SERVICES).of(KEYS);
    return new Services(
        at.list(CONSUMERS, Rule.CONSUMER),
        at.valueOrNull(TRUSTSTORE),
        at.value(REQUESTS_PER_SECOND).intValue(),
        at.value(BURST).intValue(),
        at.value(REQUESTS_PER_DAY).intValue());
  }
}
