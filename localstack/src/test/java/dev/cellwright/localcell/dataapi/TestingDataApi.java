package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.TestingAws;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/// A caller of the Data API with the master's secret.
record TestingDataApi(RdsDataClient client, String secret) implements AutoCloseable {

  static TestingDataApi of(TestingAws aws) {
    return new TestingDataApi(aws.dataApi(), aws.masterSecret());
  }

  ExecuteStatementResponse execute(String sql, SqlParameter... parameters) {
    return execute(sql, request -> request.parameters(parameters));
  }

  ExecuteStatementResponse execute(String sql, Consumer<ExecuteStatementRequest.Builder> more) {
    return client.executeStatement(request -> {
      request
          .resourceArn(TestingAws.CLUSTER)
          .secretArn(secret)
          .database(TestingAws.DATABASE)
          .sql(sql);
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
        .beginTransaction(request ->
            request.resourceArn(TestingAws.CLUSTER).secretArn(secret).database(TestingAws.DATABASE))
        .transactionId();
  }

  void commit(String transactionId) {
    client.commitTransaction(request ->
        request.resourceArn(TestingAws.CLUSTER).secretArn(secret).transactionId(transactionId));
  }

  void rollback(String transactionId) {
    client.rollbackTransaction(request ->
        request.resourceArn(TestingAws.CLUSTER).secretArn(secret).transactionId(transactionId));
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
