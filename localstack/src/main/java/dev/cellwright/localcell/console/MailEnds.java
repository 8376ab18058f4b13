package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.ses.Mailbox;
import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets a mail bounce, or be complained about, after it was sent.
public record MailEnds(Mailbox mailbox) implements Part {
  private static final Pattern PATH = Pattern.compile("mail/([^/]+)/(bounce|complaint)");

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body)
      throws BadRequest, SQLException {
    var matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    if (!incoming.method().equals("POST")) {
      return Console.wrongMethod(incoming);
    }
    var recipient = body.length == 0 ? null : Console.object(body, "to").path("to").textValue();
    var outcome = matcher.group(2).equals("bounce") ? Outcome.BOUNCED : Outcome.COMPLAINED;
    var mail = mailbox.end(matcher.group(1), recipient, outcome);
    return mail == null
        ? Console.error(404, "there is no such mail, or it did not go to this address", incoming)
        : Console.json(mail.json());
  }

  /// The console shows the mail itself.
  @Override
  public List<Section> sections() {
    return List.of();
  }
}
