package dev.cellwright.kernel.shape;

/// What is wrong with one field of a request.
///
/// @param field its JSON name; nested ones with dots and indexes: `items[2].title`; empty for the
///   whole body
/// @param message a phrase for a person, without the offending value
public record FieldError(String field, String message) {}
