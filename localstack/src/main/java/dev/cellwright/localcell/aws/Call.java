package dev.cellwright.localcell.aws;

import java.time.Instant;

/// One AWS call as the log keeps it. `result` is `ok` or the error's name; `ms` is the time in the
/// service.
public record Call(String service, String operation, Instant at, double ms, String result) {}
