package dev.cellwright.kernel.mail;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mail to one person. No header can be smuggled in: what becomes one holds no control character.
///
/// @param to an address as people write it; letters beyond ASCII may be in its host name
/// @param html the same as `text` for readers that show it; whoever writes it escapes what people
///   wrote. Null sends the text alone.
/// @param envelope what else it says to mail programs and to SES
public record Mail(
    String to, String subject, String text, @Nullable String html, Envelope envelope) {

  /// What a mail says besides its words.
  ///
  /// @param sender the name beside the cell's address; null for none
  /// @param replyTo where answers go; null for the cell's address
  /// @param unsubscribe the URL at which a `POST` ends mail of this kind (RFC 8058); null for mail
  ///   that can't be stopped
  /// @param tags come back with what SES tells of the mail
  public record Envelope(
      @Nullable String sender,
      @Nullable String replyTo,
      @Nullable String unsubscribe,
      Map<String, String> tags) {
    /// Nothing besides.
    public static final Envelope PLAIN = new Envelope(null, null, null, Map.of());

    public Envelope {
      tags = Map.copyOf(tags);
      if ((sender != null && breaksALine(sender))
          || (replyTo != null && breaksALine(replyTo))
          || (unsubscribe != null && !unsubscribe.matches("https?://[!-~&&[^<>,]]{1,800}"))) {
        throw new IllegalArgumentException("a mail's headers hold no control characters");
      }
    }
  }

  public Mail(String to, String subject, String text, @Nullable String html) {
    this(to, subject, text, html, Envelope.PLAIN);
  }

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
