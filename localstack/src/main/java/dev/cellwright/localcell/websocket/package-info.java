/// API Gateway's WebSocket API: connections at `/ws`, routes to functions, and pushes from outside
/// through the `@connections` API.
@NullMarked
package dev.cellwright.localcell.websocket;

import org.jspecify.annotations.NullMarked;
