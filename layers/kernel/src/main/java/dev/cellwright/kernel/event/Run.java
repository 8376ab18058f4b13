package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/// One execution of a job.
///
/// @param id of its row in `job_executions`
/// @param due when it was to run, by the cell's clock; in the past for a run that is caught up
/// @param result what the job tells of it, kept with the execution: numbers, no personal data
public record Run(UUID id, Instant due, ObjectNode result) {}
