package dev.cellwright.localcell.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One header line.
public record Header(String name, String value) {

  /// The last value of a header, or null when there is none.
  public static @Nullable String last(List<Header> headers, String name) {
    String found = null;
    for (var header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        found = header.value();
      }
    }
    return found;
  }
}
