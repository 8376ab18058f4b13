package dev.cellwright.kernel.openapi;

import dev.cellwright.kernel.http.Access;
import dev.cellwright.kernel.http.Method;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// A refusal, and which routes can answer it.
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold no state
enum Refusal {
  INVALID(
      400,
      "VALIDATION_ERROR",
      "The request isn't as described here; `details` names the fields.",
      _ -> true),
  UNAUTHENTICATED(
      401,
      "UNAUTHENTICATED",
      "No valid access token, or wrong credentials.",
      route -> mayKnowCaller(route) || route.rate() == RateClass.SIGN_IN),
  FORBIDDEN(403, "FORBIDDEN", "You may see it but not do this.", Refusal::mayKnowCaller),
  NOT_FOUND(
      404,
      "NOT_FOUND",
      "There is nothing here that you may see.",
      route ->
          !route.pathParameters().isEmpty()
              || !route.queryParameters().isEmpty()
              || route.mayFindNothing()),
  CONFLICT(
      409,
      "CONFLICT",
      "It doesn't fit what is there now, or the first request with this `Idempotency-Key` is still"
          + " running.",
      route -> !route.reads() || heedsToken(route)),
  PRECONDITION_FAILED(
      412, "PRECONDITION_FAILED", "It has changed since you read it.", Parameter::isGuarded),
  TOO_LARGE(413, "PAYLOAD_TOO_LARGE", "The body is too large.", route -> route.takes() != null),
  WRONG_TYPE(
      415,
      "UNSUPPORTED_MEDIA_TYPE",
      "The body isn't of a media type listed here.",
      route -> route.takes() != null),
  KEY_REUSED(
      422,
      "IDEMPOTENCY_KEY_REUSED",
      "The `Idempotency-Key` was used with another body.",
      route -> route.method() == Method.POST && route.keepsAnswer()),
  LOCKED(
      423,
      "LOCKED",
      "Too many failed tries; `Retry-After` says how long to wait.",
      route -> !(route.access() instanceof Access.Person) && route.rate() == RateClass.SIGN_IN),
  TOO_MANY(
      429, "RATE_LIMITED", "Too many requests; `Retry-After` says how long to wait.", _ -> true),
  FAULT(500, "INTERNAL_ERROR", "A fault of ours.", _ -> true),
  UNAVAILABLE(503, "SERVICE_UNAVAILABLE", "Try again after `Retry-After`.", _ -> true);

  final int status;
  final String code;
  final String description;
  private final Predicate<Route<?>> answeredBy;

  Refusal(int status, String code, String description, Predicate<Route<?>> answeredBy) {
    this.status = status;
    this.code = code;
    this.description = description;
    this.answeredBy = answeredBy;
  }

  private static boolean mayKnowCaller(Route<?> route) {
    return !(route.access() instanceof Access.Open) || heedsToken(route);
  }

  /// An open route that heeds a token does something for whoever sends one.
  private static boolean heedsToken(Route<?> route) {
    return route.access() instanceof Access.Open(var heedsToken) && heedsToken;
  }

  static List<Refusal> of(Route<?> route) {
    return Arrays.stream(values()).filter(refusal -> refusal.answeredBy.test(route)).toList();
  }

  /// Whether the answer says when to come back.
  boolean saysWhenToRetry() {
    return this == LOCKED || this == TOO_MANY || this == UNAVAILABLE;
  }

  /// `NotFound`
  String component() {
    var words = new StringBuilder();
    for (var word : name().split("_", -1)) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }
}
