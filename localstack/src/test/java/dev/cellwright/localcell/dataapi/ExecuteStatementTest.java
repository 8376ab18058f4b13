package dev.cellwright.localcell.dataapi;

import static dev.cellwright.localcell.dataapi.TestingDataApi.hinted;
import static dev.cellwright.localcell.dataapi.TestingDataApi.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.TestingAws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.rdsdata.model.DecimalReturnType;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.LongReturnType;
import software.amazon.awssdk.services.rdsdata.model.RecordsFormatType;

class ExecuteStatementTest {
  private final TestingDataApi api = TestingDataApi.of(TestingAws.usual());

  @Test
  void answersRowsWithTheirTypes() {
    var row =
        api.row(
            """
            select 1::int, 2::bigint, 1.5::float8, true, 'text', null::text,
                   '\\x0102'::bytea, 12.30::numeric, array[1, 2], array['a', null, 'b c"d']
            """);

    assertThat(row)
        .extracting(Field::type)
        .containsExactly(
            Field.Type.LONG_VALUE,
            Field.Type.LONG_VALUE,
            Field.Type.DOUBLE_VALUE,
            Field.Type.BOOLEAN_VALUE,
            Field.Type.STRING_VALUE,
            Field.Type.IS_NULL,
            Field.Type.BLOB_VALUE,
            Field.Type.STRING_VALUE,
            Field.Type.ARRAY_VALUE,
            Field.Type.ARRAY_VALUE);
    assertThat(row.get(1).longValue()).isEqualTo(2);
    assertThat(row.get(2).doubleValue()).isEqualTo(1.5);
    assertThat(row.get(6).blobValue().asByteArray()).containsExactly(1, 2);
    assertThat(row.get(7).stringValue()).isEqualTo("12.30");
    assertThat(row.get(8).arrayValue().longValues()).containsExactly(1L, 2L);
    assertThat(row.get(9).arrayValue().stringValues()).containsExactly("a", null, "b c\"d");
  }

  @Test
  @Tag("contract")
  void identifiersTimesAndDocumentsAreText() {
    var row =
        api.row(
            """
            select '01890a5d-ac96-774b-bcce-b302099a8057'::uuid, '{"a": 1}'::jsonb,
                   '2024-02-29'::date, '10:11:12.5'::time,
                   '2024-02-29 10:11:12'::timestamp, '2024-02-29 10:11:12.123456+02'::timestamptz
            """);

    assertThat(row)
        .extracting(Field::stringValue)
        .containsExactly(
            "01890a5d-ac96-774b-bcce-b302099a8057",
            "{\"a\": 1}",
            "2024-02-29",
            "10:11:12.500",
            "2024-02-29 10:11:12",
            "2024-02-29 08:11:12.123456");
  }

  @Test
  @Tag("contract")
  void enumsAndAddressesAreText() {
    api.execute("drop type if exists mood");
    api.execute("create type mood as enum ('good')");

    var row = api.row("select 'good'::mood, '127.0.0.1'::inet, '10.0.0.0/8'::cidr, 42::oid");

    assertThat(row.subList(0, 3))
        .extracting(Field::stringValue)
        .containsExactly("good", "127.0.0.1", "10.0.0.0/8");
    assertThat(row.getLast().longValue()).isEqualTo(42);
  }

  @Test
  void bindsEveryKindOfValue() {
    var row =
        api.row(
            "select :s || '', :l + 0, :d * 1, not :b, :x, :n::text",
            string("s", "ä"),
            TestingDataApi.of("l", Field.fromLongValue(Long.MAX_VALUE)),
            TestingDataApi.of("d", Field.fromDoubleValue(0.1)),
            TestingDataApi.of("b", Field.fromBooleanValue(false)),
            TestingDataApi.of("x", Field.fromBlobValue(SdkBytes.fromUtf8String("blob"))),
            TestingDataApi.of("n", Field.fromIsNull(true)));

    assertThat(row.get(0).stringValue()).isEqualTo("ä");
    assertThat(row.get(1).longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(row.get(2).doubleValue()).isEqualTo(0.1);
    assertThat(row.get(3).booleanValue()).isTrue();
    assertThat(row.get(4).blobValue().asUtf8String()).isEqualTo("blob");
    assertThat(row.get(5).isNull()).isTrue();
  }

  @Test
  void typeHintsBindWhatTextCanNot() {
    var row =
        api.row(
            "select pg_typeof(:u)::text, pg_typeof(:j)::text, pg_typeof(:t)::text, pg_typeof(:d)::text,"
                + " pg_typeof(:c)::text, pg_typeof(:n)::text, pg_typeof(:s)::text",
            hinted("u", "01890a5d-ac96-774b-bcce-b302099a8057", "UUID"),
            hinted("j", "{}", "JSON"),
            hinted("t", "2024-02-29 10:11:12.123", "TIMESTAMP"),
            hinted("d", "2024-02-29", "DATE"),
            hinted("c", "10:11:12", "TIME"),
            hinted("n", "1.50", "DECIMAL"),
            string("s", "text"));

    assertThat(row)
        .extracting(Field::stringValue)
        .containsExactly(
            "uuid",
            "json",
            "timestamp without time zone",
            "date",
            "time without time zone",
            "numeric",
            "character varying");
  }

  @Test
  void findsParametersOnlyWhereSqlHasNone() {
    var sql =
        """
        select ':no', E'\\':no', ":no".a, /* :no /* :no */ */ $$:no$$, $q$:no$q$, -- :no
               :yes::text, '{"k": 1}'::jsonb ? 'k', (array[1, 2, 3])[1:2]
          from (select 1 as a) as ":no"
        """;

    var row = api.row(sql, string("yes", "here"));

    assertThat(row.get(0).stringValue()).isEqualTo(":no");
    assertThat(row.get(1).stringValue()).isEqualTo("':no");
    assertThat(row.get(3).stringValue()).isEqualTo(":no");
    assertThat(row.get(5).stringValue()).isEqualTo("here");
    assertThat(row.get(6).booleanValue()).isTrue();
    assertThat(row.get(7).arrayValue().longValues()).containsExactly(1L, 2L);
  }

  @Test
  void countsWhatItChanged() {
    api.execute("create table if not exists counted (id int)");

    var inserted = api.execute("insert into counted select generate_series(1, 5)");
    var deleted = api.execute("delete from counted where id > 2 returning id");
    var emptied = api.execute("delete from counted");

    assertThat(inserted.numberOfRecordsUpdated()).isEqualTo(5);
    assertThat(inserted.generatedFields()).isEmpty();
    assertThat(deleted.records()).hasSize(3);
    assertThat(emptied.numberOfRecordsUpdated()).isEqualTo(2);
  }

  @Test
  void describesColumnsWhenAsked() {
    api.execute("create table if not exists described (id serial, name text not null)");

    var metadata =
        api.execute(
                "select id, name as title from described",
                request -> request.includeResultMetadata(true))
            .columnMetadata();

    assertThat(metadata).extracting("label").containsExactly("id", "title");
    assertThat(metadata).extracting("typeName").containsExactly("serial", "text");
    assertThat(metadata.get(1).tableName()).isEqualTo("described");
    assertThat(metadata.get(1).nullable()).isZero();
  }

  @Test
  void answersJsonWhenAsked() {
    var answer =
        api.execute(
            "select 1 as n, 'a' as s, null::text as z, true as b, 1.5::numeric as d, array[1] as l",
            request -> request.formatRecordsAs(RecordsFormatType.JSON));

    assertThat(answer.formattedRecords())
        .isEqualTo("[{\"n\":1,\"s\":\"a\",\"z\":null,\"b\":true,\"d\":\"1.5\",\"l\":[1]}]");
    assertThat(answer.hasRecords()).isFalse();
  }

  @Test
  void numbersLeaveAsAsked() {
    var row =
        api.execute(
                "select 1.5::numeric, 2::numeric, 3::bigint",
                request ->
                    request.resultSetOptions(options ->
                        options
                            .decimalReturnType(DecimalReturnType.DOUBLE_OR_LONG)
                            .longReturnType(LongReturnType.STRING)))
            .records()
            .getFirst();

    assertThat(row.get(0).doubleValue()).isEqualTo(1.5);
    assertThat(row.get(1).longValue()).isEqualTo(2);
    assertThat(row.get(2).stringValue()).isEqualTo("3");
  }

  @Test
  void anyTextReturnsAsItCame() {
    var text = "日本 \uD83D\uDE00 \u202E ' \" \\ \n \u0001 {} :a ? $1";

    assertThat(api.text("select :t::text", string("t", text))).isEqualTo(text);
  }

  @Test
  void createsWhatRefusesToRunInATransaction() {
    api.execute("create database of_its_own");

    assertThat(
            api.value("select count(*) from pg_database where datname = 'of_its_own'").longValue())
        .isEqualTo(1);
    api.execute("drop database of_its_own");
  }

  @Test
  void createsFunctionsWithSemicolonsInside() {
    api.execute(
        """
        create or replace function two() returns int language sql
        begin atomic select 1; select case when true then 2 else 3 end; end;
        """);
    api.execute(
        "create or replace function three() returns int language plpgsql as $$ begin return 3; end $$;");

    assertThat(api.value("select two() + three()").longValue()).isEqualTo(5);
  }
}
