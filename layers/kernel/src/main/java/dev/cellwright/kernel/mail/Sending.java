package dev.cellwright.kernel.mail;

/// How the sending of a mail ended.
public sealed interface Sending {

  /// SES took it; whether it arrives is learned later, if at all.
  ///
  /// @param id by which SES knows it
  record Sent(String id) implements Sending {}

  /// SES won't send it, today or tomorrow: an address it can't reach, or a sender it doesn't know.
  record Rejected() implements Sending {}

  /// The account sends too much at present. The same mail may go well later.
  record Throttled() implements Sending {}

  /// SES gave no answer in the time a request has for it. It may have sent the mail.
  record Unavailable() implements Sending {}
}
