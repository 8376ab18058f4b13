package dev.cellwright.localcell.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CloudFormation's intrinsic functions, conditions and dynamic references, for one stack.
///
/// One it does not know is an error that names where it stands; `AWS::NoValue` leaves the field
/// out.
final class Intrinsics {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([a-z-]+):([^}]+)}}");

  /// What the functions ask the rest of the cell.
  interface Lookup {

    /// A resource's, a parameter's or a pseudo parameter's value.
    JsonNode reference(String name);

    JsonNode attribute(String logicalId, String attribute);

    /// An SSM parameter's value.
    String parameter(String name);

    /// A secret's text.
    String secret(String id);
  }

  private final JsonNode template;
  private final Lookup lookup;
  private final String where;

  Intrinsics(JsonNode template, Lookup lookup, String where) {
    this.template = template;
    this.lookup = lookup;
    this.where = where;
  }

  JsonNode resolve(JsonNode value) {
    if (value.isTextual()) {
      return text(value.textValue());
    }
    if (value.isArray()) {
      var items = NODES.arrayNode();
      for (var item : value) {
        var resolved = resolve(item);
        if (!resolved.isMissingNode()) {
          items.add(resolved);
        }
      }
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.size() == 1) {
      var only = value.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey(), only.getValue());
      }
    }
    var fields = NODES.objectNode();
    for (var field : value.properties()) {
      var resolved = resolve(field.getValue());
      if (!resolved.isMissingNode()) {
        fields.set(field.getKey(), resolved);
      }
    }
    return fields;
  }

  boolean condition(String name) {
    var condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw problem("names the condition " + name + ", which its template does not state");
    }
    return test(condition);
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" ->
          argument.asText().equals("AWS::NoValue")
              ? MissingNode.getInstance()
              : lookup.reference(argument.asText());
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Join" -> text(String.join(argument.path(0).asText(), texts(argument.path(1))));
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument.path(0).asText(), resolve(argument.path(1)).asText());
      case "Fn::If" -> resolve(argument.path(condition(argument.path(0).asText()) ? 1 : 2));
      case "Fn::FindInMap" -> findInMap(texts(argument));
      case "Fn::Base64" ->
          TextNode.valueOf(
              Base64.getEncoder()
                  .encodeToString(resolve(argument).asText().getBytes(StandardCharsets.UTF_8)));
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
          BooleanNode.valueOf(test(NODES.objectNode().set(function, argument)));
      default -> throw problem("uses " + function + ", which the local cell does not know");
    };
  }

  private JsonNode attribute(JsonNode argument) {
    if (argument.isArray()) {
      return lookup.attribute(argument.path(0).asText(), resolve(argument.path(1)).asText());
    }
    return attribute(argument.asText());
  }

  private JsonNode attribute(String path) {
    var dot = path.indexOf('.');
    return lookup.attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private JsonNode substitute(JsonNode argument) {
    var pattern = argument.isArray() ? argument.path(0).asText() : argument.asText();
    var own = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
    var result =
        VARIABLE
            .matcher(pattern)
            .replaceAll(match -> {
              var name = match.group(2).strip();
              if (!match.group(1).isEmpty()) {
                return Matcher.quoteReplacement("${" + name + "}");
              }
              return Matcher.quoteReplacement(variable(name, own).asText());
            });
    return text(result);
  }

  private JsonNode variable(String name, JsonNode own) {
    if (own.has(name)) {
      return resolve(own.path(name));
    }
    return name.contains(".") ? attribute(name) : lookup.reference(name);
  }

  private JsonNode select(JsonNode argument) {
    var items = resolve(argument.path(1));
    var index = resolve(argument.path(0)).asInt();
    if (index < 0 || index >= items.size()) {
      throw problem("selects item " + index + " of " + items.size());
    }
    return items.path(index);
  }

  private static JsonNode split(String delimiter, String text) {
    var parts = NODES.arrayNode();
    for (var part : text.split(Pattern.quote(delimiter), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode findInMap(List<String> keys) {
    var value = template.path("Mappings").path(keys.get(0)).path(keys.get(1)).path(keys.get(2));
    if (value.isMissingNode()) {
      throw problem("looks up " + String.join(".", keys) + ", which its Mappings do not hold");
    }
    return value;
  }

  private boolean test(JsonNode condition) {
    if (!condition.isObject() || condition.size() != 1) {
      return resolve(condition).asBoolean();
    }
    var only = condition.properties().iterator().next();
    var argument = only.getValue();
    return switch (only.getKey()) {
      case "Condition" -> condition(argument.asText());
      case "Fn::Equals" -> {
        var sides = texts(argument);
        yield sides.get(0).equals(sides.get(1));
      }
      case "Fn::Not" -> !test(argument.path(0));
      case "Fn::And" -> argument.valueStream().allMatch(this::test);
      case "Fn::Or" -> argument.valueStream().anyMatch(this::test);
      default -> resolve(condition).asBoolean();
    };
  }

  private List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    resolve(list).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private JsonNode text(String text) {
    if (!text.contains("{{resolve:")) {
      return TextNode.valueOf(text);
    }
    return TextNode.valueOf(
        DYNAMIC
            .matcher(text)
            .replaceAll(
                match -> Matcher.quoteReplacement(dynamic(match.group(1), match.group(2)))));
  }

  private String dynamic(String service, String reference) {
    return switch (service) {
      case "ssm" -> lookup.parameter(reference.replaceFirst(":\\d+$", ""));
      case "secretsmanager" -> secret(reference);
      default ->
          throw problem("uses {{resolve:" + service + ":…}}, which the local cell does not know");
    };
  }

  /// `id-or-arn:SecretString:json-key:stage:version`; an ARN holds colons itself.
  private String secret(String reference) {
    var split = reference.indexOf(":SecretString");
    var id = split < 0 ? reference : reference.substring(0, split);
    var rest = split < 0 ? "" : reference.substring(split + ":SecretString".length());
    var key = rest.startsWith(":") ? rest.substring(1).split(":", -1)[0] : "";
    var text = lookup.secret(id);
    if (key.isEmpty()) {
      return text;
    }
    var value = Json.parse(text).path(key);
    if (value.isMissingNode()) {
      throw problem("reads " + key + " of the secret " + id + ", which has no such key");
    }
    return value.asText();
  }

  private TemplateProblem problem(String what) {
    return new TemplateProblem(where + " " + what);
  }
}
