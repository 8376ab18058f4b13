package dev.cellwright.integrations;

import java.util.UUID;

/// What goes out by one POST.
///
/// @param id the delivery's, the same at each attempt
/// @param sentAt in seconds since 1970; it is signed
/// @param standard signatures by Standard Webhooks 1.0, the newest secret's first
/// @param plain signatures in hexadecimal, in the same order
record Letter(
    UUID id, String url, String event, String body, long sentAt, String standard, String plain) {

  /// Shows neither what it says nor by what it could be forged.
  @Override
  public String toString() {
    return "Letter[" + event + " " + id + "]";
  }
}
