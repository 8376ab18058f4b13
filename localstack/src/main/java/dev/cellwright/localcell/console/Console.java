package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.Call;
import dev.cellwright.localcell.aws.CallLog;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.gateway.ErrorBody;
import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.lambda.Invocation;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.sqs.DeadLetters;
import java.io.IOException;
import java.net.URLDecoder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers under `/_cell/`: what a request did, the mail, the events, the queues, the clock,
/// faults, functions to run, and a page that shows the cell.
public final class Console implements HttpFront.Site {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "/_cell/";
  private static final String REQUESTS = "requests/";
  private static final String FUNCTIONS = "functions/";
  private static final String QUEUES = "queues/";
  private static final String REDRIVE = "/redrive";
  private static final String TO = "to=";
  private static final int MAIL_ON_THE_PAGE = 20;
  private static final Duration FARTHEST = Duration.ofDays(36_500);

  private final CellView view;
  private final Requests requests;
  private final CallLog calls;
  private final Faults faults;
  private final Callers callers;
  private final Mailbox mailbox;
  private final Messaging messaging;
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
      Faults faults,
      Callers callers,
      Mailbox mailbox,
      Messaging messaging,
      CellClock clock,
      ClockTable clockTable,
      BiFunction<String, byte[], @Nullable Invocation> functions) {
    this.view = view;
    this.requests = requests;
    this.calls = calls;
    this.faults = faults;
    this.callers = callers;
    this.mailbox = mailbox;
    this.messaging = messaging;
    this.clock = clock;
    this.clockTable = clockTable;
    this.functions = functions;
  }

  @Override
  public Reply answer(Incoming incoming, byte[] body) {
    var path =
        incoming.rawPath().equals("/_cell") ? "" : incoming.rawPath().substring(PREFIX.length());
    var get = incoming.method().equals("GET");
    var post = incoming.method().equals("POST");
    try {
      return switch (path) {
        case "" -> get ? page(incoming) : wrongMethod(incoming);
        case "events" -> get ? events(incoming) : wrongMethod(incoming);
        case "mail" -> get ? mail(incoming) : wrongMethod(incoming);
        case "clock" -> get ? clock() : post ? moveClock(incoming, body) : wrongMethod(incoming);
        case "faults" -> post ? addFault(incoming, body) : wrongMethod(incoming);
        default -> {
          if (path.startsWith(FUNCTIONS)) {
            yield post
                ? invoke(path.substring(FUNCTIONS.length()), body, incoming)
                : wrongMethod(incoming);
          }
          if (path.startsWith(QUEUES) && path.endsWith(REDRIVE)) {
            yield post ? redrive(path, incoming) : wrongMethod(incoming);
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
      for (var part : parts) {
        sections.addAll(part.sections());
      }
      var page =
          Page.of(
              view, clock, requests.latest(50), newest, sections, callers.used(), messaging.page());
      return new Reply(
          200,
          List.of(new Header("Content-Type", "text/html; charset=utf-8")),
          page.getBytes(UTF_8));
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

  private Reply events(Incoming incoming) {
    try {
      return json(messaging.events());
    } catch (SQLException e) {
      return error(503, "the events can't be read: " + e.getMessage(), incoming);
    }
  }

  private Reply redrive(String path, Incoming incoming) throws BadRequest {
    var name = path.substring(QUEUES.length(), path.length() - REDRIVE.length());
    try {
      return switch (messaging.queues().deadLetters().redrive(decoded(name, "queue's name"))) {
        case DeadLetters.Redrive.Moved(var messages) ->
            json(JsonNodeFactory.instance.objectNode().put("moved", messages));
        case DeadLetters.Redrive.NoSuchQueue() ->
            error(404, "the cell has no such queue", incoming);
        case DeadLetters.Redrive.NoDeadLetterQueue() ->
            error(409, "it is no dead-letter queue: no queue sends its messages there", incoming);
      };
    } catch (SQLException e) {
      return error(503, "the queue can't be redriven: " + e.getMessage(), incoming);
    }
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

  private static String decoded(String escaped, String what) throws BadRequest {
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

  private Reply addFault(Incoming incoming, byte[] body) throws BadRequest {
    var fault = object(body, "service", "operation", "kind", "times");
    var service = fault.path("service").asText();
    var kind = kind(fault.path("kind").asText());
    var times = fault.path("times").asInt(fault.has("times") ? 0 : 1);
    if (service.isEmpty() || times < 1) {
      throw new BadRequest("a fault names a service, and times is 1 or more");
    }
    faults.inject(service, fault.path("operation").textValue(), kind, times);
    return json(fault);
  }

  private static Faults.Kind kind(String name) throws BadRequest {
    return Stream.of(Faults.Kind.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new BadRequest("kind is fail, throttle or hang"));
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
