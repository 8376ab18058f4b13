package dev.cellwright.localcell.dataapi;

import java.sql.SQLException;

/// The RDS Data API: one statement a call, named parameters, JSON in and out.
public final class DataApi {

  /// Makes a cluster known. Makes its master role from the master secret (`{"username","password"}`) and its database,
  /// unless they exist.
  public void addCluster(String clusterArn, String masterSecretArn, String database)
      throws SQLException {
    throw new UnsupportedOperationException();
  }
}
