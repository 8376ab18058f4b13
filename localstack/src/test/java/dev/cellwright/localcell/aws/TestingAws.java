package dev.cellwright.localcell.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Credentials;
import dev.cellwright.localcell.iam.Policy;
import dev.cellwright.localcell.postgres.LocalPostgres;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

/// The local AWS for tests: one PostgreSQL for the whole JVM, a front for each limit under test,
/// and a cluster in it.
public final class TestingAws implements AutoCloseable {
  public static final String REGION = "eu-central-1";
  public static final String ACCOUNT = "111122223333";
  public static final String CLUSTER = "arn:aws:rds:eu-central-1:111122223333:cluster:acme-test";
  public static final String ROLE = "arn:aws:iam::111122223333:role/tester";
  public static final String DATABASE = "cell";

  private static final LocalPostgres POSTGRES = LocalPostgres.start(null);
  private static final AtomicReference<TestingAws> USUAL = new AtomicReference<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
  }

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Callers callers = new Callers();
  private final CallLog calls = new CallLog();
  private final Faults faults = new Faults();
  private final AwsFront front;
  private final String masterSecret;
  private final Credentials everything;

  private TestingAws(DataApiLimits limits) throws SQLException {
    InstantSource clock = () -> Instant.now().plus(ahead.get());
    front =
        AwsFront.start(
            new AwsFront.Settings(
                REGION, ACCOUNT, POSTGRES, callers, calls, faults, clock, limits));
    masterSecret =
        front
            .secrets()
            .create(
                "acme-test/database/master",
                """
                {"username": "master", "password": "correct horse battery staple"}\
                """);
    front.dataApi().addCluster(CLUSTER, masterSecret, DATABASE);
    everything =
        credentials(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\
            """);
  }

  /// The front that most tests share.
  public static synchronized TestingAws usual() {
    var existing = USUAL.get();
    if (existing != null) {
      return existing;
    }
    var made = with(DataApiLimits.AWS);
    USUAL.set(made);
    return made;
  }

  /// A front of one's own, to be closed.
  public static TestingAws with(DataApiLimits limits) {
    try {
      return new TestingAws(limits);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static LocalPostgres postgres() {
    return POSTGRES;
  }

  public AwsFront front() {
    return front;
  }

  public Callers callers() {
    return callers;
  }

  public CallLog calls() {
    return calls;
  }

  public Faults faults() {
    return faults;
  }

  public String masterSecret() {
    return masterSecret;
  }

  /// Credentials of somebody who may do everything.
  public Credentials everything() {
    return everything;
  }

  public Credentials credentials(String policyDocument) {
    return callers.issue(ROLE, policy(policyDocument));
  }

  public static Policy policy(String document) {
    try {
      return Policy.of(List.of(Json.MAPPER.readTree(document)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public void advance(Duration by) {
    ahead.updateAndGet(by::plus);
  }

  public RdsDataClient dataApi() {
    return client(RdsDataClient.builder(), everything);
  }

  /// An unchanged AWS client that does not retry.
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Credentials credentials) {
    return client(builder, credentials, "");
  }

  /// The same for a service whose address has a path.
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Credentials credentials, String path) {
    return builder
        .endpointOverride(URI.create(front.endpoint() + path))
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    credentials.sessionToken())))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    front.close();
  }
}
