package dev.cellwright.permissions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cellwright.permissions.Derivation;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.ObjectType;
import dev.cellwright.permissions.Relation;
import dev.cellwright.permissions.Restriction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  private static final ModuleText IDENTITY =
      new ModuleText(
          "identity",
          "identity/permissions.fga",
          """
          module identity

          type user

          type organization
            relations
              # Owns it, and may give it away.
              # derived: identity.org_members.user_id of org_id where role = 'owner'
              define owner: [user]
              define admin: [user] or owner # trailing words are for readers of the file
          """);

  @Test
  void modulesExtendEachOthersTypes() {
    var tasks =
        module(
            """
            module tasks

            extend type organization
              relations
                define task_create: admin

            type task
              relations
                # derived: tasks.tasks.org_id
                define organization: [organization]
                define view: task_create from organization
            """);

    var model = Models.merged(List.of(tasks, IDENTITY));

    assertThat(model.types())
        .extracting(ObjectType::name, ObjectType::module)
        .containsExactly(
            tuple("task", "tasks"), tuple("user", "identity"), tuple("organization", "identity"));
    assertThat(model.type("organization").relations())
        .extracting(Relation::name, Relation::module)
        .containsExactly(
            tuple("owner", "identity"), tuple("admin", "identity"), tuple("task_create", "tasks"));
    assertThat(model.type("task").relation("organization").derivation())
        .extracting(
            Derivation::table,
            Derivation::subjectColumn,
            Derivation::objectColumn,
            Derivation::where)
        .containsExactly("tasks.tasks", "org_id", "id", null);
  }

  @Test
  void theCommentAboveADefinitionDocumentsAndDerives() {
    var owner = Models.merged(List.of(IDENTITY)).type("organization").relation("owner");

    assertThat(owner.comment()).isEqualTo("Owns it, and may give it away.");
    assertThat(owner.derivation())
        .extracting(
            Derivation::table,
            Derivation::subjectColumn,
            Derivation::objectColumn,
            Derivation::where)
        .containsExactly("identity.org_members", "user_id", "org_id", "role = 'owner'");
    assertThat(owner.restrictions()).containsExactly(new Restriction("user", null, false, null));
  }

  @Test
  void aDerivationThatCannotBeIsRefusedAtItsPlace() {
    var wrong =
        module(
            """
            module tasks

            extend type organization
              relations
                # derived: tasks
                define bad_line: [user]
                # derived: tasks.people.user_id
                define two: [user, organization]
                # derived: tasks.people.user_id
                define none: admin
                # derived: tasks.people.user_id
                define everybody: [user:*]
                # derived: tasks.people.user_id
                # derived: tasks.others.user_id
                define twice: [user]
                # derived: tasks.people.user_id

                define apart: [user]
                define behind: [user] # derived: tasks.people.user_id
            """);

    assertThatThrownBy(() -> Models.merged(List.of(IDENTITY, wrong)))
        .isInstanceOf(InvalidModel.class)
        .hasMessage(
            """
            tasks.fga:16:7: a derivation must stand directly above its definition
            tasks.fga:19:29: a derivation must stand directly above its definition\
            """);

    var placed = wrong.text().replace("\n\n    define apart", "\n    define apart");
    var mended =
        module(placed.replace("    define behind: [user] # derived: tasks.people.user_id\n", ""));

    assertThatThrownBy(() -> Models.merged(List.of(IDENTITY, mended)))
        .isInstanceOf(InvalidModel.class)
        .hasMessage(
            """
            tasks.fga:5:7: expected `derived: <schema>.<table>.<subject column> [of <object column>] [where <condition>]`
            tasks.fga:7:7: what is derived has exactly one type restriction, as in `[user]`
            tasks.fga:9:7: what is derived has exactly one type restriction, as in `[user]`
            tasks.fga:12:24: what is derived can have neither wildcard nor condition
            tasks.fga:14:7: a relation is derived from one table only\
            """);
  }

  @Test
  void aFileSaysTheModuleThatItBelongsTo() {
    assertThatThrownBy(() -> Models.merged(List.of(module("module task\n"))))
        .isInstanceOf(InvalidModel.class)
        .hasMessage("tasks.fga:1:8: file belongs to module tasks");
  }

  @Test
  void aHashInAConditionsStringIsNoComment() {
    var text =
        """
        model
          schema 1.1
        type user
        type room
          relations
            define enter: [user with in_room] # a comment
        condition in_room(room: string) {
          room == "room #4" # another
        }
        """;

    var model = Models.single(text, "model.fga");

    assertThat(model.condition("in_room").expression()).isEqualTo("room == \"room #4\"");
  }

  @Test
  void aListOfFilesIsAModelToo(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("fga.mod"), "schema: '1.2'\ncontents:\n  - one.fga\n");
    Files.writeString(folder.resolve("one.fga"), IDENTITY.text());

    var model = Models.listed(folder.resolve("fga.mod"));

    assertThat(model.types()).extracting(ObjectType::name).containsExactly("user", "organization");
  }

  private static ModuleText module(String text) {
    return new ModuleText("tasks", "tasks.fga", text);
  }
}
