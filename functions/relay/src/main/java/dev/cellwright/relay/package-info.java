/// Carries events from the outbox to the cell's bus.
///
/// A command's nudge and a sweep each minute wake it; what it takes, it holds under a lease, so
/// that what a crash leaves unpublished is taken again. Each turn is one call to the database,
/// which notes what was published and hands out what is next.
@NullMarked
package dev.cellwright.relay;

import org.jspecify.annotations.NullMarked;
