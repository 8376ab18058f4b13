package dev.cellwright.kernel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void aNamedBindReadsItsParameter() {
    var sql = Sql.of("select :title, :id::uuid");

    assertThat(sql.text()).isEqualTo("select ($1->>'title'), ($1->>'id')::uuid");
    assertThat(sql.binds()).containsExactlyInAnyOrder("title", "id");
  }

  @Test
  void literalsNamesAndCommentsHoldNoBinds() {
    var written = "select ':a', 'it''s :b', \":c\" -- :d\n /* :e\n :f */ , now()::date";

    assertThat(Sql.of(written).text()).isEqualTo(written);
    assertThat(Sql.of(written).binds()).isEmpty();
  }

  @Test
  void twoStatementsAreNone() {
    assertThatThrownBy(() -> Sql.of("select 1; select 2"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
