package dev.cellwright.migrations;

import dev.cellwright.kernel.auth.ContextKey;
import dev.cellwright.kernel.auth.ContextTokens;
import java.util.Base64;
import java.util.Map;

/// The keys by which the database knows a signed context.
record ContextKeys(Master master) {

  /// Lets the database take what a key signed, beside what others sign.
  void put(ContextKey key) {
    master.run(
        "call priv.put_context_key(:kid, decode(:key, 'base64'))",
        Map.of("kid", key.id(), "key", Base64.getEncoder().encodeToString(key.secret())));
  }

  /// Fails where the database doesn't take what a key signed.
  void tryOut(ContextKey key) {
    master.run("call priv.try_context(:token)", Map.of("token", ContextTokens.trial(key)));
  }

  /// From now on only this key signs: the others end once no function can hold one.
  void endOthers(ContextKey key) {
    master.run("call priv.end_other_context_keys(:kid)", Map.of("kid", key.id()));
  }
}
