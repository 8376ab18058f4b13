package dev.cellwright.permissions.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.language.Models;
import dev.cellwright.permissions.language.ModuleText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedColumnsTest {
  private static final String MIGRATION =
      """
      -- Notes; create table notes.no_table (x int);
      create table notes.notes (
        org_id  uuid not null default priv.org(),
        id      uuid not null, -- theirs, and nobody else's
        owner   uuid default priv.actor(),
        state   text not null check (state in ('open, shut', 'shut')),
        amount  numeric(10, 2),
        primary key (org_id, id),
        constraint notes_owner foreign key (org_id, owner) references notes.people (org_id, id)
      );
      create function notes.f() returns void language sql as $$ create table notes.inside (a int) $$;
      alter table notes.notes add column reader uuid, drop column amount, add constraint x check (owner is not null);
      alter table notes.notes rename column owner to owner_id;
      create view notes.open_notes with (security_invoker) as
        select n.org_id, n.id, coalesce(n.owner_id, n.reader) as whose from notes.notes n where n.state = 'open';
      """;

  @Test
  void columnsAreReadAsMigrationsLeaveThem() {
    var tables = MigratedTables.of(List.of(MIGRATION)).columns();

    assertThat(tables.get("notes.notes"))
        .containsExactlyInAnyOrder("org_id", "id", "owner_id", "state", "reader");
    assertThat(tables.get("notes.open_notes")).containsExactlyInAnyOrder("org_id", "id", "whose");
    assertThat(tables).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          notes.notes.owner_id                                                |
          notes.open_notes.whose of id                                        |
          notes.notes.owner_id where state = 'nowhere' and reader is not null |
          notes.notes.ownr_id                                                 | the table notes.notes has no column ownr_id
          notes.notes.owner_id of note_id                                     | the table notes.notes has no column note_id
          notes.notes.owner_id where stat = 'open'                            | the table notes.notes has no column stat
          notes.nots.owner_id                                                 | no migration makes the table notes.nots
          """)
  void whatIsNotThereIsToldWithItsLine(String derived, String complaint) {
    var model =
        Models.merged(
            List.of(
                new ModuleText(
                    "notes",
                    "notes/permissions.fga",
                    """
                    module notes

                    type user

                    type note
                      relations
                        # Whose it is.
                        # derived: %s
                        define owner: [user]
                    """
                        .formatted(derived))));

    var problems = new DerivedColumns(MigratedTables.of(List.of(MIGRATION))).problems(model);

    assertThat(problems.stream().map(Problem::message).toList())
        .isEqualTo(complaint == null ? List.of() : List.of(complaint));
    assertThat(problems)
        .allSatisfy(problem -> {
          assertThat(problem.place().file()).isEqualTo("notes/permissions.fga");
          assertThat(problem.place().line()).isEqualTo(8);
        });
  }
}
