package dev.cellwright.kernel.http;

/// The HTTP methods that routes may have.
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE
}
