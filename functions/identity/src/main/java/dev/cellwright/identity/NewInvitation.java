package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Size;
import dev.cellwright.kernel.shape.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is to be asked to join, as what.
@Doc("An invitation to be sent")
record NewInvitation(
    @Doc("Whoever accepts must have registered this address")
        @Text(max = 254, format = Text.Format.MAILBOX)
        String email,
    @Doc("`member` where it is left out; at most the role of whoever invites")
        @OneOf({"admin", "manager", "member", "guest"})
        @Nullable String role,
    @Doc("Teams to join with it; whoever invites must be allowed to change them") @Size(max = 20)
        @Nullable List<UUID> teamIds) {}
