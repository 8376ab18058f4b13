/// The kernel: what every function of a cell shares.
///
/// A module implements [dev.cellwright.kernel.CellModule]: a declaration, which is plain data, and
/// a start, which binds its routes to running use cases. Everything else in a cell is derived from
/// the declaration. The packages below it, in the order in which a request meets them:
///
/// - `lambda` takes the event that API Gateway hands over;
/// - `http` finds the route, authenticates, validates, answers;
/// - `auth` verifies access tokens;
/// - `shape` turns records into JSON Schema and JSON into records;
/// - `data` makes the one database call;
/// - `observe` logs and measures;
/// - `openapi` prints the declaration for people and for API Gateway.
@NullMarked
package dev.cellwright.kernel;

import org.jspecify.annotations.NullMarked;
