/// Tests of what reaches a module over the WebSocket.
@NullMarked
package dev.cellwright.kernel.socket;

import org.jspecify.annotations.NullMarked;
