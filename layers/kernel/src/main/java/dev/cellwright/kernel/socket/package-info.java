/// The cell's WebSocket: how what comes over it reaches a module, and how a module sends over it.
@NullMarked
package dev.cellwright.kernel.socket;

import org.jspecify.annotations.NullMarked;
