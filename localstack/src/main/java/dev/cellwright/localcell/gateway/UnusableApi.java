package dev.cellwright.localcell.gateway;

/// Says what API Gateway would refuse to import, or what this gateway does not know, and where it
/// stands.
public final class UnusableApi extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableApi(RestApi api, String problem) {
    super(api.name() + ": " + problem);
  }
}
