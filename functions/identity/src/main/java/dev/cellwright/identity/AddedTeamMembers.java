package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.util.List;

/// Those whom a team was to have, as they are in it now.
@Doc("The members that were asked for, as they are in the team now")
@Cleared(Clearance.PUBLIC)
record AddedTeamMembers(List<TeamMember> members) {}
