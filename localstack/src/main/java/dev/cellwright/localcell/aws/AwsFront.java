package dev.cellwright.localcell.aws;

import dev.cellwright.localcell.dataapi.DataApi;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.secrets.Secrets;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.sns.Sns;
import dev.cellwright.localcell.ssm.Parameters;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The AWS services of the cell behind one address on 127.0.0.1.
public final class AwsFront implements AutoCloseable {

  /// What the front needs. `clock` is the cell's clock, which can be moved; signatures go by the
  /// real one.
  public record Settings(
      String region,
      String account,
      LocalPostgres postgres,
      Callers callers,
      CallLog calls,
      Faults faults,
      InstantSource clock,
      DataApiLimits dataApi) {

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

  private AwsFront(Settings settings) throws SQLException {
    var database = AwsDatabase.open(settings.postgres());
    var place = new Place(settings.region(), settings.account());
    secrets = new Secrets(place, database, settings.clock());
    keys = new Keys(place, database, settings.clock());
    parameters = new Parameters(place, database, settings.clock());
    sns = new Sns(place, database, settings.clock());
    mailbox = new Mailbox(place, database, settings.clock(), sns::publish);
    dataApi = new DataApi(settings.postgres(), secrets, settings.dataApi(), settings.clock());
    dispatch = new AwsDispatch(settings);
    dispatch.add(secrets.service());
    dispatch.add(keys.service());
    dispatch.add(parameters.service());
    dispatch.add(sns.service());
    dispatch.add(mailbox.service());
    dispatch.add(dataApi.service());
    server = new Server(threads());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(120_000);
    server.addConnector(connector);
    server.setHandler(new AwsHandler(dispatch));
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

  /// Adds a further service under its name.
  public void add(AwsService service) {
    dispatch.add(service);
  }

  /// Stops listening and closes the connections to the PostgreSQL, which goes on running.
  @Override
  public void close() {
    try {
      dispatch.close();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("can't stop the AWS front", e);
    } finally {
      dataApi.close();
    }
  }
}
