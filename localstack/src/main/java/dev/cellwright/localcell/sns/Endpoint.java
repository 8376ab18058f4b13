package dev.cellwright.localcell.sns;

/// A device's app as a platform knows it.
///
/// @param application the ARN of its platform application
/// @param enabled false since the platform said that the token is of no use any more, or somebody
///   switched it off
record Endpoint(String arn, String application, String token, String userData, boolean enabled) {}
