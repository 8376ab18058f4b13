package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is to be in a team.
@Doc("Members of the organization who are to be in a team: all of them, or none")
record NewTeamMembers(
    @Size(min = 1, max = 100) List<UUID> userIds,
    @Doc("`member` where it is left out; 409 where somebody is in the team already, in another one")
        @OneOf({"lead", "member"})
        @Nullable String role) {}
