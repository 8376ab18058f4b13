package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import java.util.UUID;

/// Who is to become a member, and in which role.
@Doc("A member to be added; an organization's owner is its founder")
record NewMember(UUID userId, @OneOf({"admin", "manager", "member", "guest"}) String role) {}
