package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the roles of the template may do: their inline policies, the policies attached to them,
/// AWS's managed ones.
final class CellRoles {

  private final CellTemplate template;
  private final Map<String, Resource> byArn = new LinkedHashMap<>();
  private final Set<Resource> used = new LinkedHashSet<>();

  CellRoles(CellTemplate template) {
    this.template = template;
    template.ofType("AWS::IAM::Role").forEach(role -> byArn.put(template.arn(role), role));
  }

  /// All that a role, which a function takes on, may do.
  Policy policy(String roleArn, Resource function) {
    return policy(roleArn, function, "lambda.amazonaws.com");
  }

  /// All that a role may do, which a service takes on for a resource.
  Policy policy(String roleArn, Resource function, String service) {
    var role = byArn.get(roleArn);
    if (role == null) {
      throw new CellProblem(function + " takes on " + roleArn + ", which no template makes");
    }
    if (!template
        .resolve(role)
        .path("AssumeRolePolicyDocument")
        .toString()
        .contains("\"" + service + "\"")) {
      throw new CellProblem(
          role + " can't be taken on by " + service + ", but " + function + " needs it");
    }
    used.add(role);
    try {
      return Policy.of(documents(role));
    } catch (IllegalArgumentException e) {
      throw new CellProblem(
          role + " has a policy that can't be enforced here: " + e.getMessage(), e);
    }
  }

  /// The policy documents of a role, resolved.
  List<JsonNode> documents(Resource role) {
    var properties = template.resolve(role);
    if (properties.has("PermissionsBoundary")) {
      throw new CellProblem(
          role + " has a permissions boundary, which the local cell does not know");
    }
    var documents = new ArrayList<JsonNode>();
    properties.path("Policies").forEach(each -> documents.add(each.path("PolicyDocument")));
    attached(role, "AWS::IAM::Policy").forEach(documents::add);
    attached(role, "AWS::IAM::ManagedPolicy").forEach(documents::add);
    for (var arn : properties.path("ManagedPolicyArns")) {
      documents.add(managed(arn.asText(), role));
    }
    return documents;
  }

  /// The roles that functions took on.
  Set<Resource> used() {
    return used;
  }

  private List<JsonNode> attached(Resource role, String type) {
    var name = template.name(role);
    return template
        .ofType(type)
        .filter(policy ->
            names(template.resolve(policy, policy.properties().path("Roles"))).contains(name))
        .map(policy -> template.resolve(policy, policy.properties().path("PolicyDocument")))
        .toList();
  }

  private static List<String> names(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private JsonNode managed(String arn, Resource role) {
    var own =
        template
            .ofType("AWS::IAM::ManagedPolicy")
            .filter(policy -> template.reference(policy).equals(arn))
            .findFirst();
    if (own.isPresent()) {
      return template.resolve(own.get(), own.get().properties().path("PolicyDocument"));
    }
    var actions =
        switch (arn.replaceFirst("^arn:aws:iam::aws:policy/", "")) {
          case "service-role/AWSLambdaBasicExecutionRole" -> LOGS;
          case "service-role/AWSLambdaVPCAccessExecutionRole" -> NETWORK;
          case "AWSXRayDaemonWriteAccess" -> TRACES;
          default ->
              throw new CellProblem(
                  role + " has the managed policy " + arn + ", which the local cell does not know");
        };
    var document = JsonNodeFactory.instance.objectNode();
    document.put("Version", "2012-10-17");
    var statement = document.putArray("Statement").addObject();
    statement.put("Effect", "Allow");
    statement.put("Resource", "*");
    statement.set("Action", texts(actions));
    return document;
  }

  private static final List<String> LOGS =
      List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
  private static final List<String> NETWORK =
      List.of(
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");
  private static final List<String> TRACES =
      List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords");

  private static ArrayNode texts(List<String> texts) {
    var array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
