package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;

/// What a merge patch may say of a member.
@Doc("Changes of a member, as a JSON Merge Patch")
record MemberPatch(@OneOf({"admin", "manager", "member", "guest"}) Change<String> role) {}
