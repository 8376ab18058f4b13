/// What a module does without being asked over HTTP: it reacts to events, and runs on a schedule.
///
/// An event is written by [dev.cellwright.kernel.data.Step#event] in the transaction of its command,
/// carried to the queue of each module that listens, and handed to the listener's reaction: at
/// least once, and with one effect in the database.
@NullMarked
package dev.cellwright.kernel.event;

import org.jspecify.annotations.NullMarked;
