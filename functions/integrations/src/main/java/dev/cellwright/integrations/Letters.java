package dev.cellwright.integrations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// Puts letters together from the pieces in which they come.
final class Letters {
  private Letters() {}

  static List<Letter> of(List<SendingStore.LetterPiece> pieces) {
    var heads = new LinkedHashMap<UUID, SendingStore.LetterPiece>();
    var bodies = new LinkedHashMap<UUID, StringBuilder>();
    for (var piece : pieces) {
      heads.putIfAbsent(piece.id(), piece);
      bodies.computeIfAbsent(piece.id(), _ -> new StringBuilder()).append(piece.part());
    }
    return heads.values().stream()
        .map(head ->
            new Letter(
                head.id(),
                head.url(),
                head.event(),
                String.valueOf(bodies.get(head.id())),
                head.sentAt(),
                head.standard(),
                head.plain()))
        .toList();
  }
}
