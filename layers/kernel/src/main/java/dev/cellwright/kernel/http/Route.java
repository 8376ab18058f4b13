package dev.cellwright.kernel.http;

import dev.cellwright.kernel.data.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One method on one path, as data: what it asks, takes and answers.
///
/// @param path from the root, parameters in braces: `/api/v1/tasks/{id}`; a parameter is a UUID
///   unless it is declared
/// @param declared the path's parameters that are no UUIDs, and those of the query that a listing
///   doesn't have of itself
/// @param name unique in the cell; the OpenAPI operation id
/// @param takes the record a body must fit, or null when the route takes no body
/// @param bodyOptional whether a request may leave the body out
/// @param takesBytes whether the body is taken as it comes, unread: the handler sees to it
/// @param mayFindNothing whether it answers 404 for something else than a parameter names
/// @param answers the record of a successful answer, or null when it has no JSON body
/// @param success the status of a successful answer
/// @param listing how the answer is filtered, sorted and paged, for a route that answers a list of
///   `answers`
/// @param keepsAnswer whether a repeated `Idempotency-Key` may be answered from store; false where
///   the answer holds a token or a secret
/// @param guarded whether `If-Match` is heeded and answers carry an `ETag`
/// @param mediaType the media type of a successful answer
/// @param <R> the class that holds the handler
public record Route<R>(
    Method method,
    String path,
    List<RouteParameter> declared,
    String name,
    String summary,
    Access access,
    @Nullable Class<? extends Record> takes,
    boolean bodyOptional,
    boolean takesBytes,
    boolean mayFindNothing,
    @Nullable Class<?> answers,
    int success,
    @Nullable Listing<?> listing,
    RateClass rate,
    boolean keepsAnswer,
    boolean guarded,
    String mediaType,
    Handler<R> handler) {

  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][A-Za-z_]*)}");

  public static <R> Builder<R> get(String path) {
    return new Builder<>(Method.GET, path);
  }

  public static <R> Builder<R> post(String path) {
    return new Builder<>(Method.POST, path);
  }

  public static <R> Builder<R> put(String path) {
    return new Builder<>(Method.PUT, path);
  }

  public static <R> Builder<R> patch(String path) {
    return new Builder<>(Method.PATCH, path);
  }

  public static <R> Builder<R> delete(String path) {
    return new Builder<>(Method.DELETE, path);
  }

  public Route {
    declared = List.copyOf(declared);
    var inPath = namesIn(path);
    for (var parameter : declared) {
      if (parameter.inPath() && !inPath.contains(parameter.name())) {
        throw new IllegalArgumentException(path + " has no parameter " + parameter.name());
      }
    }
  }

  private static List<String> namesIn(String path) {
    return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /// The names of the path's parameters, in order.
  public List<String> pathParameters() {
    return namesIn(path);
  }

  /// What a parameter of the path may be.
  public ParameterType typeOf(String pathParameter) {
    return declared.stream()
        .filter(each -> each.inPath() && each.name().equals(pathParameter))
        .map(RouteParameter::type)
        .findFirst()
        .orElseGet(ParameterType::uuid);
  }

  /// The parameters of the query, besides those that a listing has of itself.
  public List<RouteParameter> queryParameters() {
    return declared.stream().filter(each -> !each.inPath()).toList();
  }

  /// The same route at one collection's own path, under a name of its own: `list_linked_of_tasks`.
  Route<R> within(RouteParameter variable, String collection) {
    return new Route<>(
        method,
        path.replace("{" + variable.name() + "}", collection),
        declared.stream().filter(each -> !each.equals(variable)).toList(),
        name + "_of_" + collection.replace('-', '_'),
        summary + " (" + collection + ")",
        access,
        takes,
        bodyOptional,
        takesBytes,
        mayFindNothing,
        answers,
        success,
        listing,
        rate,
        keepsAnswer,
        guarded,
        mediaType,
        handler);
  }

  /// Whether the route only reads.
  public boolean reads() {
    return method == Method.GET;
  }

  /// `GET /api/v1/tasks/{id}`
  @Override
  public String toString() {
    return method + " " + path;
  }

  /// Collects a route; [#by] ends it.
  public static final class Builder<R> {
    private final Method method;
    private final String path;
    private final List<RouteParameter> declared = new ArrayList<>();
    private String name = "";
    private String summary = "";
    private Access access = new Access.Person();
    private @Nullable Class<? extends Record> takes;
    private boolean bodyOptional;
    private boolean takesBytes;
    private boolean mayFindNothing;
    private @Nullable Class<?> answers;
    private int success = 200;
    private @Nullable Listing<?> listing;
    private @Nullable RateClass rate;
    private boolean keepsAnswer = true;
    private boolean guarded;
    private String mediaType = "application/json";

    private Builder(Method method, String path) {
      this.method = method;
      this.path = path;
    }

    /// The operation id and one line for the documents.
    public Builder<R> named(String operation, String line) {
      name = operation;
      summary = line;
      return this;
    }

    /// A parameter of the path that is no UUID.
    ///
    /// @param meaning a sentence for the documents
    public Builder<R> path(String parameter, ParameterType type, String meaning) {
      declared.add(new RouteParameter(parameter, true, type, true, meaning));
      return this;
    }

    /// A parameter of the query that a request must have. The gateway looks for it too.
    ///
    /// @param meaning a sentence for the documents
    public Builder<R> query(String parameter, ParameterType type, String meaning) {
      declared.add(new RouteParameter(parameter, false, type, true, meaning));
      return this;
    }

    /// A parameter of the query that a request may leave out.
    ///
    /// @param meaning a sentence for the documents
    public Builder<R> queryIfAny(String parameter, ParameterType type, String meaning) {
      declared.add(new RouteParameter(parameter, false, type, false, meaning));
      return this;
    }

    /// Anybody may call it.
    public Builder<R> open() {
      access = new Access.Open(false);
      return this;
    }

    /// Anybody may call it; whoever is logged in is answered as who they are.
    public Builder<R> openToPersons() {
      access = new Access.Open(true);
      return this;
    }

    /// Whoever is logged in may call it.
    public Builder<R> person() {
      access = new Access.Person();
      return this;
    }

    /// Members of the token's organization who hold this permission may call it: in the whole
    /// organization, unless [#on] says on what. A list that is [visible][Listing.Builder#visible]
    /// asks nothing of its reader: it shows what they may view.
    public Builder<R> asks(String permission) {
      access = new Access.Member(permission, null, null);
      return this;
    }

    /// Members of the organization named in the path who hold this permission may call it.
    public Builder<R> asks(String permission, String organizationParameter) {
      access = new Access.Member(permission, organizationParameter, null);
      return this;
    }

    /// The permission is asked on the object that this path parameter names. To who may not view
    /// that object it isn't there.
    ///
    /// @throws IllegalStateException before [#asks]
    public Builder<R> on(String objectParameter) {
      if (!(access instanceof Access.Member(var permission, var organization, _))) {
        throw new IllegalStateException("say what is asked, then on what: " + path);
      }
      access = new Access.Member(permission, organization, objectParameter);
      return this;
    }

    public Builder<R> takes(Class<? extends Record> body) {
      takes = body;
      return this;
    }

    /// A body of this record, or none at all.
    public Builder<R> takesOptionally(Class<? extends Record> body) {
      bodyOptional = true;
      return takes(body);
    }

    /// A body of any kind, which the handler reads as bytes: what is signed must be seen as it
    /// came.
    public Builder<R> takesBytes() {
      takesBytes = true;
      return this;
    }

    /// What the body names, or what the caller has one of, may not be there: the answer is 404
    /// then. Of a route with parameters that goes without saying.
    public Builder<R> mayFindNothing() {
      mayFindNothing = true;
      return this;
    }

    public Builder<R> answers(Class<? extends Record> body) {
      answers = body;
      return this;
    }

    public Builder<R> answers(int status, Class<? extends Record> body) {
      success = status;
      answers = body;
      return this;
    }

    /// A successful answer has this status and no body.
    public Builder<R> answersNothing(int status) {
      success = status;
      answers = null;
      return this;
    }

    /// A successful answer is text of this media type, which the handler writes itself.
    public Builder<R> answersText(String type) {
      mediaType = type;
      return this;
    }

    /// Answers `{data, meta}` with rows of the listing's record.
    public Builder<R> lists(Listing<?> parts) {
      listing = parts;
      answers = parts.row();
      return this;
    }

    public Builder<R> rate(RateClass given) {
      rate = given;
      return this;
    }

    /// The answer holds a token or a secret: nothing of it is stored.
    public Builder<R> keepsNoAnswer() {
      keepsAnswer = false;
      return this;
    }

    /// The answer carries an `ETag`, and a change may be guarded by `If-Match`.
    public Builder<R> guarded() {
      guarded = true;
      return this;
    }

    /// Ends the route.
    ///
    /// @throws IllegalStateException for a permission asked on what the path doesn't name
    public Route<R> by(Handler<R> handler) {
      var given = rate != null ? rate : method == Method.GET ? RateClass.READ : RateClass.WRITE;
      var route =
          new Route<>(
              method,
              path,
              declared,
              name,
              summary,
              access,
              takes,
              bodyOptional,
              takesBytes,
              mayFindNothing,
              answers,
              success,
              listing,
              given,
              keepsAnswer,
              guarded,
              mediaType,
              handler);
      if (access instanceof Access.Member(_, _, var object)
          && object != null
          && !route.pathParameters().contains(object)) {
        throw new IllegalStateException(route + " has no parameter " + object);
      }
      return route;
    }
  }

  /// Reads the parameters out of a concrete path, or null where the path isn't this route's.
  @Nullable List<String> match(String concrete) {
    Matcher matcher = pattern().matcher(concrete);
    if (!matcher.matches()) {
      return null;
    }
    return java.util.stream.IntStream.rangeClosed(1, matcher.groupCount())
        .mapToObj(matcher::group)
        .toList();
  }

  private Pattern pattern() {
    return Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)"));
  }
}
