package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.dataapi.DataApi;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.events.Buses;
import dev.cellwright.localcell.events.DefaultBus;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.s3.Buckets;
import dev.cellwright.localcell.scheduler.Schedules;
import dev.cellwright.localcell.secrets.Secrets;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.sns.Sns;
import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.Queues;
import dev.cellwright.localcell.ssm.Parameters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// The AWS services of the cell behind one address on 127.0.0.1.
public final class AwsFront implements AutoCloseable {

  /// What the front needs. `clock` is the cell's clock, which can be moved; signatures go by the
  /// real one. `objects` is where S3 keeps contents; null keeps nothing.
  public record Settings(
      String region,
      String account,
      LocalPostgres postgres,
      Callers callers,
      CallLog calls,
      Faults faults,
      InstantSource clock,
      DataApiLimits dataApi,
      @Nullable Path objects) {

    public Settings(
        String region,
        String account,
        LocalPostgres postgres,
        Callers callers,
        CallLog calls,
        Faults faults,
        InstantSource clock,
        DataApiLimits dataApi) {
      this(region, account, postgres, callers, calls, faults, clock, dataApi, null);
    }

    public Settings(
        String region,
        String account,
        LocalPostgres postgres,
        Callers callers,
        CallLog calls,
        Faults faults,
        InstantSource clock) {
      this(region, account, postgres, callers, calls, faults, clock, DataApiLimits.AWS);
    }
  }

  private final Server server;
  private final ServerConnector connector;
  private final AwsDispatch dispatch;
  private final Secrets secrets;
  private final Keys keys;
  private final Parameters parameters;
  private final Sns sns;
  private final Mailbox mailbox;
  private final DataApi dataApi;
  private final Buckets buckets;
  private final AwsDatabase database;
  private final Queues queues;
  private final AsyncInvocations invocations;
  private final Buses buses;
  private final Schedules schedules;

  private AwsFront(Settings settings) throws SQLException, IOException {
    database = AwsDatabase.open(settings.postgres());
    var place = new Place(settings.region(), settings.account());
    secrets = new Secrets(place, database, settings.clock());
    keys = new Keys(place, database, settings.clock());
    parameters = new Parameters(place, database, settings.clock());
    sns = new Sns(place, database, settings.clock());
    mailbox = new Mailbox(place, database, settings.clock(), sns::publish);
    dataApi = new DataApi(settings.postgres(), secrets, settings.dataApi(), settings.clock());
    buckets =
        new Buckets(
            place,
            database,
            settings.clock(),
            settings.callers(),
            settings.calls(),
            settings.faults(),
            settings.objects());
    queues = new Queues(place, database);
    invocations = new AsyncInvocations(queues, settings.calls());
    buses = new Buses(place, database, settings.clock(), queues, invocations);
    schedules =
        new Schedules(place, database, settings.clock(), queues, invocations, settings.faults());
    var defaultBus = new DefaultBus(buses);
    mailbox.publishTo(defaultBus);
    buckets.publishTo(new ObjectNews(database, defaultBus, queues, invocations, sns::publish));
    dispatch = new AwsDispatch(settings);
    dispatch.add(secrets.service());
    dispatch.add(keys.service());
    dispatch.add(parameters.service());
    dispatch.add(sns.service());
    dispatch.add(mailbox.service());
    dispatch.add(dataApi.service());
    dispatch.add(queues.service());
    dispatch.add(buses.service());
    server = new Server(threads());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(120_000);
    server.addConnector(connector);
    server.setHandler(new Handler.Sequence(buckets.handler(), new AwsHandler(dispatch)));
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool();
    threads.setName("aws");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("aws-"));
    return threads;
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setHeaderCacheCaseSensitive(true); // a header that is signed stays as it was written
    http.setUriCompliance(UriCompliance.UNSAFE); // keys of S3 may be anything; none becomes a path
    return http;
  }

  /// Opens what was kept in the PostgreSQL and listens on a free port.
  public static AwsFront start(Settings settings) {
    try {
      var front = new AwsFront(settings);
      front.server.start();
      return front;
    } catch (Exception e) {
      throw new IllegalStateException("can't start the AWS front", e);
    }
  }

  /// The address for `AWS_ENDPOINT_URL_*` of every service.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  public Secrets secrets() {
    return secrets;
  }

  public Keys keys() {
    return keys;
  }

  public Parameters parameters() {
    return parameters;
  }

  public Sns sns() {
    return sns;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public DataApi dataApi() {
    return dataApi;
  }

  public Buckets buckets() {
    return buckets;
  }

  public Queues queues() {
    return queues;
  }

  /// Invocations of functions that nobody waits for.
  public AsyncInvocations invocations() {
    return invocations;
  }

  public Buses buses() {
    return buses;
  }

  public Schedules schedules() {
    return schedules;
  }

  /// Adds a further service under its name.
  public void add(AwsService service) {
    dispatch.add(service);
  }

  /// Stops listening and closes the connections to the PostgreSQL, which goes on running.
  @Override
  public void close() {
    try {
      schedules.close();
      invocations.close();
      queues.close();
      dispatch.close();
      buckets.letGo();
      server.stop();
      database.close();
    } catch (Exception e) {
      throw new IllegalStateException("can't stop the AWS front", e);
    } finally {
      dataApi.close();
      buckets.close();
    }
  }
}
