package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;

/// What file of the trail is asked for.
///
/// @param from the first moment, or day, that it holds
/// @param to the first moment, or day, that it doesn't hold
/// @param format `csv` to read, `jsonl` to verify
@Doc("A time of the trail, as a file")
record NewExport(
    @Text(min = 10, max = 40) String from,
    @Text(min = 10, max = 40) String to,
    @OneOf({"csv", "jsonl"}) String format) {}
