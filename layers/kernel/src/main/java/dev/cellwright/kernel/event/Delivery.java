package dev.cellwright.kernel.event;

import org.jspecify.annotations.Nullable;

/// A message as the queue hands it over.
///
/// @param received how often it was, this time included
/// @param trace of whoever sent it
public record Delivery(
    String id, String receiptHandle, String body, int received, @Nullable String trace) {

  /// Never shows the body.
  @Override
  public String toString() {
    return "Delivery[" + id + "]";
  }
}
