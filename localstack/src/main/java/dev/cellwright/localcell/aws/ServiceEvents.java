package dev.cellwright.localcell.aws;

/// Where services put what happened in them: the account's default event bus.
@FunctionalInterface
public interface ServiceEvents {

  /// Takes an event and returns at once; who listens hears it later.
  void put(ServiceEvent event);
}
