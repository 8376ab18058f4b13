package dev.cellwright.kernel.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An answer, ready to be handed to the gateway.
///
/// @param headers each name once, with all its values
public record HttpResponse(int status, Map<String, List<String>> headers, byte[] body) {

  /// Adds headers.
  HttpResponse with(List<Response.Header> added) {
    var response = this;
    for (var header : added) {
      response = response.with(header.name(), header.value());
    }
    return response;
  }

  /// Adds a header.
  HttpResponse with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, List.of(value));
    return new HttpResponse(status, more, body);
  }
}
