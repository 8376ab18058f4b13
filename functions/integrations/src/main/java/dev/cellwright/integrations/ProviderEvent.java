package dev.cellwright.integrations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What providers tell, as the module hears it that asked for it.
interface ProviderEvent {
  /// @param id the provider's own
  /// @param subject what it is about, in the provider's words
  /// @param account whose it is, in the provider's words
  /// @param endpointId the organization's endpoint; null for the cell's own
  /// @param receivedId by which `integrations.provider_payload` tells what the provider wrote
  /// @param late whether something newer of the subject came before it
  record Received(
      String provider,
      String id,
      String type,
      @Nullable String subject,
      @Nullable Instant occurredAt,
      @Nullable String account,
      @Nullable UUID endpointId,
      UUID receivedId,
      boolean late)
      implements ProviderEvent {}
}
