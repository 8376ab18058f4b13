package dev.cellwright.kernel.auth;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.files.Bucket;
import dev.cellwright.kernel.observe.TraceHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's AWS clients, made from its environment.
///
/// A client takes longer to make than a request to answer, so those that every function has are
/// made when they are first used. A snapshot has them all.
public final class Aws implements Resource {
  /// Keys and secrets are asked for seldom, and what waits for them can't be done again: a refresh
  /// token is spent by then.
  private static final RetryStrategy PATIENTLY =
      AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(8).build();

  private static final Duration LONGEST_SENDING = Duration.ofSeconds(8);
  private static final Duration LONGEST_SENDING_ATTEMPT = Duration.ofSeconds(3);

  private static final Duration LONGEST_FILE = Duration.ofSeconds(60);
  private static final Duration LONGEST_FILE_ATTEMPT = Duration.ofSeconds(20);
  private static final Duration LONGEST_PUSH = Duration.ofSeconds(5);
  private static final Duration LONGEST_PUSH_ATTEMPT = Duration.ofSeconds(2);

  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";
  private static final String SOCKETS = "APIGATEWAYMANAGEMENTAPI";

  private final Environment environment;
  private final Later<SdkHttpClient> http =
      new Later<>(() ->
          UrlConnectionHttpClient.builder()
              .connectionTimeout(Duration.ofSeconds(2))
              .socketTimeout(Duration.ofSeconds(15))
              .build());
  private final List<Later<?>> putOff = new CopyOnWriteArrayList<>();

  public Aws(Environment environment) {
    this.environment = environment;
  }

  /// A client that is made when it is first used, or when the function's snapshot is taken.
  public <C> Supplier<C> later(Supplier<C> client) {
    var later = new Later<>(client);
    putOff.add(later);
    return later;
  }

  /// What is put off would be made again after each restore.
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    putOff.forEach(Later::get);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Connections are made at their first use.
  }

  /// The Data API. It doesn't retry by itself: the kernel does, in the request's own time.
  public RdsDataClient rdsData() {
    return rdsData(DefaultRetryStrategy.doNotRetry());
  }

  /// The Data API with other patience than a request's.
  public RdsDataClient rdsData(RetryStrategy patience) {
    return client(RdsDataClient.builder(), "RDS_DATA")
        .overrideConfiguration(
            c -> c.retryStrategy(patience).addExecutionInterceptor(new TraceHeader()))
        .build();
  }

  public KmsClient kms() {
    return client(KmsClient.builder(), "KMS")
        .overrideConfiguration(
            c -> c.retryStrategy(PATIENTLY).addExecutionInterceptor(new TraceHeader()))
        .build();
  }

  public SecretsManagerClient secretsManager() {
    return client(SecretsManagerClient.builder(), "SECRETS_MANAGER")
        .overrideConfiguration(
            c -> c.retryStrategy(PATIENTLY).addExecutionInterceptor(new TraceHeader()))
        .build();
  }

  /// What a secret holds now.
  public String secret(String arn) {
    return secretsManager().getSecretValue(request -> request.secretId(arn)).secretString();
  }

  /// Mail, within the time that a request can spare for it.
  public SesV2Client ses() {
    return client(SesV2Client.builder(), "SESV2")
        .overrideConfiguration(c -> within(c, LONGEST_SENDING_ATTEMPT, LONGEST_SENDING))
        .build();
  }

  /// Pushes to phones and text messages. What fails is tried again later, on the cell's clock.
  public SnsClient sns() {
    return client(SnsClient.builder(), "SNS")
        .overrideConfiguration(c -> within(c, LONGEST_SENDING_ATTEMPT, LONGEST_SENDING))
        .build();
  }

  /// Queues, for what may take as long as it does: dead letters, and when a message comes again.
  public SqsClient sqs() {
    return sqs(LONGEST_SENDING_ATTEMPT, LONGEST_SENDING);
  }

  /// Queues, with the time that one sending may take, tries and all.
  public SqsClient sqs(Duration longestAttempt, Duration longest) {
    return client(SqsClient.builder(), "SQS")
        .overrideConfiguration(c -> within(c, longestAttempt, longest))
        .build();
  }

  /// The cell's event bus. Entries that it doesn't take are for the caller to send again.
  public EventBridgeClient eventBridge() {
    return client(EventBridgeClient.builder(), "EVENTBRIDGE")
        .overrideConfiguration(c -> within(c, LONGEST_SENDING_ATTEMPT, LONGEST_SENDING))
        .build();
  }

  /// Files. A part of a large one has the time that it takes.
  public S3Client s3() {
    return client(S3Client.builder().forcePathStyle(hasEndpoint("S3")), "S3")
        .overrideConfiguration(c -> within(c, LONGEST_FILE_ATTEMPT, LONGEST_FILE))
        .build();
  }

  /// Open connections of the cell's WebSocket. `SOCKETS_ENDPOINT` names where, stage and all; each
  /// sending has little time, since many wait for it.
  public ApiGatewayManagementApiClient sockets() {
    var builder = client(ApiGatewayManagementApiClient.builder(), SOCKETS);
    if (environment.find(ENDPOINT + SOCKETS) == null) {
      builder.endpointOverride(URI.create(environment.require("SOCKETS_ENDPOINT")));
    }
    return builder
        .overrideConfiguration(c -> within(c, LONGEST_PUSH_ATTEMPT, LONGEST_PUSH))
        .build();
  }

  /// Signs addresses at which others may fetch or leave a file for a while. It calls nobody.
  public S3Presigner s3Presigner() {
    var builder =
        S3Presigner.builder()
            .region(Region.of(environment.require("AWS_REGION")))
            .credentialsProvider(credentials())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(hasEndpoint("S3")).build());
    var endpoint = environment.find("AWS_ENDPOINT_URL_S3");
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  /// A bucket by its name.
  public Bucket bucket(String name) {
    return new Bucket(s3(), this::s3Presigner, name);
  }

  /// The signing key that an alias names now, by the alias's ARN; its public half is fetched.
  public SigningKey signingKey(String alias) {
    return new SigningKey(kms(), alias);
  }

  private boolean hasEndpoint(String service) {
    return environment.find("AWS_ENDPOINT_URL_" + service) != null;
  }

  /// The usual retries, within a time for each attempt and one for all of them.
  private static void within(
      ClientOverrideConfiguration.Builder calls, Duration attempt, Duration whole) {
    calls
        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(whole)
        .addExecutionInterceptor(new TraceHeader());
  }

  /// A client that only one function needs, and brings.
  ///
  /// @param service as in the variable that names another endpoint: `AWS_ENDPOINT_URL_LAMBDA`
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B client(
      B builder, String service) {
    builder
        .httpClient(http.get())
        .region(Region.of(environment.require("AWS_REGION")))
        .credentialsProvider(credentials());
    var endpoint = environment.find(ENDPOINT + service);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder;
  }

  /// Who the function is to AWS.
  public AwsCredentialsProvider credentials() {
    return environment.hosted()
        ? StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                environment.require("AWS_ACCESS_KEY_ID"),
                environment.require("AWS_SECRET_ACCESS_KEY"),
                environment.require("AWS_SESSION_TOKEN")))
        : DefaultCredentialsProvider.builder().build();
  }
}
