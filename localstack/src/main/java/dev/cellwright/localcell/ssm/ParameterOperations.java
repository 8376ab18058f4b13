package dev.cellwright.localcell.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.JsonService;
import dev.cellwright.localcell.aws.JsonService.Known;
import dev.cellwright.localcell.aws.JsonService.Prepared;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The operations of the Parameter Store over HTTP.
record ParameterOperations(Parameters parameters) {
  private static final int LARGEST_PAGE = 10;
  private static final int LARGEST_VALUE = 4096;

  AwsService service() {
    return new JsonService(
        "ssm",
        "AmazonSSM",
        "InternalServerError",
        Map.of(
            "GetParameter", new Known(Set.of("Name", "WithDecryption"), this::get),
            "GetParameters", new Known(Set.of("Names", "WithDecryption"), this::getMany),
            "GetParametersByPath",
                new Known(
                    Set.of("Path", "Recursive", "WithDecryption", "MaxResults", "NextToken"),
                    this::getByPath),
            "PutParameter",
                new Known(Set.of("Name", "Type", "Value", "Overwrite", "Description"), this::put)));
  }

  private Prepared get(Input input) {
    var name = name(input.text("Name"));
    return new Prepared(
        needs("GetParameter", List.of(name)),
        () -> {
          var parameter = parameters.find(name);
          if (parameter == null) {
            throw new AwsError("ParameterNotFound", 400, name);
          }
          return Json.object().set("Parameter", json(parameter, input));
        });
  }

  private Prepared getMany(Input input) {
    var names = input.texts("Names").stream().map(this::name).toList();
    if (names.isEmpty() || names.size() > LARGEST_PAGE) {
      throw Input.invalid("Names holds 1 to %d names".formatted(LARGEST_PAGE));
    }
    return new Prepared(
        needs("GetParameters", names),
        () -> {
          var answer = Json.object();
          var found = answer.putArray("Parameters");
          var invalid = answer.putArray("InvalidParameters");
          for (var name : names) {
            var parameter = parameters.find(name);
            if (parameter == null) {
              invalid.add(name);
            } else {
              found.add(json(parameter, input));
            }
          }
          return answer;
        });
  }

  private Prepared getByPath(Input input) {
    var path = input.text("Path");
    var limit = input.number("MaxResults", LARGEST_PAGE);
    if (!path.startsWith("/") || limit < 1 || limit > LARGEST_PAGE) {
      throw Input.invalid("Path begins with / and MaxResults is 1 to %d".formatted(LARGEST_PAGE));
    }
    return new Prepared(
        needs("GetParametersByPath", List.of(path)),
        () -> {
          var after = Objects.requireNonNullElse(input.optionalText("NextToken"), "");
          var rest =
              parameters.below(path, input.flag("Recursive")).stream()
                  .filter(parameter -> parameter.name().compareTo(after) > 0)
                  .toList();
          var page = rest.subList(0, Math.min(limit, rest.size()));
          var answer = Json.object();
          var found = answer.putArray("Parameters");
          page.forEach(parameter -> found.add(json(parameter, input)));
          if (rest.size() > page.size()) {
            answer.put("NextToken", page.getLast().name());
          }
          return answer;
        });
  }

  private Prepared put(Input input) {
    var name = name(input.text("Name"));
    var value = input.text("Value");
    if (value.isEmpty() || value.length() > LARGEST_VALUE) {
      throw Input.invalid("a value has 1 to %d characters".formatted(LARGEST_VALUE));
    }
    return new Prepared(
        needs("PutParameter", List.of(name)),
        () -> {
          var existing = parameters.find(name);
          if (existing != null && !input.flag("Overwrite")) {
            throw new AwsError(
                "ParameterAlreadyExists", 400, "The parameter already exists: " + name);
          }
          var type = existing == null ? input.text("Type") : existing.type();
          if (!Parameter.TYPES.contains(type)) {
            throw Input.invalid("Type is one of " + Parameter.TYPES);
          }
          var written = parameters.write(name, type, value);
          return Json.object().put("Version", written.version()).put("Tier", "Standard");
        });
  }

  /// A name or its ARN. Versions and labels behind a colon are not kept here.
  private String name(String given) {
    var prefix = parameters.arn("/");
    if (given.startsWith(prefix)) {
      var name = given.substring(prefix.length() - 1);
      return parameters.find(name) == null ? name.substring(1) : name;
    }
    if (given.contains(":")) {
      throw Input.invalid("the local cell keeps no versions or labels of parameters: " + given);
    }
    return given;
  }

  private List<Need> needs(String operation, List<String> names) {
    return names.stream()
        .map(name -> new Need("ssm:" + operation, parameters.arn(name), Map.of()))
        .toList();
  }

  private ObjectNode json(Parameter parameter, Input input) {
    if (parameter.isSecure() && !input.flag("WithDecryption")) {
      throw Input.invalid("the local cell answers a SecureString only WithDecryption");
    }
    return Json.object()
        .put("Name", parameter.name())
        .put("Type", parameter.type())
        .put("Value", parameter.value())
        .put("Version", parameter.version())
        .put("LastModifiedDate", parameter.modifiedAt().toEpochMilli() / 1000.0)
        .put("ARN", parameters.arn(parameter.name()))
        .put("DataType", "text");
  }
}
