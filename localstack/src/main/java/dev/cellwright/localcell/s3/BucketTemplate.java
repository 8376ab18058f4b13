package dev.cellwright.localcell.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.s3.BucketSettings.Versioning;
import dev.cellwright.localcell.s3.LifecycleRule.Transition;
import dev.cellwright.localcell.s3.ObjectEvents.Destination;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the properties of an `AWS::S3::Bucket`, resolved. What it doesn't know it refuses with
/// [IllegalArgumentException].
public final class BucketTemplate {
  /// Without a meaning on one machine: nothing here is public, owned by others, or replicated.
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "AccessControl",
          "BucketName",
          "IntelligentTieringConfigurations",
          "LoggingConfiguration",
          "MetricsConfigurations",
          "OwnershipControls",
          "PublicAccessBlockConfiguration",
          "Tags");

  private final Function<String, String> keyArn;

  /// @param keyArn makes an ARN of a key's id
  public BucketTemplate(Function<String, String> keyArn) {
    this.keyArn = keyArn;
  }

  public BucketSettings settings(JsonNode properties) {
    var known =
        Stream.concat(
                WITHOUT_MEANING.stream(),
                Stream.of(
                    "BucketEncryption",
                    "CorsConfiguration",
                    "LifecycleConfiguration",
                    "NotificationConfiguration",
                    "ObjectLockConfiguration",
                    "ObjectLockEnabled",
                    "VersioningConfiguration"))
            .toList();
    only(properties, known);
    var locked = properties.path("ObjectLockEnabled").asBoolean();
    var versioning =
        switch (properties.path("VersioningConfiguration").path("Status").asText()) {
          case "Enabled" -> Versioning.ENABLED;
          case "Suspended" -> Versioning.SUSPENDED;
          default -> locked ? Versioning.ENABLED : Versioning.OFF;
        };
    return new BucketSettings(
        versioning,
        locked,
        retention(properties.path("ObjectLockConfiguration")),
        encryption(properties.path("BucketEncryption")),
        cors(properties.path("CorsConfiguration").path("CorsRules")),
        lifecycle(properties.path("LifecycleConfiguration").path("Rules")),
        notifications(properties.path("NotificationConfiguration")));
  }

  private static void only(JsonNode node, List<String> known) {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw new IllegalArgumentException("the local cell's S3 does not know " + name);
          }
        });
  }

  private static Retention.@Nullable Default retention(JsonNode configuration) {
    only(configuration, List.of("ObjectLockEnabled", "Rule"));
    var given = configuration.path("Rule").path("DefaultRetention");
    if (given.isMissingNode()) {
      return null;
    }
    only(given, List.of("Mode", "Days", "Years"));
    var period =
        given.has("Years")
            ? Period.ofYears(given.path("Years").asInt())
            : Period.ofDays(given.path("Days").asInt());
    return new Retention.Default(Retention.Mode.valueOf(given.path("Mode").asText()), period);
  }

  private Map<String, String> encryption(JsonNode configuration) {
    var rules = configuration.path("ServerSideEncryptionConfiguration");
    if (rules.isEmpty()) {
      return BucketSettings.plain().encryption();
    }
    var given = rules.path(0).path("ServerSideEncryptionByDefault");
    var headers = new LinkedHashMap<String, String>();
    var algorithm = given.path("SSEAlgorithm").asText("AES256");
    headers.put(BucketSettings.ALGORITHM, algorithm);
    switch (algorithm) {
      case "AES256" -> {}
      case "aws:kms" -> {
        var key = given.path("KMSMasterKeyID").asText("alias/aws/s3");
        headers.put(BucketSettings.KEY_ID, keyArn.apply(key));
        if (rules.path(0).path("BucketKeyEnabled").asBoolean()) {
          headers.put(BucketSettings.BUCKET_KEY, "true");
        }
      }
      default -> throw new IllegalArgumentException("unknown SSEAlgorithm " + algorithm);
    }
    return Map.copyOf(headers);
  }

  private static List<CorsRule> cors(JsonNode rules) {
    var all = new ArrayList<CorsRule>();
    for (var rule : rules) {
      only(
          rule,
          List.of(
              "AllowedHeaders",
              "AllowedMethods",
              "AllowedOrigins",
              "ExposedHeaders",
              "Id",
              "MaxAge"));
      all.add(
          new CorsRule(
              texts(rule.path("AllowedOrigins")),
              texts(rule.path("AllowedMethods")),
              texts(rule.path("AllowedHeaders")),
              texts(rule.path("ExposedHeaders")),
              number(rule, "MaxAge")));
    }
    return List.copyOf(all);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static @Nullable Integer number(JsonNode node, String name) {
    return node.has(name) ? Integer.valueOf(node.path(name).asInt()) : null;
  }

  private static List<LifecycleRule> lifecycle(JsonNode rules) {
    var all = new ArrayList<LifecycleRule>();
    for (var rule : rules) {
      only(
          rule,
          List.of(
              "AbortIncompleteMultipartUpload",
              "ExpirationInDays",
              "ExpiredObjectDeleteMarker",
              "Id",
              "NoncurrentVersionExpiration",
              "NoncurrentVersionExpirationInDays",
              "NoncurrentVersionTransitions",
              "Prefix",
              "Status",
              "TagFilters",
              "Transitions"));
      if (rule.path("Status").asText().equals("Enabled")) {
        all.add(rule(rule));
      }
    }
    return List.copyOf(all);
  }

  private static LifecycleRule rule(JsonNode rule) {
    var tags = new LinkedHashMap<String, String>();
    rule.path("TagFilters")
        .forEach(each -> tags.put(each.path("Key").asText(), each.path("Value").asText()));
    var noncurrent = rule.path("NoncurrentVersionExpiration");
    return new LifecycleRule(
        rule.path("Prefix").asText(""),
        Map.copyOf(tags),
        number(rule, "ExpirationInDays"),
        noncurrent.isMissingNode()
            ? number(rule, "NoncurrentVersionExpirationInDays")
            : number(noncurrent, "NoncurrentDays"),
        noncurrent.path("NewerNoncurrentVersions").asInt(0),
        transitions(rule.path("Transitions")),
        transitions(rule.path("NoncurrentVersionTransitions")),
        number(rule.path("AbortIncompleteMultipartUpload"), "DaysAfterInitiation"),
        rule.path("ExpiredObjectDeleteMarker").asBoolean());
  }

  private static List<Transition> transitions(JsonNode list) {
    var all = new ArrayList<Transition>();
    for (var each : list) {
      only(each, List.of("StorageClass", "TransitionInDays", "NewerNoncurrentVersions"));
      all.add(
          new Transition(
              each.path("StorageClass").asText(), each.path("TransitionInDays").asInt()));
    }
    return List.copyOf(all);
  }

  /// What a `NotificationConfiguration` says, of the bucket itself or of CDK's custom resource,
  /// which writes the same in the words of the API.
  public List<Notification> notifications(JsonNode configuration) {
    only(
        configuration,
        List.of(
            "EventBridgeConfiguration",
            "LambdaConfigurations",
            "LambdaFunctionConfigurations",
            "QueueConfigurations",
            "TopicConfigurations"));
    var all = new ArrayList<Notification>();
    var bus = configuration.path("EventBridgeConfiguration");
    if (!bus.isMissingNode() && bus.path("EventBridgeEnabled").asBoolean(true)) {
      var everything =
          List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*");
      all.add(new Notification(new Destination.EventBridge(), everything, "", ""));
    }
    for (var name : List.of("LambdaConfigurations", "LambdaFunctionConfigurations")) {
      for (var each : configuration.path(name)) {
        var arn = each.path("Function").asText(each.path("LambdaFunctionArn").asText());
        all.add(notification(new Destination.Function(arn), each));
      }
    }
    for (var each : configuration.path("QueueConfigurations")) {
      var arn = each.path("Queue").asText(each.path("QueueArn").asText());
      all.add(notification(new Destination.Queue(arn), each));
    }
    for (var each : configuration.path("TopicConfigurations")) {
      var arn = each.path("Topic").asText(each.path("TopicArn").asText());
      all.add(notification(new Destination.Topic(arn), each));
    }
    return List.copyOf(all);
  }

  private static Notification notification(Destination destination, JsonNode given) {
    var prefix = "";
    var suffix = "";
    var filter = given.path("Filter");
    for (var rule :
        filter.path("S3Key").path("Rules").isMissingNode()
            ? filter.path("Key").path("FilterRules")
            : filter.path("S3Key").path("Rules")) {
      switch (rule.path("Name").asText().toLowerCase(java.util.Locale.ROOT)) {
        case "prefix" -> prefix = rule.path("Value").asText();
        case "suffix" -> suffix = rule.path("Value").asText();
        default -> throw new IllegalArgumentException("unknown filter " + rule);
      }
    }
    var events =
        given.has("Event") ? List.of(given.path("Event").asText()) : texts(given.path("Events"));
    return new Notification(destination, events, prefix, suffix);
  }
}
