package dev.cellwright.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/// The two trails of the account: what is done to it, and what is done with what it holds.
///
/// The first also goes to a log group, since alarms watch it. The second has a line for each
/// statement and each call of a function, which in a log group would cost more than the cell: it
/// goes to files alone.
final class AuditTrails extends Construct {
  private final CellNames names;
  private final Bucket bucket;
  private final CellLogs logs;
  private final LogGroup log;

  AuditTrails(Construct scope, String id, CellLogs logs, Bucket bucket) {
    super(scope, id);
    this.names = logs.plan().names();
    this.bucket = bucket;
    this.logs = logs;
    log = logs.group(this, "Log", "/aws/cloudtrail/" + names.cell());
    trail(
        "Account",
        names.accountTrail(),
        List.of(selector("What is done to the account", equal("eventCategory", "Management"))),
        writer());
    trail(
        "Data",
        names.dataTrail(),
        List.of(
            data("Files", "AWS::S3::Object", unlike("resources.ARN", inBucket())),
            data(
                "The trail's own files, but for writing them",
                "AWS::S3::Object",
                beginning("resources.ARN", inBucket()),
                differing("eventName", "PutObject")),
            data("Functions", "AWS::Lambda::Function"),
            data("The database, by the Data API", "AWS::RDS::DBCluster")),
        null);
  }

  /// Where alarms look.
  LogGroup log() {
    return log;
  }

  /// Both trails' ARNs, for those who let them write.
  static List<String> arns(Construct in, CellNames names) {
    return List.of(
        Arns.of(in, "cloudtrail", "trail/" + names.accountTrail()),
        Arns.of(in, "cloudtrail", "trail/" + names.dataTrail()));
  }

  private void trail(
      String id,
      String name,
      List<CfnTrail.AdvancedEventSelectorProperty> selectors,
      @Nullable Role writer) {
    var trail =
        CfnTrail.Builder.create(this, id)
            .trailName(name)
            .isLogging(true)
            .isMultiRegionTrail(true)
            .includeGlobalServiceEvents(true)
            .enableLogFileValidation(true)
            .s3BucketName(bucket.getBucketName())
            .kmsKeyId(logs.key().getKeyArn())
            .advancedEventSelectors(selectors)
            .cloudWatchLogsLogGroupArn(writer == null ? null : log.getLogGroupArn())
            .cloudWatchLogsRoleArn(writer == null ? null : writer.getRoleArn())
            .build();
    trail.getNode().addDependency(bucket);
    if (writer == null) {
      AcceptedFindings.on(
          trail,
          "NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled",
          "Each request is two of its events; in a log group they would cost more than the cell."
              + " Athena asks the files.");
    }
  }

  private Role writer() {
    var streams = Arns.of(this, "logs", "log-group:/aws/cloudtrail/" + names.cell()) + ":*";
    var role =
        Role.Builder.create(this, "Writer")
            .assumedBy(new ServicePrincipal("cloudtrail.amazonaws.com"))
            .inlinePolicies(
                Map.of(
                    "log",
                    PolicyDocument.Builder.create()
                        .statements(
                            List.of(
                                PolicyStatement.Builder.create()
                                    .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                                    .resources(List.of(streams))
                                    .build()))
                        .build()))
            .build();
    AcceptedFindings.on(
        role,
        AcceptedFindings.wildcard(this, streams),
        "CloudTrail names the streams of its log group as it goes.");
    return role;
  }

  private static CfnTrail.AdvancedEventSelectorProperty data(
      String name, String type, CfnTrail.AdvancedFieldSelectorProperty... further) {
    var fields =
        new ArrayList<>(List.of(equal("eventCategory", "Data"), equal("resources.type", type)));
    fields.addAll(List.of(further));
    return selector(name, fields.toArray(CfnTrail.AdvancedFieldSelectorProperty[]::new));
  }

  private static CfnTrail.AdvancedEventSelectorProperty selector(
      String name, CfnTrail.AdvancedFieldSelectorProperty... fields) {
    return CfnTrail.AdvancedEventSelectorProperty.builder()
        .name(name)
        .fieldSelectors(List.of(fields))
        .build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty equal(String field, String value) {
    return field(field).equalTo(List.of(value)).build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty differing(String field, String value) {
    return field(field).notEquals(List.of(value)).build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty beginning(String field, String value) {
    return field(field).startsWith(List.of(value)).build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty unlike(String field, String value) {
    return field(field).notStartsWith(List.of(value)).build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty.Builder field(String name) {
    return CfnTrail.AdvancedFieldSelectorProperty.builder().field(name);
  }

  private String inBucket() {
    return bucket.arnForObjects("");
  }
}
