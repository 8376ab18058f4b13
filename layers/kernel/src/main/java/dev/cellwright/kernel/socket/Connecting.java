package dev.cellwright.kernel.socket;

import dev.cellwright.kernel.auth.Principal;
import java.time.Instant;

/// Somebody who connects, and what they showed of themselves.
///
/// @param connection the id that API Gateway gave the connection
/// @param expiresAt when the access token ends
public record Connecting(String connection, Principal principal, Instant expiresAt) {}
