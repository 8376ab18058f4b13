package dev.cellwright.kernel.http;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.AccessTokens;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.RateLeases;
import dev.cellwright.kernel.data.Refused;
import dev.cellwright.kernel.data.Unavailable;
import dev.cellwright.kernel.data.Viewer;
import dev.cellwright.kernel.observe.RequestLog;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.InvalidShape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// The way of a request through a function: correlation id, route, token, shape, handler, answer.
///
/// Whether the caller may is decided in the handler's one database call; here it is only settled
/// who calls and whether the request has the shape that the route declares.
public final class Api {
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]+)");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{1,45}");

  private final Router router;
  private final AccessTokens accessTokens;
  private final InstantSource clock;
  private final RateLeases rates;
  private final RequestLog log;

  public Api(
      List<Endpoint> endpoints,
      AccessTokens accessTokens,
      InstantSource clock,
      RateLeases rates,
      RequestLog log) {
    this.router = new Router(endpoints);
    this.accessTokens = accessTokens;
    this.clock = clock;
    this.rates = rates;
    this.log = log;
  }

  /// Answers a request, whatever it is.
  public HttpResponse answer(HttpRequest request) {
    var given = request.header("X-Correlation-Id");
    var correlationId =
        given != null && CORRELATION_ID.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString();
    var answers = new Answers(correlationId, wantsProblem(request), clock);
    return log.around(correlationId, request, () -> Viewer.watch(() -> dispatch(request, answers)));
  }

  /// Answers a request that nobody made, to have walked the way once: unlogged and uncounted.
  public HttpResponse rehearse(HttpRequest request) {
    var answers = new Answers("rehearsal", false, clock);
    return Viewer.watch(() -> dispatch(request, answers));
  }

  private HttpResponse dispatch(HttpRequest request, Answers answers) {
    return switch (router.find(request.method(), request.path())) {
      case Router.Found.Nothing() ->
          answers.error(404, "NOT_FOUND", "There is nothing at this path");
      case Router.Found.OtherMethods(var allowed) ->
          answers
              .error(
                  405,
                  "METHOD_NOT_ALLOWED",
                  "This path takes " + String.join(", ", allowed) + ", not " + request.method())
              .with("Allow", String.join(", ", allowed));
      case Router.Found.At(var endpoint, var parameters) -> {
        log.found(endpoint.route());
        yield authenticated(endpoint, parameters, request, answers);
      }
    };
  }

  private HttpResponse authenticated(
      Endpoint endpoint, List<String> parameters, HttpRequest request, Answers answers) {
    var route = endpoint.route();
    @Nullable Principal principal = null;
    if (heedsToken(route, request)) {
      principal = principal(request);
      if (principal == null) {
        return unauthenticated(answers);
      }
      log.identified(principal);
    }
    try {
      return scoped(
          endpoint, GivenParameters.inPath(route, parameters), principal, request, answers);
    } catch (InvalidShape e) {
      return answers.invalid(e.errors());
    } catch (Refused e) {
      return refused(e, route, parameters, answers);
    } catch (Unavailable | SdkException e) {
      log.failed(e);
      return answers
          .error(503, "SERVICE_UNAVAILABLE", "The service is waking up or busy: try again")
          .with("Retry-After", "2");
    } catch (RuntimeException e) {
      log.failed(e);
      return answers.error(
          500,
          "INTERNAL_ERROR",
          "Something went wrong here; it was logged under the correlation id");
    }
  }

  private HttpResponse scoped(
      Endpoint endpoint,
      Map<String, String> inPath,
      @Nullable Principal principal,
      HttpRequest request,
      Answers answers) {
    var route = endpoint.route();
    var organization = organization(route, inPath, principal);
    if (route.access() instanceof Access.Member && organization == null) {
      return answers.error(
          403, "FORBIDDEN", "The token speaks for no organization: switch to one first");
    }
    if (route.takes() != null
        && !(route.bodyOptional() && request.hasNoBody())
        && !speaksJson(route, request)) {
      return answers.error(
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "Send application/json"
              + (route.method() == Method.PATCH ? " or application/merge-patch+json" : ""));
    }
    var key = request.header("Idempotency-Key");
    if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw new InvalidShape("Idempotency-Key", "must have 1 to 200 visible ASCII characters");
    }
    var read = Request.read(route, inPath, request);
    var requested =
        new Occasion.Requested(
            route,
            key != null && route.method() == Method.POST && route.keepsAnswer()
                ? "key:" + key
                : "request:" + UUID.randomUUID(),
            fingerprint(request),
            principal,
            object(route, inPath),
            ADDRESS.matcher(request.sourceAddress()).matches() ? request.sourceAddress() : "");
    var scope =
        new RequestScope(answers.correlationId(), organization, request.deadline(), requested);
    var response = scope.call(() -> endpoint.answer().apply(read));
    return rated(answers.of(response, route, clearance(scope), principal), rates.standing(scope));
  }

  /// Tells the caller what is left of its rate, in the form that is widespread and in the one that
  /// is being standardized.
  private static HttpResponse rated(HttpResponse response, RateLeases.@Nullable Standing standing) {
    if (standing == null) {
      return response;
    }
    long missing = standing.perMinute() - standing.remaining();
    var reset = Long.toString((long) Math.ceil(missing * 60.0 / standing.perMinute()));
    var name = "\"" + standing.rate().name().toLowerCase(java.util.Locale.ROOT) + "\"";
    return response
        .with("X-RateLimit-Limit", Integer.toString(standing.perMinute()))
        .with("X-RateLimit-Remaining", Long.toString(standing.remaining()))
        .with("X-RateLimit-Reset", reset)
        .with("RateLimit-Policy", name + ";q=" + standing.perMinute() + ";w=60")
        .with("RateLimit", name + ";r=" + standing.remaining() + ";t=" + reset);
  }

  private static Clearance clearance(RequestScope scope) {
    return Viewer.clearance(scope.organization() != null);
  }

  private static @Nullable UUID organization(
      Route<?> route, Map<String, String> inPath, @Nullable Principal principal) {
    if (!(route.access() instanceof Access.Member(_, var parameter, _))) {
      return null;
    }
    return parameter != null
        ? UUID.fromString(String.valueOf(inPath.get(parameter)))
        : principal == null ? null : principal.organization();
  }

  private static @Nullable UUID object(Route<?> route, Map<String, String> inPath) {
    return route.access() instanceof Access.Member(_, _, var parameter) && parameter != null
        ? UUID.fromString(String.valueOf(inPath.get(parameter)))
        : null;
  }

  private static boolean heedsToken(Route<?> route, HttpRequest request) {
    return !(route.access() instanceof Access.Open(var heedsToken))
        || (heedsToken && request.headers().containsKey("Authorization"));
  }

  private @Nullable Principal principal(HttpRequest request) {
    var values = request.headers().getOrDefault("Authorization", List.of());
    if (values.size() != 1) {
      return null;
    }
    var bearer = BEARER.matcher(values.getFirst().strip());
    return bearer.matches() ? accessTokens.verify(bearer.group(1)) : null;
  }

  private static HttpResponse unauthenticated(Answers answers) {
    return answers
        .error(401, "UNAUTHENTICATED", "A valid access token is needed: log in or refresh")
        .with("WWW-Authenticate", "Bearer");
  }

  private static HttpResponse refused(
      Refused refusal, Route<?> route, List<String> parameters, Answers answers) {
    return switch (refusal.reason()) {
      case SESSION_ENDED -> unauthenticated(answers);
      case NOT_ALLOWED -> answers.error(403, "FORBIDDEN", "You may not do this: " + asked(route));
      case NOT_SEEN -> answers.of(notSeen(route, parameters), route, Clearance.PUBLIC, null);
      case NOT_A_MEMBER ->
          route.access() instanceof Access.Member(_, var parameter, _) && parameter != null
              ? answers.error(404, "NOT_FOUND", "Organization not found")
              : answers.error(403, "FORBIDDEN", "You are no member of this organization any more");
      case TOO_MANY ->
          answers
              .error(429, "RATE_LIMITED", "Too many requests: slow down, then try again")
              .with("Retry-After", Integer.toString(refusal.retryAfterSeconds()))
              .with("X-RateLimit-Remaining", "0");
      case RUNNING ->
          answers
              .error(409, "CONFLICT", "The same command is still running: try again shortly")
              .with("Retry-After", "1");
      case KEY_REUSED ->
          answers.error(
              422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request");
    };
  }

  /// What is said of a thing that isn't there.
  private static Response notSeen(Route<?> route, List<String> parameters) {
    var object = object(route, GivenParameters.inPath(route, parameters));
    if (object == null || !(route.access() instanceof Access.Member member)) {
      throw new IllegalStateException(route + " asks nothing on an object");
    }
    return Response.notFound(member.type(), object);
  }

  private static String asked(Route<?> route) {
    return route.access() instanceof Access.Member member
        ? "it takes the permission " + member.permission()
        : "it is not yours to do";
  }

  private static boolean speaksJson(Route<?> route, HttpRequest request) {
    var type = request.mediaType();
    var charset = String.valueOf(request.header("Content-Type")).toLowerCase(java.util.Locale.ROOT);
    if (charset.contains("charset=") && !charset.matches(".*charset=\"?utf-8\"?.*")) {
      return false;
    }
    return type.equals("application/json")
        || (route.method() == Method.PATCH && type.equals("application/merge-patch+json"));
  }

  private static boolean wantsProblem(HttpRequest request) {
    var accept = request.header("Accept");
    return accept != null && accept.contains(ErrorBody.PROBLEM);
  }

  /// What a request says: a key that comes again with another fingerprint is refused.
  private static String fingerprint(HttpRequest request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(request.body());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
