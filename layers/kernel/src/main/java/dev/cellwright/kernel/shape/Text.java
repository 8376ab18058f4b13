package dev.cellwright.kernel.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bounds of a string component. Without it a string has 1 to 200 characters.
///
/// Characters are code points. A string never holds NUL or a lone surrogate: PostgreSQL can store
/// neither.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Text {
  int min() default 1;

  int max() default 200;

  /// The most bytes in UTF-8, where a column's bound is in bytes; 0 means no bound of its own.
  int maxBytes() default 0;

  Format format() default Format.ANY;

  /// What the string must look like.
  enum Format {
    ANY,
    /// One line: no control characters and no line breaks, as names have none.
    LINE,
    /// An address with one `@`, at most 254 characters (RFC 5321, 4.5.3.1.3).
    EMAIL,
    /// An address that mail is sent to. SES knows no SMTPUTF8: what precedes the `@` is ASCII.
    MAILBOX,
    /// Lower-case letters, digits and single dashes between them.
    SLUG,
    /// Lower-case letters, digits and single underscores between them, a letter first.
    NAME,
    /// What something is called: in one line, and not of blanks alone. Blanks around it are
    /// dropped.
    TITLE,
    /// An IANA time zone, for example `Europe/Madrid`.
    TIME_ZONE,
    /// A BCP 47 language tag, for example `pt-BR`.
    LANGUAGE_TAG,
    /// An absolute `https` URL.
    HTTPS_URL,
    /// A key between keys, as [#ORDER] columns hold it: base-62 characters.
    ORDER
  }
}
