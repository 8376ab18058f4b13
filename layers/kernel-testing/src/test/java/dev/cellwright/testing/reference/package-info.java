/// What permissions mean, said a second time as plainly as can be: an interpreter that follows a
/// model and tuples in memory. What the database answers is held against it.
@NullMarked
package dev.cellwright.testing.reference;

import org.jspecify.annotations.NullMarked;
