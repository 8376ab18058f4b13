package dev.cellwright.localcell.dataapi;

import static dev.cellwright.localcell.dataapi.TestingDataApi.of;
import static dev.cellwright.localcell.dataapi.TestingDataApi.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.TestingAws;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rdsdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

class BatchExecuteStatementTest {
  private final TestingDataApi api = TestingDataApi.of(TestingAws.usual());

  @BeforeEach
  void anEmptyTable() {
    api.execute("create table if not exists batched (id int primary key, name text)");
    api.execute("truncate batched");
  }

  @Test
  void runsOnceForEachSet() {
    var sets = new ArrayList<Collection<SqlParameter>>();
    for (var i = 0; i < 1000; i++) {
      sets.add(List.of(of("id", Field.fromLongValue((long) i)), string("name", "n" + i)));
    }

    var answer = batch("insert into batched values (:id, :name)", sets);

    assertThat(answer.updateResults()).hasSize(1000);
    assertThat(api.value("select count(*) from batched").longValue()).isEqualTo(1000);
  }

  @Test
  void mixesNullsAndTexts() {
    batch(
        "insert into batched values (:id, :name) returning id",
        List.of(
            List.of(of("id", Field.fromLongValue(1L)), of("name", Field.fromIsNull(true))),
            List.of(of("id", Field.fromLongValue(2L)), string("name", "b"))));

    assertThat(api.text("select string_agg(coalesce(name, '-'), '' order by id) from batched"))
        .isEqualTo("-b");
  }

  @Test
  @Tag("contract")
  void oneFailingSetUndoesAll() {
    var one = List.of(of("id", Field.fromLongValue(1L)), string("name", "a"));

    assertThatThrownBy(() -> batch("insert into batched values (:id, :name)", List.of(one, one)))
        .isInstanceOf(DatabaseErrorException.class)
        .hasMessageContaining("duplicate key value")
        .hasMessageContaining("; SQLState: 23505");

    assertThat(api.value("select count(*) from batched").longValue()).isZero();
  }

  @Test
  @Tag("contract")
  void aBatchOfNothingIsRefused() {
    assertThatThrownBy(() -> batch("insert into batched values (1, 'a')", List.of()))
        .isInstanceOf(RdsDataException.class)
        .hasMessageContaining("parameterSets");
  }

  private BatchExecuteStatementResponse batch(
      String sql, Collection<? extends Collection<SqlParameter>> sets) {
    return api.client()
        .batchExecuteStatement(request ->
            request
                .resourceArn(TestingAws.CLUSTER)
                .secretArn(api.secret())
                .database(TestingAws.DATABASE)
                .sql(sql)
                .parameterSets(sets));
  }
}
