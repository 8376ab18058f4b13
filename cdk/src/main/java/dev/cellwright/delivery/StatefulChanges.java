package dev.cellwright.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a deployment would do to resources that hold something: take them away, or put empty ones
/// in their place.
///
/// CloudFormation does both without asking. It replaces a resource whose logical id, type or fixed
/// property changed; the table says which properties are fixed, after CloudFormation's reference.
public final class StatefulChanges {
  private static final Map<String, List<String>> FIXED =
      Map.ofEntries(
          Map.entry("AWS::EC2::VPC", List.of("CidrBlock", "InstanceTenancy", "Ipv4IpamPoolId")),
          Map.entry("AWS::KMS::Key", List.of("KeySpec", "KeyUsage", "MultiRegion", "Origin")),
          Map.entry("AWS::KMS::Alias", List.of("AliasName")),
          Map.entry(
              "AWS::RDS::DBCluster",
              List.of(
                  "AvailabilityZones",
                  "DBClusterIdentifier",
                  "DBSubnetGroupName",
                  "DatabaseName",
                  "Engine",
                  "EngineMode",
                  "KmsKeyId",
                  "MasterUsername",
                  "SnapshotIdentifier",
                  "SourceDBClusterIdentifier",
                  "StorageEncrypted")),
          Map.entry(
              "AWS::RDS::DBInstance",
              List.of("AvailabilityZone", "DBClusterIdentifier", "DBInstanceIdentifier", "Engine")),
          Map.entry("AWS::RDS::DBSubnetGroup", List.of("DBSubnetGroupName")),
          Map.entry("AWS::S3::Bucket", List.of("BucketName", "ObjectLockEnabled")),
          // A changed rule for generating makes a new value, though the secret stays.
          Map.entry("AWS::SecretsManager::Secret", List.of("GenerateSecretString", "Name")),
          Map.entry("AWS::SQS::Queue", List.of("FifoQueue", "QueueName")),
          Map.entry("AWS::SES::EmailIdentity", List.of("EmailIdentity")),
          Map.entry("AWS::CloudTrail::Trail", List.of("TrailName")));

  private final List<String> found = new ArrayList<>();

  private StatefulChanges() {}

  /// A line for each change that loses something; none where nothing is lost.
  ///
  /// @param before the templates of what is deployed, by stack name
  /// @param after those of what is to be deployed; a stack that is not among them is not deployed,
  ///   and keeps what it has
  public static List<String> between(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    var changes = new StatefulChanges();
    new TreeMap<>(before)
        .forEach((stack, template) -> {
          var next = after.get(stack);
          if (next != null) {
            changes.compare(stack, template.path("Resources"), next.path("Resources"));
          }
        });
    return List.copyOf(changes.found);
  }

  /// Whether a resource of this type holds something.
  public static boolean isStateful(String type) {
    return FIXED.containsKey(type);
  }

  private void compare(String stack, JsonNode before, JsonNode after) {
    before
        .properties()
        .forEach(entry -> {
          var was = entry.getValue();
          if (isStateful(type(was))) {
            compareResource(
                "%s/%s (%s)".formatted(stack, entry.getKey(), type(was)),
                was,
                after.path(entry.getKey()));
          }
        });
  }

  private void compareResource(String where, JsonNode was, JsonNode is) {
    if (is.isMissingNode()) {
      found.add(where + " is removed, or has another logical id");
    } else if (!type(was).equals(type(is))) {
      found.add(where + " becomes a " + type(is));
    } else {
      fixed(type(was))
          .filter(name -> !was.at("/Properties/" + name).equals(is.at("/Properties/" + name)))
          .forEach(name ->
              found.add(
                  where
                      + " is replaced: "
                      + name
                      + " changes from "
                      + was.at("/Properties/" + name)
                      + " to "
                      + is.at("/Properties/" + name)));
      for (var policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
        if (!was.path(policy).asText("Delete").equals("Delete")
            && is.path(policy).asText("Delete").equals("Delete")) {
          found.add(where + " is no longer kept: " + policy + " was " + was.path(policy).asText());
        }
      }
    }
  }

  private static Stream<String> fixed(String type) {
    return FIXED.getOrDefault(type, List.of()).stream();
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asText();
  }
}
