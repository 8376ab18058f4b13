package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.sns.Sns;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was pushed to devices and sent to phones, and what the people who hold them may do.
public record Pushes(Sns sns) implements Part {
  private static final int ON_THE_PAGE = 20;

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body)
      throws BadRequest, SQLException {
    var get = incoming.method().equals("GET");
    var post = incoming.method().equals("POST");
    return switch (path) {
      case "pushes" -> get ? pushes(incoming) : Console.wrongMethod(incoming);
      case "sms" -> get ? sms(incoming) : Console.wrongMethod(incoming);
      case "pushes/uninstall" -> post ? uninstall(incoming, body) : Console.wrongMethod(incoming);
      case "sms/opt-out" -> post ? optOut(incoming, body) : Console.wrongMethod(incoming);
      default -> null;
    };
  }

  private Reply pushes(Incoming incoming) throws BadRequest, SQLException {
    var answer = JsonNodeFactory.instance.arrayNode();
    sns.pushes(to(incoming)).forEach(each -> answer.add(each.json()));
    return Console.json(answer);
  }

  private Reply sms(Incoming incoming) throws BadRequest, SQLException {
    var answer = JsonNodeFactory.instance.arrayNode();
    sns.sms(to(incoming)).forEach(each -> answer.add(each.json()));
    return Console.json(answer);
  }

  private static @Nullable String to(Incoming incoming) throws BadRequest {
    var to = Console.recipient(incoming.rawQuery());
    return to.isEmpty() ? null : to;
  }

  private Reply uninstall(Incoming incoming, byte[] body) throws BadRequest, SQLException {
    var asked = Console.object(body, "endpoint");
    return sns.uninstall(asked.path("endpoint").asText())
        ? Console.json(asked)
        : Console.error(404, "there is no such endpoint", incoming);
  }

  private Reply optOut(Incoming incoming, byte[] body) throws BadRequest, SQLException {
    var asked = Console.object(body, "phone", "optedOut");
    if (!asked.path("optedOut").isBoolean()) {
      throw new BadRequest("optedOut is true or false");
    }
    return sns.optOut(asked.path("phone").asText(), asked.path("optedOut").booleanValue())
        ? Console.json(asked)
        : Console.error(400, "phone is a number in the form of E.164", incoming);
  }

  @Override
  public List<Section> sections() throws SQLException {
    return List.of(
        new Section(
            "Last pushes",
            "pushes",
            List.of("time", "to", "payload"),
            sns.pushes(null).stream()
                .limit(ON_THE_PAGE)
                .map(each -> List.of(each.at().toString(), each.to(), each.payload()))
                .toList()),
        new Section(
            "Last text messages",
            "sms",
            List.of("time", "to", "from", "text", "outcome"),
            sns.sms(null).stream()
                .limit(ON_THE_PAGE)
                .map(each ->
                    List.of(
                        each.at().toString(),
                        each.to(),
                        Objects.requireNonNullElse(each.sender(), ""),
                        each.text(),
                        each.outcome()))
                .toList()));
  }
}
