package dev.cellwright.cdk;

/// The host names of a cell that has a domain: the one that people know, and those behind it.
record HostNames(String domain) {
  /// Where the WebSocket is below a host name.
  static final String SOCKETS_PATH = "ws";

  /// The HTTP API, for the edge only.
  String origin() {
    return "origin." + domain;
  }

  /// The WebSocket, for the edge only.
  String sockets() {
    return "sockets." + domain;
  }

  /// The HTTP API, for other systems.
  String services() {
    return "services." + domain;
  }
}
