package dev.cellwright.acceptance;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Who talks to a cell, and with which access token.
record Client(URI cell, @Nullable String accessToken) {

  Call get(String path) {
    return call("GET", path);
  }

  Call post(String path, String json) {
    return call("POST", path).json(json);
  }

  Call post(String path) {
    return call("POST", path);
  }

  Call patch(String path, String json) {
    return call("PATCH", path).json(json);
  }

  Call put(String path, String json) {
    return call("PUT", path).json(json);
  }

  Call put(String path) {
    return call("PUT", path);
  }

  Call delete(String path) {
    return call("DELETE", path);
  }

  Call call(String method, String path) {
    var call = new Call(cell, method, path);
    return accessToken == null ? call : call.header("Authorization", "Bearer " + accessToken);
  }

  Client with(@Nullable String token) {
    return new Client(cell, token);
  }
}
