package dev.cellwright.kernel.http;

/// Answers a request that was authenticated and whose shape is valid.
///
/// @param <R> the class that holds the module's handlers; routes name its methods unbound, so that
///   a declaration needs no instance
@FunctionalInterface
public interface Handler<R> {
  Response handle(R routes, Request request);
}
