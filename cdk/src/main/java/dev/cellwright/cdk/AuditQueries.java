package dev.cellwright.cdk;

import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/// CloudTrail's files as a table for Athena, with the questions that are asked first.
final class AuditQueries extends Construct {
  /// What one query may read: a wrong one shouldn't cost more than five dollars.
  private static final long MOST_BYTES = 1_000_000_000_000L;

  AuditQueries(Construct scope, String id, CellPlan plan, IKey key, Bucket files) {
    super(scope, id);
    var names = plan.names();
    var group =
        CfnWorkGroup.Builder.create(this, "WorkGroup")
            .name(names.audit())
            .description("Who called AWS for what, in the account of " + names.cell())
            .recursiveDeleteOption(true)
            .workGroupConfiguration(
                CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                    .enforceWorkGroupConfiguration(true)
                    .publishCloudWatchMetricsEnabled(true)
                    .bytesScannedCutoffPerQuery(MOST_BYTES)
                    .resultConfiguration(results(key))
                    .build())
            .build();
    var table = new AuditTable(this, "Table", names, files);
    for (var question : AuditQuestion.values()) {
      var query =
          CfnNamedQuery.Builder.create(this, title(question))
              .name(question.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .description(question.meaning())
              .database(table.database())
              .workGroup(names.audit())
              .queryString(question.sql())
              .build();
      query.addResourceDependency(group);
    }
  }

  private CfnWorkGroup.ResultConfigurationProperty results(IKey key) {
    var bucket =
        Bucket.Builder.create(this, "Results")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .expiration(Duration.days(30))
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "The data trail writes down who reads answers to queries.",
            "AwsSolutions-S1",
            "NIST.800.53.R5-S3BucketLoggingEnabled"));
    AcceptedFindings.on(
        bucket,
        AcceptedFindings.alike(
            "An answer is gone after a month; the query that gave it can be run again.",
            "NIST.800.53.R5-S3BucketReplicationEnabled",
            "NIST.800.53.R5-S3BucketVersioningEnabled"));
    return CfnWorkGroup.ResultConfigurationProperty.builder()
        .outputLocation("s3://" + bucket.getBucketName() + "/")
        .encryptionConfiguration(
            CfnWorkGroup.EncryptionConfigurationProperty.builder()
                .encryptionOption("SSE_KMS")
                .kmsKey(key.getKeyArn())
                .build())
        .build();
  }

  private static String title(AuditQuestion question) {
    var title = new StringBuilder();
    for (var word : question.name().split("_")) {
      title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return title.toString();
  }
}
