package dev.cellwright.localcell.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsError;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters of a request in the query protocol, read strictly: one we don't know is an error.
record Form(Map<String, String> parameters) {
  private static final Set<String> ALWAYS = Set.of("Action", "Version");
  private static final Pattern ENTRY = Pattern.compile("(\\w+)\\.entry\\.(\\d+)\\.(.+)");

  static Form of(byte[] body) {
    var parameters = new LinkedHashMap<String, String>();
    for (var pair : new String(body, UTF_8).split("&", -1)) {
      if (!pair.isEmpty()) {
        var equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        if (parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
          throw new AwsError("MalformedInput", 400, "the parameter " + name + " is there twice");
        }
      }
    }
    return new Form(parameters);
  }

  private static String decode(String escaped) {
    try {
      var text = URLDecoder.decode(escaped, UTF_8);
      if (text.indexOf(0) < 0) {
        return text;
      }
    } catch (IllegalArgumentException _) {
      // said below, like a text that nothing could keep
    }
    throw new AwsError("MalformedInput", 400, "the body is no form");
  }

  String action() {
    return parameters.getOrDefault("Action", "");
  }

  /// The same form, which may have these parameters and maps and no others.
  Form only(Set<String> names, Set<String> maps) {
    for (var name : parameters.keySet()) {
      var entry = ENTRY.matcher(name);
      if (!ALWAYS.contains(name)
          && !names.contains(name)
          && !(entry.matches() && maps.contains(entry.group(1)))) {
        throw invalid("the local cell does not know the parameter " + name);
      }
    }
    return this;
  }

  @Nullable String optional(String name) {
    return parameters.get(name);
  }

  String text(String name) {
    var text = optional(name);
    if (text == null || text.isEmpty()) {
      throw invalid(name + " is required");
    }
    return text;
  }

  /// A map of texts: `name.entry.1.key`, `name.entry.1.value`.
  Map<String, String> textMap(String name) {
    var texts = new LinkedHashMap<String, String>();
    entries(name)
        .values()
        .forEach(entry -> texts.put(member(entry, "key", name), member(entry, "value", name)));
    return texts;
  }

  /// The entries of a map by their numbers, each with its members.
  Map<Integer, Map<String, String>> entries(String name) {
    var entries = new TreeMap<Integer, Map<String, String>>();
    parameters.forEach((key, value) -> {
      var entry = ENTRY.matcher(key);
      if (entry.matches() && entry.group(1).equals(name) && entry.group(2).length() < 4) {
        entries
            .computeIfAbsent(Integer.valueOf(entry.group(2)), _ -> new LinkedHashMap<>())
            .put(entry.group(3), value);
      }
    });
    return entries;
  }

  static String member(Map<String, String> entry, String member, String map) {
    var value = entry.get(member);
    if (value == null) {
      throw invalid(map + " has an entry without " + member);
    }
    return value;
  }

  static AwsError invalid(String reason) {
    return new AwsError("InvalidParameter", 400, "Invalid parameter: " + reason);
  }
}
