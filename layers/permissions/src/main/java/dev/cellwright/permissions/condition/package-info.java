/// Conditions of tuples: CEL, type-checked and turned into SQL functions.
///
/// A value that CEL calls an error is null in SQL, so that errors spread as CEL wants it without an
/// exception: through operators, and not through `false && …` and `true || …`. CEL's own null is
/// the JSON null.
///
/// What differs from CEL: a double that would be infinite or no number is an error, doubles are
/// multiplied and divided from 1e-150 to 1e150, and a duration has at most 2^63 nanoseconds (292
/// years).
@NullMarked
package dev.cellwright.permissions.condition;

import org.jspecify.annotations.NullMarked;
