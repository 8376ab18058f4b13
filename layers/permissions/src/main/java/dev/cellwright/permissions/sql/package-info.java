/// Compiles a model to the SQL that decides by it.
///
/// Each relation becomes three functions, named by its code: `x` decides for one object, exactly;
/// `s` picks from a page of objects those that hold; `r` finds all objects from the subject's side.
/// Between relations they call each other; what stays on one object is one query where it can be.
@NullMarked
package dev.cellwright.permissions.sql;

import org.jspecify.annotations.NullMarked;
