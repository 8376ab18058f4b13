package dev.cellwright.kernel.http;

/// A parameter that a route declares, in its path or in the query.
///
/// @param required whether a request must have it; always so in a path
/// @param meaning a sentence for the documents
public record RouteParameter(
    String name, boolean inPath, ParameterType type, boolean required, String meaning) {}
