package dev.cellwright.localcell.contract;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.s3.BucketSettings;
import dev.cellwright.localcell.sqs.QueueSettings;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The AWS that a contract is tried with: the endpoint in `AWS_ENDPOINT_URL`, an account where
/// `CONTRACT_ACCOUNT` is `true`, or else the local cell's own services.
///
/// What a test makes there is gone when it is closed.
public final class TestedAws implements AutoCloseable {
  private static final Map<String, String> ENVIRONMENT = System.getenv();

  private final @Nullable TestingAws own;
  private final Deque<Runnable> made = new ArrayDeque<>();
  public final SqsClient sqs;
  public final S3Client s3;
  public final KmsClient kms;

  private TestedAws(@Nullable TestingAws own) {
    this.own = own;
    this.sqs = client(SqsClient.builder());
    this.s3 = client(S3Client.builder().forcePathStyle(true));
    this.kms = client(KmsClient.builder());
  }

  public static TestedAws open() {
    return new TestedAws(isRemote() ? null : TestingAws.usual());
  }

  /// Whether it is somebody else's than the local cell.
  public static boolean isRemote() {
    return ENVIRONMENT.containsKey("AWS_ENDPOINT_URL")
        || "true".equals(ENVIRONMENT.get("CONTRACT_ACCOUNT"));
  }

  /// An unchanged client that does not retry.
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return own == null ? remote(builder) : own.client(builder, own.everything());
  }

  /// The same at the remote AWS, with the credentials of the environment.
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C remote(
      B builder) {
    var endpoint = ENVIRONMENT.get("AWS_ENDPOINT_URL");
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .region(Region.of(ENVIRONMENT.getOrDefault("AWS_REGION", TestingAws.REGION)))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /// A queue, by its URL and ARN.
  public record Queue(String url, String arn) {}

  Queue queue() {
    return queue(QueueSettings.USUAL);
  }

  /// One whose messages are visible again at once, and after two receives go to another.
  Queue impatientQueue(Queue deadLetters) {
    return queue(
        QueueSettings.USUAL.withVisibilityTimeout(Duration.ZERO).withRedrive(deadLetters.arn(), 2));
  }

  private Queue queue(QueueSettings settings) {
    var name = "contract-" + UUID.randomUUID();
    if (own != null) {
      try {
        var arn = own.front().queues().create(name, settings);
        return new Queue(own.front().queues().urlOf(name), arn);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    var attributes = new HashMap<QueueAttributeName, String>();
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT,
        String.valueOf(settings.visibilityTimeout().toSeconds()));
    var redrive = settings.redrive();
    if (redrive != null) {
      attributes.put(
          QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
              .formatted(redrive.deadLetterArn(), redrive.maxReceiveCount()));
    }
    var url = sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
    made.push(() -> sqs.deleteQueue(request -> request.queueUrl(url)));
    var arn =
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return new Queue(url, String.valueOf(arn));
  }

  String bucket() {
    var name = "contract-" + UUID.randomUUID();
    if (own != null) {
      try {
        own.front().buckets().create(name, BucketSettings.plain());
        return name;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    var region = ENVIRONMENT.getOrDefault("AWS_REGION", TestingAws.REGION);
    s3.createBucket(request ->
        request
            .bucket(name)
            .createBucketConfiguration(
                region.equals("us-east-1") ? null : c -> c.locationConstraint(region)));
    made.push(() -> {
      s3.listObjectsV2(request -> request.bucket(name))
          .contents()
          .forEach(each -> s3.deleteObject(request -> request.bucket(name).key(each.key())));
      s3.deleteBucket(request -> request.bucket(name));
    });
    return name;
  }

  String encryptingKey() {
    if (own != null) {
      try {
        return own.front().keys().create("contract", Keys.Kind.SYMMETRIC_DEFAULT, "contract");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    var arn =
        kms.createKey(request -> request.keySpec(KeySpec.SYMMETRIC_DEFAULT)).keyMetadata().arn();
    made.push(() -> kms.scheduleKeyDeletion(request -> request.keyId(arn).pendingWindowInDays(7)));
    return arn;
  }

  /// A secret with this text; its ARN.
  public String secret(String text) {
    var name = "contract-" + UUID.randomUUID();
    if (own != null) {
      try {
        return own.front().secrets().create(name, text);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    var secrets = client(SecretsManagerClient.builder());
    var arn = secrets.createSecret(request -> request.name(name).secretString(text)).arn();
    made.push(() ->
        secrets.deleteSecret(request -> request.secretId(arn).forceDeleteWithoutRecovery(true)));
    return arn;
  }

  @Override
  public void close() {
    made.forEach(Runnable::run);
  }
}
