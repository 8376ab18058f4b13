package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of a person.
@Doc("Changes of a person, as a JSON Merge Patch")
record UserPatch(
    @Clearable @Text(max = 100, format = Text.Format.LINE) Change<String> firstName,
    @Clearable @Text(max = 100, format = Text.Format.LINE) Change<String> lastName,
    @Clearable @Text(max = 2000, format = Text.Format.HTTPS_URL) Change<String> avatarUrl,
    @Text(max = 100, format = Text.Format.TIME_ZONE) Change<String> timezone,
    @Text(max = 35, format = Text.Format.LANGUAGE_TAG) Change<String> locale) {}
