package dev.cellwright.kernel.mail;

import org.jspecify.annotations.Nullable;

/// A mail to one person. No header can be smuggled in: what becomes one holds no control character.
///
/// @param to an address as people write it; letters beyond ASCII may be in its host name
/// @param html the same as `text` for readers that show it; whoever writes it escapes what people
///   wrote. Null sends the text alone.
public record Mail(String to, String subject, String text, @Nullable String html) {

  /// @throws IllegalArgumentException for a line break or another control character in `to` or
  ///   `subject`, and for a subject or text that says nothing; the message doesn't quote it
  public Mail {
    if (Mail.breaksALine(to) || Mail.breaksALine(subject)) {
      throw new IllegalArgumentException("a mail's headers hold no control characters");
    }
    if (subject.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("a mail has a subject and a text");
    }
  }

  private static boolean breaksALine(String header) {
    return header
        .codePoints()
        .anyMatch(point ->
            switch (Character.getType(point)) {
              case Character.CONTROL,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.SURROGATE ->
                  true;
              default -> false;
            });
  }

  /// Never shows what people wrote.
  @Override
  public String toString() {
    return "Mail";
  }
}
