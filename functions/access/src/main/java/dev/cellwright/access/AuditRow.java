package dev.cellwright.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has a relation to a thing, as the database tells it.
///
/// @param ending why nothing is told; else null
/// @param place where to go on behind this row
/// @param subject null where everybody of the type is meant
/// @param path its `steps` lead from the thing to where the subject stands
record AuditRow(
    @Nullable String ending,
    @Nullable String field,
    @Nullable String message,
    @Nullable String place,
    @Nullable String subjectType,
    @Nullable UUID subject,
    @Nullable String subjectRelation,
    @Nullable String relation,
    @Nullable Boolean inherited,
    @Nullable ObjectNode path) {}
