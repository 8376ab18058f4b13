package dev.cellwright.localcell.websocket;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A WebSocket API of the template with its stage.
///
/// @param name how messages call it: stack and logical id
/// @param routes by their keys
public record SocketApi(
    String name,
    String id,
    String stage,
    Map<String, String> stageVariables,
    String account,
    String region,
    RouteSelection selection,
    Map<String, Route> routes) {

  static final String CONNECT = "$connect";
  static final String DISCONNECT = "$disconnect";
  static final String DEFAULT = "$default";

  public SocketApi {
    stageVariables = Map.copyOf(stageVariables);
    routes = Map.copyOf(routes);
  }

  /// A route and the function it leads to.
  ///
  /// @param authorizer asked before `$connect`, and before nothing else
  /// @param answers whether the body that the function answers goes back to the client
  public record Route(
      String key,
      String function,
      Duration timeout,
      @Nullable Authorizer authorizer,
      boolean answers) {}

  /// A function that says who may connect. Where an identity source is missing it is not asked.
  public record Authorizer(String id, String function, List<IdentitySource> identitySources) {

    public Authorizer {
      identitySources = List.copyOf(identitySources);
    }
  }

  /// Every function the API calls.
  public Set<String> functions() {
    var functions = new LinkedHashSet<String>();
    for (var route : routes.values()) {
      functions.add(route.function());
      if (route.authorizer() != null) {
        functions.add(route.authorizer().function());
      }
    }
    return functions;
  }

  @Nullable Route route(String key) {
    return routes.get(key);
  }

  /// The ARN by which policies and permissions name a part of this API.
  String arn(String part) {
    return "arn:aws:execute-api:%s:%s:%s/%s".formatted(region, account, id, part);
  }

  /// The same below the stage.
  String stageArn(String part) {
    return arn(stage + "/" + part);
  }
}
