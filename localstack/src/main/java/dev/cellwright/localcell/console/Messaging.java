package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.events.Buses;
import dev.cellwright.localcell.events.PublishedEvent;
import dev.cellwright.localcell.scheduler.Schedules;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the console shows of queues, events and schedules.
public record Messaging(Queues queues, Buses buses, Schedules schedules) {
  private static final int EVENTS = 1_000;
  private static final int EVENTS_ON_THE_PAGE = 20;

  /// The last events, the newest first.
  ArrayNode events() throws SQLException {
    var all = JsonNodeFactory.instance.arrayNode();
    buses.latest(EVENTS).forEach(each -> all.add(each.json()));
    return all;
  }

  /// The sections of the page.
  String page() throws SQLException {
    return """
    <h2>Last events</h2>
    %s
    <h2>Queues</h2>
    %s
    <h2>Rules</h2>
    %s
    <h2>Schedules</h2>
    %s
    """
        .formatted(lastEvents(), queueTable(), rules(), schedulesTable());
  }

  private String lastEvents() throws SQLException {
    return Page.table(
        List.of("time", "bus", "source", "type", "taken by"),
        buses.latest(EVENTS_ON_THE_PAGE),
        each ->
            List.of(
                Page.escape(each.at().toString()),
                Page.code(each.bus()),
                Page.code(each.event().path("source").asText()),
                Page.code(each.event().path("detail-type").asText()),
                takers(each)));
  }

  private static String takers(PublishedEvent event) {
    return event
        .takers()
        .valueStream()
        .map(each ->
            Page.code(each.path("rule").asText()) + " " + Page.escape(each.path("result").asText()))
        .collect(Collectors.joining("<br>"));
  }

  private String queueTable() throws SQLException {
    var all = queues.shown();
    var depths = all.stream().collect(Collectors.toMap(Queues.Shown::name, Queues.Shown::visible));
    return Page.table(
        List.of("queue", "waiting", "in flight", "delayed", "dead letters"),
        all,
        each ->
            List.of(
                Page.code(each.name()),
                String.valueOf(each.visible()),
                String.valueOf(each.inFlight()),
                String.valueOf(each.delayed()),
                deadLetters(each, depths)));
  }

  private static String deadLetters(Queues.Shown queue, Map<String, Long> depths) {
    var name = queue.deadLetterQueue();
    return name == null ? "" : depths.getOrDefault(name, 0L) + " in " + Page.code(name);
  }

  private String rules() {
    return Page.table(
        List.of("bus", "rule", "pattern", "targets"),
        buses.rules(),
        each ->
            List.of(
                Page.code(each.bus()),
                Page.code(each.name()) + (each.enabled() ? "" : " (disabled)"),
                Page.code(each.pattern()),
                each.targets().stream().map(Page::code).collect(Collectors.joining("<br>"))));
  }

  private String schedulesTable() {
    return Page.table(
        List.of("schedule", "when", "next", "target"),
        schedules.shown(),
        each ->
            List.of(
                Page.code(each.name()),
                Page.code(each.expression()),
                each.enabled()
                    ? (each.next() == null ? "never again" : each.next().toString())
                    : "disabled",
                Page.code(each.target())));
  }
}
