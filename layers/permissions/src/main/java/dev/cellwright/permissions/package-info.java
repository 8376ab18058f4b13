/// Who may do what, stated once per module in the OpenFGA language (modular models, schema 1.2):
/// read, merged, checked, and compiled to the SQL that decides inside a request's one database
/// call.
///
/// A build-time library: a cell holds only what it makes.
@NullMarked
package dev.cellwright.permissions;

import org.jspecify.annotations.NullMarked;
