package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;

/// What a merge patch may say of a team's member.
@Doc("Changes of a team's member, as a JSON Merge Patch")
record TeamMemberPatch(@OneOf({"lead", "member"}) Change<String> role) {}
