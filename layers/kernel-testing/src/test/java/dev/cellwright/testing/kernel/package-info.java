/// The kernel over a real database: contexts, commands, lists, the trail, the outbox.
@NullMarked
package dev.cellwright.testing.kernel;

import org.jspecify.annotations.NullMarked;
