package dev.cellwright.localcell.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.aws.AwsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

  @Test
  void namesBecomePlaceholdersInTheirOrder() {
    var sql = NamedSql.parse("select :a, :b_2 + :a");

    assertThat(sql.jdbc()).isEqualTo("select ?, ? + ?");
    assertThat(sql.names()).containsExactly("a", "b_2", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ':a'",
        "select 'it''s :a'",
        "select E'\\':a'",
        "select \":a\"",
        "select 1 -- :a",
        "select /* /* :a */ :a */ 1",
        "select $$:a$$",
        "select $t$ $$:a$$ $t$",
        "select a::text",
        "select f(x := 1)",
        "select a[1:2]",
        "select $1",
        "select a$b$ from t where x = '$b$'"
      })
  void otherColonsAreNone(String text) {
    var sql = NamedSql.parse(text);

    assertThat(sql.names()).isEmpty();
    assertThat(sql.jdbc()).isEqualTo(text);
  }

  @Test
  void aBackslashOutsideAnEscapeStringIsOne() {
    assertThat(NamedSql.parse("select '\\', :a").names()).containsExactly("a");
    assertThat(NamedSql.parse("select like'\\', :a").names()).containsExactly("a");
  }

  @Test
  void questionMarksOfOperatorsAreDoubled() {
    assertThat(NamedSql.parse("select j ? 'a', j ?| b, '?'").jdbc())
        .isEqualTo("select j ?? 'a', j ??| b, '?'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select 1; select 2", "select 1;;2", "select 1;\n/* a */ :b", "; 'a'", "a;b"})
  void moreThanOneStatementIsRefused(String text) {
    assertThatThrownBy(() -> NamedSql.parse(text))
        .isInstanceOf(AwsError.class)
        .hasMessage("Multistatements aren't supported.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select 1;", "select 1 ; ", "select 1;\n-- end", "select 1; /* end; */ ;"})
  void whatFollowsTheLastSemicolonMayBeEmpty(String text) {
    assertThat(NamedSql.parse(text).jdbc()).startsWith("select 1").doesNotContain(";");
  }

  @Test
  void theVerbIsFoundBehindCommentsAndParentheses() {
    assertThat(NamedSql.parse("/* x */ ((SELECT 1))").isAboutData()).isTrue();
    assertThat(NamedSql.parse("vacuum t").isAboutData()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'", "\"", "$$", "$a$ :b", "/* :a", "--", ":", "::", "E'\\", "", ";", "$", "?", "a:"
      })
  void unfinishedTextIsLeftToTheDatabase(String text) {
    assertThat(NamedSql.parse(text).names()).isEmpty();
  }
}
