/// Fills a running cell with data that looks like somebody's: `./cell seed`.
///
/// What is to be there follows from a number alone, so that the same number makes the same data. It
/// is made over HTTP, by the routes that the product's users take: whatever those do besides
/// (trail, events, notifications, mail) happens too.
@NullMarked
package dev.cellwright.testing.seed;

import org.jspecify.annotations.NullMarked;
