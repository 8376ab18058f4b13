package dev.cellwright.localcell.gateway;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A path as the log may keep it.
///
/// Where providers call, the address holds a token, and who has that may call too. So a segment
/// that could be one, because it is long and is neither an id, a word, nor part of a route, is left
/// out, whether the request found a route or not. AWS's access log names the route and no value at
/// all.
final class LoggedPath {

  private static final int SHORT = 20;
  private static final Pattern SPEAKING =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[a-z]+([._-][a-z]+)*");

  private final Set<String> literals = new HashSet<>();

  LoggedPath(Collection<Operation> operations) {
    operations.stream().flatMap(each -> segments(each.path())).forEach(literals::add);
  }

  String of(String rawPath) {
    return segments(rawPath)
        .map(each ->
            each.length() < SHORT || literals.contains(each) || SPEAKING.matcher(each).matches()
                ? each
                : "***")
        .collect(Collectors.joining("/"));
  }

  private static Stream<String> segments(String path) {
    return List.of(path.split("/", -1)).stream();
  }
}
