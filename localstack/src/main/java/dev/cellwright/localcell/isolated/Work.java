package dev.cellwright.localcell.isolated;

import dev.cellwright.localcell.lambda.Invocation;
import java.util.concurrent.CompletableFuture;

/// An invocation that a process is to do.
record Work(byte[] event, String requestId, String traceId, CompletableFuture<Invocation> result) {}
