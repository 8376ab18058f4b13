/// Measures events on a whole cell that runs in a process of its own: `./cell bench events`.
///
/// What is done to the cell is done from outside: it is asked over HTTP, killed by its process, and
/// looked at in its database. [EventsBench] is the list of what is tried.
@NullMarked
package dev.cellwright.testing.bench.events;

import org.jspecify.annotations.NullMarked;
