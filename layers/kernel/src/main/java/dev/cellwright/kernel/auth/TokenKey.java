package dev.cellwright.kernel.auth;

import com.nimbusds.jose.jwk.ECKey;

/// The KMS key that signs access tokens: where it is, and its public half.
///
/// @param arn of the key itself, never an alias: an alias may be pointed at another key meanwhile
record TokenKey(String arn, ECKey publicKey) {}
