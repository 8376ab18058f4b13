package dev.cellwright.cdk;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// What of the account's trail somebody has to look at now.
///
/// A deployment changes policies too: CloudFormation's own changes are left out where it makes them
/// as a matter of course, since it can do no other than what was reviewed.
final class AuditAlarms extends Construct {
  private static final String NOT_A_DEPLOYMENT =
      "($.sourceIPAddress != \"cloudformation.amazonaws.com\")";

  /// A person may mistype; a program that tries doors doesn't stop at four.
  private static final int MANY_DENIALS = 5;

  private final CellPlan plan;
  private final LogGroup log;

  AuditAlarms(Construct scope, String id, CellPlan plan, LogGroup log) {
    super(scope, id);
    this.plan = plan;
    this.log = log;
    alarm(
        "RootUse",
        Runbook.ROOT_USE,
        "somebody acts as root",
        "{ ($.userIdentity.type = \"Root\") && ($.userIdentity.invokedBy NOT EXISTS)"
            + " && ($.eventType != \"AwsServiceEvent\") }",
        1);
    alarm(
        "LoginWithoutMfa",
        Runbook.LOGIN_WITHOUT_MFA,
        "somebody logged in to the console with a password alone",
        "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\")"
            + " && ($.userIdentity.type = \"IAMUser\")"
            + " && ($.responseElements.ConsoleLogin = \"Success\") }",
        1);
    alarm(
        "PolicyChange",
        Runbook.POLICY_CHANGE,
        "who may do what, or act as whom, was changed outside of a deployment",
        calls(
            "iam",
            NOT_A_DEPLOYMENT,
            "AttachGroupPolicy AttachRolePolicy AttachUserPolicy CreateAccessKey CreatePolicy"
                + " CreatePolicyVersion CreateUser DeleteGroupPolicy DeletePolicy"
                + " DeletePolicyVersion DeleteRolePolicy DeleteUserPolicy DetachGroupPolicy"
                + " DetachRolePolicy DetachUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy"
                + " SetDefaultPolicyVersion UpdateAssumeRolePolicy"),
        1);
    also(
        "PolicyChange",
        "Logins",
        calls(
            "iam",
            NOT_A_DEPLOYMENT,
            "AddUserToGroup CreateLoginProfile CreateOpenIDConnectProvider CreateRole"
                + " CreateSAMLProvider CreateServiceSpecificCredential DeactivateMFADevice"
                + " DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary"
                + " PutRolePermissionsBoundary PutUserPermissionsBoundary UpdateAccessKey"
                + " UpdateLoginProfile UpdateSAMLProvider"));
    alarm(
        "TrailTampering",
        Runbook.TRAIL_TAMPERING,
        "somebody stops or changes a trail, or what rings",
        calls(
            "cloudtrail",
            "",
            "StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors"
                + " DeregisterOrganizationDelegatedAdmin"),
        1);
    // What would ring is as good as the trail itself.
    also(
        "TrailTampering",
        "Alarms",
        "{ "
            + NOT_A_DEPLOYMENT
            + " && "
            + named(
                "DeleteAlarms DeleteLogGroup DeleteLogStream DeleteMetricFilter"
                    + " DeleteTopic DisableAlarmActions PutMetricFilter PutRetentionPolicy"
                    + " SetAlarmState Unsubscribe")
            + " }");
    alarm(
        "KeyLoss",
        Runbook.KEY_LOSS,
        "a key is disabled, to be deleted, or given to others",
        calls("kms", "", "DisableKey ScheduleKeyDeletion DeleteImportedKeyMaterial PutKeyPolicy"),
        1);
    alarm(
        "BucketPolicyChange",
        Runbook.BUCKET_POLICY_CHANGE,
        "who may reach a bucket was changed, outside of a deployment",
        calls(
            "s3",
            NOT_A_DEPLOYMENT,
            "PutBucketAcl PutBucketPolicy DeleteBucketPolicy PutBucketCors DeleteBucketCors"
                + " PutBucketLifecycle DeleteBucketLifecycle PutBucketReplication"
                + " DeleteBucketReplication PutBucketPublicAccessBlock"
                + " DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock"
                + " DeleteAccountPublicAccessBlock PutBucketObjectLockConfiguration"),
        1);
    alarm(
        "DeniedCalls",
        Runbook.DENIED_CALLS,
        "calls of AWS are denied, many in five minutes",
        "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\") }",
        MANY_DENIALS);
  }

  /// Calls of one service by any of these names.
  private static String calls(String service, String further, String names) {
    return Stream.of(
            "($.eventSource = \"%s.amazonaws.com\")".formatted(service), further, named(names))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" && ", "{ ", " }"));
  }

  private static String named(String names) {
    return Stream.of(names.split(" "))
        .map("($.eventName = \"%s\")"::formatted)
        .collect(Collectors.joining(" || ", "(", ")"));
  }

  private void alarm(String id, Runbook runbook, String meaning, String pattern, int from) {
    filter(id + "Filter", id, pattern);
    var metric =
        Metric.Builder.create()
            .namespace(plan.names().audit())
            .metricName(id)
            .period(Duration.minutes(5))
            .statistic("Sum")
            .build();
    CellAlarm.raise(
        this,
        id,
        runbook,
        plan.config().cellName() + ": " + meaning,
        alarm -> alarm.metric(metric).threshold(from).evaluationPeriods(1));
  }

  /// More that rings an alarm: one pattern may have 1,024 characters.
  private void also(String alarm, String what, String pattern) {
    filter(alarm + what + "Filter", alarm, pattern);
  }

  private void filter(String id, String metric, String pattern) {
    MetricFilter.Builder.create(this, id)
        .logGroup(log)
        .filterPattern(FilterPattern.literal(pattern))
        .metricNamespace(plan.names().audit())
        .metricName(metric)
        .metricValue("1")
        .build();
  }
}
