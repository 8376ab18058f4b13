package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the next calls of a service go wrong, tells which faults wait, and forgets them.
public record FaultRequests(Faults faults) implements Part {
  private static final int MOST = 10_000;

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body) throws BadRequest {
    if (!path.equals("faults")) {
      return null;
    }
    return switch (incoming.method()) {
      case "GET" -> Console.json(all());
      case "POST" -> add(body);
      case "DELETE" -> {
        faults.clear();
        yield Console.json(all());
      }
      default -> Console.wrongMethod(incoming);
    };
  }

  private ObjectNode all() {
    var all = JsonNodeFactory.instance.objectNode();
    var waiting = all.putArray("waiting");
    faults.waiting().forEach(each -> waiting.add(json(each)));
    var services = all.putObject("services");
    faults
        .known()
        .forEach((service, operations) -> {
          var names = services.putArray(service);
          operations.forEach(names::add);
        });
    return all;
  }

  private Reply add(byte[] body) throws BadRequest {
    var asked = Console.object(body, "service", "operation", "caller", "kind", "times");
    var times = asked.path("times");
    if (!times.isMissingNode() && !(times.isInt() && times.intValue() >= 1)
        || times.asInt(1) > MOST) {
      throw new BadRequest("times is 1 to " + MOST);
    }
    var fault =
        new Faults.Fault(
            Objects.requireNonNullElse(text(asked, "service"), ""),
            text(asked, "operation"),
            text(asked, "caller"),
            kind(asked.path("kind").asText()),
            times.asInt(1));
    try {
      faults.inject(fault);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
    return Console.json(json(fault));
  }

  private static @Nullable String text(JsonNode asked, String member) throws BadRequest {
    var value = asked.path(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw new BadRequest(member + " is a text");
    }
    return value.textValue();
  }

  private static Faults.Kind kind(String name) throws BadRequest {
    return Stream.of(Faults.Kind.values())
        .filter(each -> name(each).equals(name))
        .findFirst()
        .orElseThrow(() -> new BadRequest("kind is fail, throttle or hang"));
  }

  private static String name(Faults.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(Faults.Fault fault) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("service", fault.service())
        .put("operation", fault.operation())
        .put("caller", fault.caller())
        .put("kind", name(fault.kind()))
        .put("times", fault.times());
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section(
            "Faults that wait",
            "faults",
            List.of("service", "operation", "caller", "kind", "times"),
            faults.waiting().stream()
                .map(each ->
                    List.of(
                        each.service(),
                        Objects.requireNonNullElse(each.operation(), "any"),
                        Objects.requireNonNullElse(each.caller(), "anybody"),
                        name(each.kind()),
                        String.valueOf(each.times())))
                .toList()));
  }
}
