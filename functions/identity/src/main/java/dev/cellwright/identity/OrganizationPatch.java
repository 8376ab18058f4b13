package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of an organization.
@Doc("Changes of an organization, as a JSON Merge Patch")
record OrganizationPatch(
    @Text(format = Text.Format.LINE) Change<String> name,
    @Text(max = 63, format = Text.Format.SLUG) Change<String> slug,
    @Clearable @Text(max = 2000, format = Text.Format.HTTPS_URL) Change<String> logoUrl,
    @Text(max = 100, format = Text.Format.TIME_ZONE) Change<String> defaultTimezone) {}
