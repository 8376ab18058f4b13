package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/// Where CloudTrail's files lie: locked, each from the moment it is written.
///
/// In production the lock is in compliance mode: until it ends not even the account's root can
/// delete a file or shorten its time. After that it is deleted: it holds names and addresses.
final class AuditBucket extends Construct {
  private static final Duration UNTIL_COLD = Duration.days(90);
  private static final Duration GRACE = Duration.days(30);

  private final Bucket bucket;

  AuditBucket(Construct scope, String id, CellPlan plan, IKey key) {
    super(scope, id);
    var kept = Duration.days(plan.config().environment().retention().auditDays());
    bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .versioned(true)
            .objectLockEnabled(true)
            .objectLockDefaultRetention(
                plan.config().isProd()
                    ? ObjectLockRetention.compliance(kept)
                    : ObjectLockRetention.governance(kept))
            .lifecycleRules(List.of(ageing(kept)))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    bucket.addToResourcePolicy(asks(plan.names()));
    bucket.addToResourcePolicy(writes(plan.names()));
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "A trail writes down who reads from it and who tries to change it; a log of its own would"
                + " need a bucket whose log is nowhere.",
            "AwsSolutions-S1",
            "NIST.800.53.R5-S3BucketLoggingEnabled"));
    AcceptedFindings.on(
        bucket,
        "NIST.800.53.R5-S3BucketReplicationEnabled",
        "A cell keeps its data in its region, and nobody can delete what is in it. An archive for"
            + " the organization copies it into an account of its own.");
  }

  Bucket bucket() {
    return bucket;
  }

  private static LifecycleRule ageing(Duration kept) {
    var rule =
        LifecycleRule.builder()
            .expiration(kept.plus(GRACE))
            .noncurrentVersionExpiration(GRACE)
            .abortIncompleteMultipartUploadAfter(Duration.days(1));
    if (kept.toDays().intValue() > UNTIL_COLD.toDays().intValue()) {
      rule.transitions(
          List.of(
              Transition.builder()
                  .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
                  .transitionAfter(UNTIL_COLD)
                  .build()));
    }
    return rule.build();
  }

  private PolicyStatement asks(CellNames names) {
    return ofTrails(names, "TrailsAsk", "s3:GetBucketAcl", bucket.getBucketArn(), Map.of());
  }

  private PolicyStatement writes(CellNames names) {
    return ofTrails(
        names,
        "TrailsWrite",
        "s3:PutObject",
        bucket.arnForObjects("AWSLogs/" + Stack.of(this).getAccount() + "/*"),
        Map.of("s3:x-amz-acl", "bucket-owner-full-control"));
  }

  private PolicyStatement ofTrails(
      CellNames names, String sid, String action, String resource, Map<String, String> further) {
    var conditions = new TreeMap<String, Object>(further);
    conditions.put("aws:SourceArn", AuditTrails.arns(this, names));
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal("cloudtrail.amazonaws.com")))
        .actions(List.of(action))
        .resources(List.of(resource))
        .conditions(Map.of("StringEquals", conditions))
        .build();
  }
}
