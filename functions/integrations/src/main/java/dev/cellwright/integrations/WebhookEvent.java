package dev.cellwright.integrations;

import java.util.List;
import java.util.UUID;

/// What happens to webhooks, as other modules hear it. Neither URLs, which may hold a token, nor
/// secrets.
interface WebhookEvent {
  record Created(String name, List<String> events) implements WebhookEvent {}

  record Updated(String name, List<String> events, boolean active) implements WebhookEvent {}

  record Deleted(String name) implements WebhookEvent {}

  /// @param reason `failures`, ten in a row, or `gone`, by the receiver's own word
  /// @param createdBy who registered it
  record Disabled(String name, String reason, UUID createdBy) implements WebhookEvent {}

  /// That a webhook, the event's entity, has something to send. The module tells itself.
  record Due() implements WebhookEvent {}
}
