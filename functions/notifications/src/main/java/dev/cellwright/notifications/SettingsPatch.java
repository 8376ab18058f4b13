package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;

/// What a merge patch may say of when a person is told.
@Doc(
    "Changes of when the caller is told, as a JSON Merge Patch; quiet hours have a start and an end")
record SettingsPatch(
    @Doc("As 22:00, in the caller's time zone") @Clearable @Text(max = 5) Change<String> quietStart,
    @Clearable @Text(max = 5) Change<String> quietEnd,
    @Clearable @Text(max = 100, format = Text.Format.TIME_ZONE) Change<String> timezone,
    @OneOf({"instant", "hourly", "daily", "weekly"}) Change<String> frequency) {}
