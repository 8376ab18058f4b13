package dev.cellwright.permissions;

import org.jspecify.annotations.Nullable;

/// Where the direct subjects of a relation are read from, so that no tuple repeats what a row says.
/// Such a relation has one restriction, without condition or wildcard; nobody can grant it.
///
/// It is written in the comment above the definition: `# derived: <schema>.<table>.<subject column>
/// [of <object column>] [where <condition>]`.
///
/// @param table with its schema; it has a column `org_id`. A view does too, if its tables are read
///   for other relations
/// @param subjectColumn the subject's id; `org_id` where it is the organization itself
/// @param objectColumn the object's id; `id` unless written
/// @param where SQL over the table's columns that rows must fulfil; null where all count
/// @param place where it is written
public record Derivation(
    String table, String subjectColumn, String objectColumn, @Nullable String where, Place place) {}
