package dev.cellwright.localcell.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes back to the client.
public record Reply(int status, List<Header> headers, byte[] body) {

  public @Nullable String header(String name) {
    return Header.last(headers, name);
  }
}
