package dev.cellwright.localcell.dataapi;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.contract.TestedAws;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// A caller of the Data API with the master's secret: of the local cell, or of a cluster elsewhere
/// that the environment names.
record TestingDataApi(RdsDataClient client, String secret, String cluster, String database)
    implements AutoCloseable {

  static TestingDataApi of(TestingAws aws) {
    if (!TestedAws.isRemote()) {
      return new TestingDataApi(
          aws.dataApi(), aws.masterSecret(), TestingAws.CLUSTER, TestingAws.DATABASE);
    }
    var cluster = System.getenv("CONTRACT_CLUSTER_ARN");
    var secret = System.getenv("CONTRACT_SECRET_ARN");
    assumeThat(cluster).as("skipped: no CONTRACT_CLUSTER_ARN, so no Data API").isNotNull();
    assumeThat(secret).as("skipped: no CONTRACT_SECRET_ARN, so no Data API").isNotNull();
    return new TestingDataApi(
        TestedAws.remote(RdsDataClient.builder()),
        secret,
        cluster,
        Objects.requireNonNullElse(System.getenv("CONTRACT_DATABASE"), "postgres"));
  }

  TestingDataApi withSecret(String other) {
    return new TestingDataApi(client, other, cluster, database);
  }

  ExecuteStatementResponse execute(String sql, SqlParameter... parameters) {
    return execute(sql, request -> request.parameters(parameters));
  }

  ExecuteStatementResponse execute(String sql, Consumer<ExecuteStatementRequest.Builder> more) {
    return client.executeStatement(request -> {
      request.resourceArn(cluster).secretArn(secret).database(database).sql(sql);
      more.accept(request);
    });
  }

  /// The first row.
  List<Field> row(String sql, SqlParameter... parameters) {
    return execute(sql, parameters).records().getFirst();
  }

  /// The only value.
  Field value(String sql, SqlParameter... parameters) {
    return row(sql, parameters).getFirst();
  }

  String text(String sql, SqlParameter... parameters) {
    return value(sql, parameters).stringValue();
  }

  String begin() {
    return client
        .beginTransaction(
            request -> request.resourceArn(cluster).secretArn(secret).database(database))
        .transactionId();
  }

  void commit(String transactionId) {
    client.commitTransaction(
        request -> request.resourceArn(cluster).secretArn(secret).transactionId(transactionId));
  }

  void rollback(String transactionId) {
    client.rollbackTransaction(
        request -> request.resourceArn(cluster).secretArn(secret).transactionId(transactionId));
  }

  static SqlParameter string(String name, String value) {
    return SqlParameter.builder().name(name).value(Field.fromStringValue(value)).build();
  }

  static SqlParameter hinted(String name, String value, String hint) {
    return string(name, value).toBuilder().typeHint(hint).build();
  }

  static SqlParameter of(String name, Field value) {
    return SqlParameter.builder().name(name).value(value).build();
  }

  @Override
  public void close() {
    client.close();
  }
}
