package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// What those who run the cell may change of an organization.
@Doc("Changes of an organization by a super admin, as a JSON Merge Patch")
record PlanPatch(@Text(max = 63, format = Text.Format.SLUG) Change<String> plan) {}
