package dev.cellwright.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.permissions.language.Models;
import dev.cellwright.permissions.language.ModuleText;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionTableTest {

  @Test
  void eachModuleHasARowForEachPermission() {
    var identity =
        """
        module identity

        type user

        type organization
          relations
            # derived: identity.org_members.user_id of org_id where role = 'owner'
            define owner: [user]
            define admin: [user] or owner
            define manager: [user] or admin
            define member: [user] or manager
            define guest: [user] or member
            # Change its name.
            define edit: admin
            # See who belongs to it.
            define member_view: guest

        type role
          relations
            define assignee: [user]
        """;
    var notes =
        """
        module notes

        extend type organization
          relations
            # Write a note.
            define note_create: [role#assignee] or member
            # See every note.
            define note_view: [role#assignee] or manager

        type note
          relations
            # derived: notes.notes.org_id
            define organization: [organization]
            # derived: notes.notes.owner_id
            define owner: [user]
            define viewer: [user] or owner
            # Read the note, | too.
            define view: viewer or note_view from organization
            define burn: owner
        """;

    var table =
        PermissionTable.of(
            Models.merged(
                List.of(
                    new ModuleText("identity", "identity.fga", identity),
                    new ModuleText("notes", "notes.fga", notes))));

    assertThat(table)
        .isEqualTo(
            """
            ## identity

            | permission | for | on one | everywhere from | in roles |
            |---|---|---|---|---|
            | `member:view` | See who belongs to it. |  | guest |  |
            | `organization:edit` | Change its name. |  | admin |  |

            Can be granted: `role#assignee`.

            ## notes

            | permission | for | on one | everywhere from | in roles |
            |---|---|---|---|---|
            | `note:burn` |  | yes |  |  |
            | `note:create` | Write a note. |  | member | yes |
            | `note:view` | Read the note, \\| too. | yes | manager | yes |

            Can be granted: `note#viewer`.
            """);
  }
}
