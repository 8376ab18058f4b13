package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.dataapi.DataApi;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.secrets.Secrets;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.ssm.Parameters;
import dev.cellwright.localcell.s3.Buckets;
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
  private final Mailbox mailbox;
  private final DataApi dataApi;
  private final Buckets buckets;

  private AwsFront(Settings settings) throws SQLException, IOException {
    var database = AwsDatabase.open(settings.postgres());
    var place = new Place(settings.region(), settings.account());
    secrets = new Secrets(place, database, settings.clock());
    keys = new Keys(place, database, settings.clock());
    parameters = new Parameters(place, database, settings.clock());
    mailbox = new Mailbox(place, database, settings.clock());
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
    dispatch = new AwsDispatch(settings);
    dispatch.add(secrets.service());
    dispatch.add(keys.service());
    dispatch.add(parameters.service());
    dispatch.add(mailbox.service());
    dispatch.add(dataApi.service());
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

  public Mailbox mailbox() {
    return mailbox;
  }

  public DataApi dataApi() {
    return dataApi;
  }

  public Buckets buckets() {
    return buckets;
  }

  /// Adds a further service under its name.
  public void add(AwsService service) {
    dispatch.add(service);
  }

  /// Stops listening and closes the connections to the PostgreSQL, which goes on running.
  @Override
  public void close() {
    try {
      dispatch.close();
      buckets.letGo();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("can't stop the AWS front", e);
    } finally {
      dataApi.close();
      buckets.close();
    }
  }
}
