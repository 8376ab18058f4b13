package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.events.Buses;
import dev.cellwright.localcell.events.PublishedEvent;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.scheduler.Schedules;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the console shows of events, rules and schedules.
public record Messaging(Buses buses, Schedules schedules) implements Part {
  private static final int EVENTS = 1_000;
  private static final int EVENTS_ON_THE_PAGE = 20;

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body) throws SQLException {
    if (!path.equals("events")) {
      return null;
    }
    return incoming.method().equals("GET") ? events() : Console.wrongMethod(incoming);
  }

  /// The last events, the newest first.
  private Reply events() throws SQLException {
    var all = JsonNodeFactory.instance.arrayNode();
    buses.latest(EVENTS).forEach(each -> all.add(each.json()));
    return Console.json(all);
  }

  @Override
  public List<Section> sections() throws SQLException {
    return List.of(lastEvents(), rules(), scheduled());
  }

  private Section lastEvents() throws SQLException {
    return new Section(
        "Last events",
        "events",
        List.of("time", "bus", "source", "type", "taken by"),
        buses.latest(EVENTS_ON_THE_PAGE).stream()
            .map(each ->
                List.of(
                    each.at().toString(),
                    each.bus(),
                    each.event().path("source").asText(),
                    each.event().path("detail-type").asText(),
                    takers(each)))
            .toList());
  }

  private static String takers(PublishedEvent event) {
    return event
        .takers()
        .valueStream()
        .map(each -> each.path("rule").asText() + " " + each.path("result").asText())
        .collect(Collectors.joining(", "));
  }

  private Section rules() {
    return new Section(
        "Rules",
        List.of("bus", "rule", "pattern", "targets"),
        buses.rules().stream()
            .map(each ->
                List.of(
                    each.bus(),
                    each.name() + (each.enabled() ? "" : " (disabled)"),
                    each.pattern(),
                    String.join(", ", each.targets())))
            .toList());
  }

  private Section scheduled() {
    return new Section(
        "Schedules",
        List.of("schedule", "when", "next", "target"),
        schedules.shown().stream()
            .map(each -> List.of(each.name(), each.expression(), next(each), each.target()))
            .toList());
  }

  private static String next(Schedules.Shown schedule) {
    if (!schedule.enabled()) {
      return "disabled";
    }
    return schedule.next() == null ? "never again" : schedule.next().toString();
  }
}
