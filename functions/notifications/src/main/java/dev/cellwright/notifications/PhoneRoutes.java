package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.regex.Pattern;

/// Every path about a person's devices and number, and what each ending says over HTTP.
final class PhoneRoutes {
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  static final List<Route<PhoneRoutes>> ROUTES =
      List.of(
          Route.<PhoneRoutes>post("/api/v1/notification-devices")
              .named("register_notification_device", "Register a device to be pushed to")
              .asks("notification.edit")
              .takes(NewDevice.class)
              .answers(201, Device.class)
              .by(PhoneRoutes::register),
          Route.<PhoneRoutes>get("/api/v1/notification-devices")
              .named("list_notification_devices", "List one's devices that are pushed to")
              .asks("notification.view")
              .lists(ReachStore.DEVICES)
              .by(PhoneRoutes::devices),
          Route.<PhoneRoutes>delete("/api/v1/notification-devices/{id}")
              .named("delete_notification_device", "Push to a device no longer")
              .asks("notification.edit")
              .answersNothing(204)
              .by(PhoneRoutes::removeDevice),
          Route.<PhoneRoutes>get("/api/v1/notification-number")
              .named("show_notification_number", "Read one's number for text messages")
              .asks("notification.view")
              .answers(SmsNumber.class)
              .by(PhoneRoutes::number),
          Route.<PhoneRoutes>put("/api/v1/notification-number")
              .named("set_notification_number", "Say one's number; a code is sent there")
              .asks("notification.edit")
              .takes(NewNumber.class)
              .answers(SmsNumber.class)
              .by(PhoneRoutes::setNumber),
          Route.<PhoneRoutes>delete("/api/v1/notification-number")
              .named("delete_notification_number", "Take one's number away")
              .asks("notification.edit")
              .answersNothing(204)
              .by(PhoneRoutes::removeNumber),
          Route.<PhoneRoutes>post("/api/v1/notification-number/code")
              .named("ask_notification_code", "Ask for a further code")
              .asks("notification.edit")
              .answers(SmsNumber.class)
              .by(PhoneRoutes::askCode),
          Route.<PhoneRoutes>post("/api/v1/notification-number/verification")
              .named("verify_notification_number", "Say the code that came")
              .asks("notification.edit")
              .takes(SaidCode.class)
              .answers(SmsNumber.class)
              .by(PhoneRoutes::verify));

  private final Database database;
  private final RegisterDevice registerDevice;
  private final VerifyNumber verifyNumber;

  PhoneRoutes(Kernel kernel) {
    database = kernel.database();
    registerDevice = new RegisterDevice(database, kernel.ids());
    verifyNumber = new VerifyNumber(database);
  }

  private Response register(Request request) {
    return answer(registerDevice.register(request.body(NewDevice.class)));
  }

  private Response devices(Request request) {
    return Response.page(database.page(ReachStore.DEVICES, request.page(), Binds.none()));
  }

  private Response removeDevice(Request request) {
    return answer(registerDevice.remove(request.id("id")));
  }

  private Response number(Request request) {
    var number = database.first(ReachStore.NUMBER, Binds.none());
    return number == null ? noNumber() : Response.ok(number);
  }

  private Response setNumber(Request request) {
    var number = request.body(NewNumber.class).number();
    return NUMBER.matcher(number).matches()
        ? answer(verifyNumber.ask(number))
        : Response.invalid("number", "must be a number such as +4915112345678");
  }

  private Response removeNumber(Request request) {
    return answer(verifyNumber.remove());
  }

  private Response askCode(Request request) {
    return answer(verifyNumber.ask(null));
  }

  private Response verify(Request request) {
    var code = request.body(SaidCode.class).code();
    return CODE.matcher(code).matches()
        ? answer(verifyNumber.say(code))
        : Response.invalid("code", "must be six digits");
  }

  private static Response answer(RegisterDevice.Outcome outcome) {
    return switch (outcome) {
      case RegisterDevice.Outcome.Registered(var device) ->
          Response.created(device, "/api/v1/notification-devices/" + device.id());
      case RegisterDevice.Outcome.Full() ->
          Response.conflict("You have 20 devices: delete one first");
      case RegisterDevice.Outcome.Removed() -> Response.noContent();
      case RegisterDevice.Outcome.NotFound(var id) -> Response.notFound("device", id);
    };
  }

  private static Response answer(VerifyNumber.Outcome outcome) {
    return switch (outcome) {
      case VerifyNumber.Outcome.Asked(var number) -> Response.ok(number);
      case VerifyNumber.Outcome.Verified(var number) -> Response.ok(number);
      case VerifyNumber.Outcome.Removed() -> Response.noContent();
      case VerifyNumber.Outcome.NoNumber() -> noNumber();
      case VerifyNumber.Outcome.TooSoon() -> slower("A code was sent within the last minute", "60");
      case VerifyNumber.Outcome.TooMany() ->
          slower("There were too many codes today: ask again tomorrow", "86400");
      case VerifyNumber.Outcome.Wrong() ->
          Response.invalid("code", "is not the code that was sent");
      case VerifyNumber.Outcome.NoCode() ->
          Response.conflict("No code is good any more: ask for a further one");
    };
  }

  private static Response noNumber() {
    return new Response.Failed(404, "NOT_FOUND", "You have no number for text messages", null);
  }

  private static Response slower(String message, String seconds) {
    return new Response.Failed(429, "RATE_LIMITED", message, null).with("Retry-After", seconds);
  }
}
