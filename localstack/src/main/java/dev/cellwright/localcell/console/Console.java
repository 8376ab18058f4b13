package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Call;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.gateway.ErrorBody;
import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.ses.Mailbox;
import java.io.IOException;
import java.net.URLDecoder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Answers under `/_cell/`: what a request did, the mail, the clock, functions to run, what its
/// parts add, and a page that shows the cell. Nobody but the person at this machine may use it.
public final class Console implements HttpFront.Site {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "/_cell/";
  private static final String REQUESTS = "requests/";
  private static final String FUNCTIONS = "functions/";
  private static final String TO = "to=";
  private static final int MAIL_ON_THE_PAGE = 20;
  private static final Duration FARTHEST = Duration.ofDays(36_500);

  private final CellView view;
  private final Requests requests;
  private final CallLog calls;
  private final Callers callers;
  private final Mailbox mailbox;
  private final CellClock clock;
  private final ClockTable clockTable;
  private final BiFunction<String, byte[], @Nullable Invocation> functions;
  private final List<Part> parts = new CopyOnWriteArrayList<>();

  /// What the console looks at and moves.
  ///
  /// @param functions runs a function by its name; null where there is none
  public Console(
      CellView view,
      Requests requests,
      CallLog calls,
      Callers callers,
      Mailbox mailbox,
      CellClock clock,
      ClockTable clockTable,
      BiFunction<String, byte[], @Nullable Invocation> functions) {
    this.view = view;
    this.requests = requests;
    this.calls = calls;
    this.callers = callers;
    this.mailbox = mailbox;
    this.clock = clock;
    this.clockTable = clockTable;
    this.functions = functions;
  }

  @Override
  public Reply answer(Incoming incoming, byte[] body) {
    var refusal = OwnBrowser.refusal(incoming);
    if (refusal != null) {
      return error(403, refusal, incoming);
    }
    var path =
        incoming.rawPath().equals("/_cell") ? "" : incoming.rawPath().substring(PREFIX.length());
    var get = incoming.method().equals("GET");
    var post = incoming.method().equals("POST");
    try {
      return switch (path) {
        case "" -> get ? page(incoming) : wrongMethod(incoming);
        case "mail" -> get ? mail(incoming) : wrongMethod(incoming);
        case "clock" -> get ? clock() : post ? moveClock(incoming, body) : wrongMethod(incoming);
        default -> {
          if (path.startsWith(FUNCTIONS)) {
            yield post
                ? invoke(path.substring(FUNCTIONS.length()), body, incoming)
                : wrongMethod(incoming);
          }
          if (!path.startsWith(REQUESTS)) {
            yield part(path, incoming, body);
          }
          yield get ? callsOf(path.substring(REQUESTS.length()), incoming) : wrongMethod(incoming);
        }
      };
    } catch (BadRequest e) {
      return error(400, e.reason(), incoming);
    }
  }

  /// Adds paths and sections of somebody else's.
  public Console add(Part part) {
    parts.add(part);
    return this;
  }

  private Reply part(String path, Incoming incoming, byte[] body) throws BadRequest {
    try {
      for (var part : parts) {
        var reply = part.answer(path, incoming, body);
        if (reply != null) {
          return reply;
        }
      }
      return error(404, "there is no such page of the cell", incoming);
    } catch (SQLException e) {
      return error(503, "what was kept can't be read: " + e.getMessage(), incoming);
    }
  }

  private Reply page(Incoming incoming) {
    try {
      var sent = mailbox.sent();
      var newest = sent.subList(0, Math.min(MAIL_ON_THE_PAGE, sent.size()));
      var sections = new ArrayList<Part.Section>();
      sections.add(ViewSections.requests(requests.latest(50)));
      sections.add(ViewSections.functions(view.functions().get()));
      sections.add(ViewSections.routes(view.routes()));
      sections.add(ViewSections.mail(newest));
      for (var part : parts) {
        sections.addAll(part.sections());
      }
      sections.add(ViewSections.used(callers.used()));
      sections.add(ViewSections.roles(view.roles()));
      return Page.of(view.cell(), clock, sections);
    } catch (SQLException e) {
      return unreadableMail(e, incoming);
    }
  }

  private Reply mail(Incoming incoming) throws BadRequest {
    var answer = JsonNodeFactory.instance.arrayNode();
    var to = recipient(incoming.rawQuery());
    try {
      (to.isEmpty() ? mailbox.sent() : mailbox.sentTo(to)).forEach(mail -> answer.add(mail.json()));
      return json(answer);
    } catch (SQLException e) {
      return unreadableMail(e, incoming);
    }
  }

  /// The address in `to`, or nothing where there is no query.
  static String recipient(String rawQuery) throws BadRequest {
    if (rawQuery.isEmpty()) {
      return "";
    }
    if (!rawQuery.startsWith(TO) || rawQuery.contains("&")) {
      throw new BadRequest("the only parameter here is to, an address");
    }
    return decoded(rawQuery.substring(TO.length()), "address");
  }

  private static Reply unreadableMail(SQLException e, Incoming incoming) {
    return error(503, "the mail can't be read: " + e.getMessage(), incoming);
  }

  private Reply callsOf(String escapedId, Incoming incoming) throws BadRequest {
    var caused =
        switch (incoming.rawQuery()) {
          case "", "caused=false" -> false;
          case "caused=true" -> true;
          default -> throw new BadRequest("the only parameter is caused, true or false");
        };
    var request = requests.find(decoded(escapedId, "correlation id"));
    if (request == null) {
      return error(404, "no request with this correlation id is remembered", incoming);
    }
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("calls");
    calls.of(request.traceId()).forEach(call -> list.add(json(call)));
    if (caused) {
      calls.causedBy(request.traceId()).forEach(call -> list.add(json(call).put("caused", true)));
    }
    return json(answer);
  }

  private static ObjectNode json(Call call) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("service", call.service())
        .put("operation", call.operation())
        .put("ms", call.ms())
        .put("result", call.result());
  }

  static String decoded(String escaped, String what) throws BadRequest {
    try {
      return URLDecoder.decode(escaped, UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequest("the " + what + " is malformed");
    }
  }

  private Reply clock() {
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("now", clock.instant().toString())
            .put("offset", clock.offset().toString()));
  }

  private Reply moveClock(Incoming incoming, byte[] body) throws BadRequest {
    var advance = advance(object(body, "advance").path("advance").asText());
    if (!clock.isMovable()) {
      return error(409, "isolated functions go by the real clock, which can't be moved", incoming);
    }
    try {
      synchronized (clock) {
        var offset = clock.offset().plus(advance);
        if (offset.compareTo(FARTHEST) > 0) {
          throw new BadRequest("the clock goes at most " + FARTHEST.toDays() + " days ahead");
        }
        if (!clockTable.write(offset)) {
          return error(409, "the cell's database has no clock to move", incoming);
        }
        clock.moveTo(offset);
      }
    } catch (SQLException e) {
      return error(503, "the clock's row can't be written: " + e.getMessage(), incoming);
    }
    return clock();
  }

  private static Duration advance(String text) throws BadRequest {
    try {
      var advance = Duration.parse(text);
      if (!advance.isNegative() && advance.compareTo(FARTHEST) <= 0) {
        return advance;
      }
    } catch (DateTimeParseException | ArithmeticException _) {
      // answered below, like a duration that leads back
    }
    throw new BadRequest("advance is an ISO 8601 duration that is not negative, as PT5M");
  }

  static JsonNode object(byte[] body, String... members) throws BadRequest {
    JsonNode object;
    try {
      object = JSON.readTree(body);
    } catch (IOException _) {
      throw new BadRequest("the body is not JSON");
    }
    if (!object.isObject()) {
      throw new BadRequest("the body is no JSON object");
    }
    var known = List.of(members);
    var unknown =
        object.propertyStream().map(each -> each.getKey()).filter(each -> !known.contains(each));
    var first = unknown.findFirst();
    if (first.isPresent()) {
      throw new BadRequest("the member " + first.get() + " is not known here");
    }
    return object;
  }

  /// Runs a function with the body as its event.
  private Reply invoke(String escapedName, byte[] event, Incoming incoming) throws BadRequest {
    return switch (functions.apply(decoded(escapedName, "function's name"), event)) {
      case null -> error(404, "the cell has no such function", incoming);
      case Invocation.Answered(var payload) ->
          new Reply(200, List.of(new Header("Content-Type", "application/json")), payload);
      case Invocation.Failed(var type, var message) ->
          error(502, "the function failed: " + message + " (" + type + ")", incoming);
      case Invocation.TimedOut(var after) ->
          error(504, "the function took longer than " + after.toSeconds() + " s", incoming);
      case Invocation.EventTooLarge(var bytes) ->
          error(413, "an event of " + bytes + " bytes is more than Lambda takes", incoming);
    };
  }

  static Reply json(JsonNode body) {
    return new Reply(
        200,
        List.of(new Header("Content-Type", "application/json")),
        body.toString().getBytes(UTF_8));
  }

  static Reply wrongMethod(Incoming incoming) {
    return error(405, "this page of the cell does not take " + incoming.method(), incoming);
  }

  static Reply error(int status, String message, Incoming incoming) {
    return ErrorBody.reply(status, message, incoming);
  }
}
