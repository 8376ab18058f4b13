package dev.cellwright.localcell.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cellwright.localcell.aws.Json;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.event.ruler.Machine;

/// A bus with its rules.
final class EventBus {
  private final String name;
  private final String arn;
  private final Map<String, EventRule> rules = new ConcurrentSkipListMap<>();
  private final Machine machine = new Machine();

  EventBus(String name, String arn) {
    this.name = name;
    this.arn = arn;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Collection<EventRule> rules() {
    return rules.values();
  }

  void add(EventRule rule) {
    if (rules.putIfAbsent(rule.name(), rule) != null) {
      throw new IllegalArgumentException("the bus " + name + " has two rules " + rule.name());
    }
    if (!rule.enabled()) {
      return;
    }
    try {
      machine.addRule(rule.name(), Json.MAPPER.readTree(rule.pattern()).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the pattern of " + rule.name() + " is no JSON", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the pattern of %s is refused: %s".formatted(rule.name(), e.getMessage()), e);
    }
  }

  /// The rules that an event matches, by name.
  List<EventRule> matching(String envelope) {
    try {
      return machine.rulesForJSONEvent(envelope).stream()
          .sorted()
          .map(rules::get)
          .filter(each -> each != null)
          .toList();
    } catch (Exception e) {
      throw new IllegalStateException("the matcher can't read an event of " + name, e);
    }
  }
}
