package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.secrets.Secrets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The RDS Data API: one statement a call, named parameters, JSON in and out.
public final class DataApi implements AutoCloseable {
  private final LocalPostgres postgres;
  private final Secrets secrets;
  private final DataApiLimits limits;
  private final Connections connections;
  private final Transactions transactions;
  private final Set<String> clusters = ConcurrentHashMap.newKeySet();

  public DataApi(
      LocalPostgres postgres, Secrets secrets, DataApiLimits limits, InstantSource clock) {
    this.postgres = postgres;
    this.secrets = secrets;
    this.limits = limits;
    this.connections = new Connections(postgres, limits);
    this.transactions = new Transactions(connections, limits, clock);
    transactions.start();
  }

  /// Makes a cluster known. Makes its master role from the master secret
  /// (`{"username","password"}`) and its database, unless they exist.
  public void addCluster(String clusterArn, String masterSecretArn, String database)
      throws SQLException {
    var master = Login.of(secrets.value(masterSecretArn), database);
    postgres.createMaster(master.user(), master.password());
    postgres.createDatabase(database, master.user());
    clusters.add(clusterArn);
  }

  /// The front end of these clusters.
  public AwsService service() {
    return new DataApiService(new Sessions(clusters, secrets, connections, transactions, limits));
  }

  /// Rolls back the open transactions and closes the connections.
  @Override
  public void close() {
    transactions.close();
    connections.close();
  }
}
