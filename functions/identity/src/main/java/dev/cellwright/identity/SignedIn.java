package dev.cellwright.identity;

import org.jspecify.annotations.Nullable;

/// The answer to somebody who has registered or logged in.
///
/// @param organization the one that the tokens speak for; null for a person who belongs to none
record SignedIn(User user, @Nullable Organization organization, Tokens tokens) {}
