package dev.cellwright.integrations;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;
import java.util.function.Supplier;

/// Every path about webhooks, and what each ending says over HTTP.
final class WebhookRoutes {
  static final List<Route<WebhookRoutes>> ROUTES =
      List.of(
          Route.<WebhookRoutes>post("/api/v1/webhooks")
              .named(
                  "register_webhook", "Register a webhook; its secret is shown now and never again")
              .asks("webhook.create")
              .takes(NewWebhook.class)
              .answers(201, NewlyRegistered.class)
              .keepsNoAnswer()
              .guarded()
              .by(WebhookRoutes::register),
          Route.<WebhookRoutes>get("/api/v1/webhooks")
              .named("list_webhooks", "List webhooks")
              .asks("webhook.view")
              .lists(WebhookStore.WEBHOOKS)
              .by(WebhookRoutes::list),
          Route.<WebhookRoutes>get("/api/v1/webhooks/{id}")
              .named("show_webhook", "Read a webhook")
              .asks("webhook.view")
              .answers(Webhook.class)
              .guarded()
              .by(WebhookRoutes::show),
          Route.<WebhookRoutes>patch("/api/v1/webhooks/{id}")
              .named("change_webhook", "Change a webhook, or make it active again")
              .asks("webhook.edit")
              .takes(WebhookPatch.class)
              .answers(Webhook.class)
              .guarded()
              .by(WebhookRoutes::change),
          Route.<WebhookRoutes>delete("/api/v1/webhooks/{id}")
              .named("delete_webhook", "Remove a webhook, with its deliveries")
              .asks("webhook.delete")
              .answersNothing(204)
              .guarded()
              .by(WebhookRoutes::delete),
          Route.<WebhookRoutes>post("/api/v1/webhooks/{id}/rotate-secret")
              .named(
                  "rotate_webhook_secret",
                  "Give a webhook a new secret; the one before holds for a while")
              .asks("webhook.edit")
              .takesOptionally(Rotation.class)
              .answers(NewSecret.class)
              .keepsNoAnswer()
              .by(WebhookRoutes::rotate),
          Route.<WebhookRoutes>post("/api/v1/webhooks/{id}/test")
              .named("test_webhook", "Send a webhook a test message, and tell how it went")
              .asks("webhook.edit")
              .answers(Tested.class)
              .keepsNoAnswer()
              .by(WebhookRoutes::test),
          Route.<WebhookRoutes>get("/api/v1/webhooks/{id}/events")
              .named("poll_webhook", "Fetch a webhook's events instead of being sent them")
              .asks("webhook.view")
              .queryIfAny(
                  "after",
                  ParameterType.matching(
                      PollStore.Place.FORM, 40, "must be a cursor of an earlier answer"),
                  "The cursor of the answer before; left out for the beginning")
              .queryIfAny(
                  "limit",
                  ParameterType.matching("[1-9][0-9]?|100", 3, "must be from 1 to 100"),
                  "How many at most; 100 where it isn't said")
              .answers(Polled.class)
              .by(WebhookRoutes::poll),
          Route.<WebhookRoutes>get("/api/v1/event-types")
              .named("list_event_types", "List the types of events that may be subscribed to")
              .open()
              .answers(EventTypeShown.All.class)
              .by(WebhookRoutes::eventTypes));

  private final Database database;
  private final Supplier<SubscribableEvents> events;
  private final RegisterWebhook registerWebhook;
  private final ChangeWebhook changeWebhook;
  private final DeleteWebhook deleteWebhook;
  private final RotateSecret rotateSecret;
  private final TestWebhook testWebhook;
  private final PollEvents pollEvents;

  WebhookRoutes(Kernel kernel, Wishes wishes, Supplier<SubscribableEvents> events) {
    database = kernel.database();
    this.events = events;
    registerWebhook = new RegisterWebhook(database, kernel.ids(), kernel.clock(), wishes);
    changeWebhook = new ChangeWebhook(database, wishes);
    deleteWebhook = new DeleteWebhook(database);
    rotateSecret = new RotateSecret(database, kernel.clock());
    testWebhook = new TestWebhook(database, Couriers.of(kernel), kernel.ids(), kernel.clock());
    pollEvents = new PollEvents(database, events);
  }

  private Response register(Request request) {
    return switch (registerWebhook.register(request.body(NewWebhook.class))) {
      case RegisterWebhook.Outcome.Registered(var webhook) ->
          Response.created(webhook, "/api/v1/webhooks/" + webhook.id()).version(webhook.version());
      case RegisterWebhook.Outcome.Unfit(var errors) -> new Response.Invalid(errors);
      case RegisterWebhook.Outcome.TooMany() ->
          Response.conflict("An organization has at most " + WebhookStore.MOST + " webhooks");
    };
  }

  private Response list(Request request) {
    return Response.page(database.page(WebhookStore.WEBHOOKS, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    var id = request.id("id");
    var webhook = database.first(WebhookStore.ONE, Binds.of("id", id));
    return webhook == null ? Response.notFound("webhook", id) : answer(webhook);
  }

  private Response change(Request request) {
    return switch (changeWebhook.change(
        request.id("id"), request.body(WebhookPatch.class), request.ifMatch())) {
      case ChangeWebhook.Outcome.Changed(var webhook) -> answer(webhook);
      case ChangeWebhook.Outcome.Unfit(var errors) -> new Response.Invalid(errors);
      case ChangeWebhook.Outcome.ChangedSince() -> Response.changedSince("webhook");
      case ChangeWebhook.Outcome.NotFound(var id) -> Response.notFound("webhook", id);
    };
  }

  private Response delete(Request request) {
    return switch (deleteWebhook.delete(request.id("id"), request.ifMatch())) {
      case DeleteWebhook.Outcome.Deleted() -> Response.noContent();
      case DeleteWebhook.Outcome.ChangedSince() -> Response.changedSince("webhook");
      case DeleteWebhook.Outcome.NotFound(var id) -> Response.notFound("webhook", id);
    };
  }

  private Response rotate(Request request) {
    return switch (rotateSecret.rotate(request.id("id"), request.bodyIfAny(Rotation.class))) {
      case RotateSecret.Outcome.Rotated(var secret) -> Response.ok(secret);
      case RotateSecret.Outcome.NotFound(var id) -> Response.notFound("webhook", id);
    };
  }

  private Response test(Request request) {
    return switch (testWebhook.test(request.id("id"))) {
      case TestWebhook.Outcome.Sent(var tested) -> Response.ok(tested);
      case TestWebhook.Outcome.NothingToCall(var id) -> Response.notFound("webhook", id);
    };
  }

  private Response poll(Request request) {
    var limit = request.queryIfAny("limit");
    return switch (pollEvents.poll(
        request.id("id"),
        request.queryIfAny("after"),
        limit == null ? null : Integer.valueOf(limit))) {
      case PollEvents.Outcome.Fetched(var polled) -> Response.ok(polled);
      case PollEvents.Outcome.NotFound(var id) -> Response.notFound("webhook", id);
    };
  }

  private Response eventTypes(Request request) {
    return Response.ok(new EventTypeShown.All(events.get().types()))
        .with("Cache-Control", "public, max-age=300");
  }

  private static Response answer(Webhook webhook) {
    return Response.ok(webhook).version(webhook.version());
  }
}
