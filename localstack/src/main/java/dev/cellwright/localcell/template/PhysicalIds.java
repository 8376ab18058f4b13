package dev.cellwright.localcell.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The names, ids and ARNs resources get here: in AWS's form, and the same each time the template
/// is.
final class PhysicalIds {

  private final CellTemplate template;

  PhysicalIds(CellTemplate template) {
    this.template = template;
  }

  /// What `Ref` gives.
  JsonNode reference(Resource resource) {
    return TextNode.valueOf(
        switch (resource.type()) {
          case "AWS::SecretsManager::Secret",
              "AWS::IAM::ManagedPolicy",
              "AWS::Lambda::LayerVersion",
              "AWS::SNS::Topic" ->
              arn(resource);
          case "AWS::SQS::Queue" ->
              "https://sqs.%s.amazonaws.com/%s/%s"
                  .formatted(resource.stack().region(), account(resource), name(resource));
          case "AWS::Events::Rule" -> {
            var bus = bus(resource);
            yield bus.equals("default") ? name(resource) : bus + "|" + name(resource);
          }
          case "AWS::SecretsManager::SecretTargetAttachment" -> property(resource, "SecretId");
          case "AWS::Lambda::Version" ->
              functionArn(resource, property(resource, "FunctionName")) + ":1";
          case "AWS::Lambda::Alias" ->
              functionArn(resource, property(resource, "FunctionName"))
                  + ":"
                  + property(resource, "Name");
          default -> name(resource);
        });
  }

  /// What `Fn::GetAtt` gives.
  JsonNode attribute(Resource resource, String attribute) {
    return TextNode.valueOf(
        switch (resource.type() + "." + attribute) {
          case "AWS::KMS::Key.KeyId", "AWS::SecretsManager::Secret.Id" ->
              reference(resource).asText();
          case "AWS::SQS::Queue.QueueName",
              "AWS::Events::EventBus.Name",
              "AWS::Lambda::EventSourceMapping.Id" ->
              name(resource);
          case "AWS::SQS::Queue.QueueUrl" -> reference(resource).asText();
          case "AWS::IAM::Role.RoleId" -> "AROA" + letters(resource, 17).toUpperCase(Locale.ROOT);
          case "AWS::Lambda::Version.Version" -> "1";
          case "AWS::SSM::Parameter.Value", "AWS::SSM::Parameter.Type" ->
              property(resource, attribute);
          case "AWS::RDS::DBCluster.DBClusterResourceId" ->
              "cluster-" + letters(resource, 26).toUpperCase(Locale.ROOT);
          case "AWS::ApiGateway::RestApi.RestApiId",
              "AWS::ApiGatewayV2::Api.ApiId",
              "AWS::ApiGatewayV2::Authorizer.AuthorizerId",
              "AWS::ApiGatewayV2::Deployment.DeploymentId" ->
              name(resource);
          case "AWS::ApiGatewayV2::Api.ApiEndpoint" ->
              "wss://%s.execute-api.%s.amazonaws.com"
                  .formatted(name(resource), resource.stack().region());
          case "AWS::S3::Bucket.DomainName" -> name(resource) + ".s3.amazonaws.com";
          case "AWS::S3::Bucket.RegionalDomainName" ->
              name(resource) + ".s3." + resource.stack().region() + ".amazonaws.com";
          case "AWS::ApiGateway::RestApi.RootResourceId" -> letters(resource, 10);
          default -> {
            if (attribute.endsWith("Arn")) {
              yield arn(resource);
            }
            if (KnownTypes.isLeftOut(resource)) {
              yield name(resource) + "." + attribute;
            }
            throw new TemplateProblem(
                resource + " is asked for " + attribute + ", which the local cell does not know");
          }
        });
  }

  String name(Resource resource) {
    var field =
        switch (resource.type()) {
          case "AWS::SecretsManager::Secret", "AWS::SSM::Parameter" -> "Name";
          case "AWS::KMS::Alias" -> "AliasName";
          case "AWS::RDS::DBCluster" -> "DBClusterIdentifier";
          case "AWS::RDS::DBInstance" -> "DBInstanceIdentifier";
          case "AWS::IAM::Role" -> "RoleName";
          case "AWS::IAM::Policy" -> "PolicyName";
          case "AWS::IAM::ManagedPolicy" -> "ManagedPolicyName";
          case "AWS::Lambda::Function" -> "FunctionName";
          case "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage" -> "StageName";
          case "AWS::SES::ConfigurationSet" -> "Name";
          case "AWS::SES::EmailIdentity" -> "EmailIdentity";
          case "AWS::Logs::LogGroup" -> "LogGroupName";
          case "AWS::SNS::Topic" -> "TopicName";
          case "AWS::S3::Bucket" -> "BucketName";
          case "AWS::SQS::Queue" -> "QueueName";
          case "AWS::Events::EventBus",
              "AWS::Events::Rule",
              "AWS::Scheduler::Schedule",
              "AWS::Scheduler::ScheduleGroup" ->
              "Name";
          default -> "";
        };
    if (!field.isEmpty() && resource.properties().has(field)) {
      return property(resource, field);
    }
    return switch (resource.type()) {
      case "AWS::KMS::Key", "AWS::Lambda::EventSourceMapping" ->
          UUID.nameUUIDFromBytes(seed(resource).getBytes(UTF_8)).toString();
      case "AWS::ApiGateway::RestApi",
          "AWS::ApiGateway::Deployment",
          "AWS::ApiGatewayV2::Api",
          "AWS::ApiGatewayV2::Authorizer",
          "AWS::ApiGatewayV2::Deployment",
          "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::Route" ->
          letters(resource, 10);
      case "AWS::S3::Bucket" -> {
        var stem = (resource.stack().name() + "-" + resource.logicalId()).toLowerCase(Locale.ROOT);
        var full = stem.length() > 50 ? stem.substring(0, 50) : stem;
        yield full + "-" + letters(resource, 12);
      }
      default -> {
        var stem = resource.stack().name() + "-" + resource.logicalId();
        var full = stem.length() > 51 ? stem.substring(0, 51) : stem;
        yield full + "-" + letters(resource, 12).toUpperCase(Locale.ROOT);
      }
    };
  }

  private String arn(Resource resource) {
    var name = name(resource);
    return switch (resource.type()) {
      case "AWS::SecretsManager::Secret" ->
          regional(resource, "secretsmanager", "secret:" + name + "-" + letters(resource, 6));
      case "AWS::KMS::Key" -> regional(resource, "kms", "key/" + name);
      case "AWS::RDS::DBCluster" ->
          regional(resource, "rds", "cluster:" + name.toLowerCase(Locale.ROOT));
      case "AWS::RDS::DBInstance" ->
          regional(resource, "rds", "db:" + name.toLowerCase(Locale.ROOT));
      case "AWS::IAM::Role" -> "arn:aws:iam::" + account(resource) + ":role/" + name;
      case "AWS::IAM::ManagedPolicy" -> "arn:aws:iam::" + account(resource) + ":policy/" + name;
      case "AWS::Lambda::Function" -> functionArn(resource, name);
      case "AWS::Lambda::LayerVersion" -> {
        var layer = resource.properties().has("LayerName") ? property(resource, "LayerName") : name;
        yield regional(resource, "lambda", "layer:" + layer + ":1");
      }
      case "AWS::Logs::LogGroup" -> regional(resource, "logs", "log-group:" + name + ":*");
      case "AWS::SNS::Topic" -> regional(resource, "sns", name);
      case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
      case "AWS::SQS::Queue" -> regional(resource, "sqs", name);
      case "AWS::Events::EventBus" -> regional(resource, "events", "event-bus/" + name);
      case "AWS::Events::Rule" -> {
        var bus = bus(resource);
        yield regional(
            resource, "events", "rule/" + (bus.equals("default") ? "" : bus + "/") + name);
      }
      case "AWS::Scheduler::Schedule" -> {
        var group =
            resource.properties().has("GroupName") ? property(resource, "GroupName") : "default";
        yield regional(resource, "scheduler", "schedule/" + group + "/" + name);
      }
      case "AWS::Scheduler::ScheduleGroup" ->
          regional(resource, "scheduler", "schedule-group/" + name);
      case "AWS::Lambda::EventSourceMapping" ->
          regional(resource, "lambda", "event-source-mapping:" + name);
      default -> {
        if (KnownTypes.isLeftOut(resource)) {
          var service = resource.type().split("::", -1)[1].toLowerCase(Locale.ROOT);
          yield regional(resource, service, name);
        }
        throw new TemplateProblem(
            resource + " is asked for an ARN, which the local cell does not know");
      }
    };
  }

  /// The name of a rule's bus.
  private String bus(Resource rule) {
    var bus = rule.properties().has("EventBusName") ? property(rule, "EventBusName") : "default";
    return bus.substring(bus.lastIndexOf('/') + 1);
  }

  /// A function's ARN, from its name or from an ARN of it.
  static String functionArn(Resource askedBy, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : regional(askedBy, "lambda", "function:" + nameOrArn);
  }

  private static String regional(Resource resource, String service, String rest) {
    return "arn:aws:%s:%s:%s:%s"
        .formatted(service, resource.stack().region(), account(resource), rest);
  }

  private static String account(Resource resource) {
    return resource.stack().account();
  }

  private String property(Resource resource, String name) {
    return template.resolve(resource, resource.properties().path(name)).asText();
  }

  private static String seed(Resource resource) {
    return account(resource) + "/" + resource.stack().region() + "/" + resource.key();
  }

  private static String letters(Resource resource, int count) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(seed(resource).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, count);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Pseudo parameters, or null when the name is none.
  static @Nullable String pseudoParameter(Stack stack, String name) {
    return switch (name) {
      case "AWS::Region" -> stack.region();
      case "AWS::AccountId" -> stack.account();
      case "AWS::Partition" -> "aws";
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::StackName" -> stack.name();
      case "AWS::StackId" ->
          "arn:aws:cloudformation:%s:%s:stack/%s/%s"
              .formatted(
                  stack.region(),
                  stack.account(),
                  stack.name(),
                  UUID.nameUUIDFromBytes(stack.name().getBytes(UTF_8)));
      default -> null;
    };
  }
}
