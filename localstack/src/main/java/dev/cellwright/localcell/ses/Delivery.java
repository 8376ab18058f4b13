package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.aws.ServiceEvent;
import dev.cellwright.localcell.aws.ServiceEvents;
import dev.cellwright.localcell.ses.SentMail.Fate;
import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what becomes of a mail, and tells the destinations of its configuration set.
record Delivery(
    Place place, ConfigurationSets sets, Suppressions suppressions, Destinations destinations) {

  /// The two ways an event can take.
  record Destinations(ServiceEvents bus, Topics topics) {}

  /// How a mail that is being sent ends for each of its recipients.
  List<Fate> fates(List<String> recipients, Instant at) throws SQLException {
    var fates = new ArrayList<Fate>();
    for (var recipient : recipients) {
      var simulated = Simulator.outcomes(recipient);
      var outcomes = simulated == null ? List.of(usual(recipient)) : simulated;
      outcomes.forEach(each -> fates.add(new Fate(recipient, each, at)));
    }
    return fates;
  }

  private Outcome usual(String recipient) throws SQLException {
    return suppressions.find(recipient) == null ? Outcome.DELIVERED : Outcome.SUPPRESSED;
  }

  /// Tells that a mail was sent and how it ended.
  void tellAll(SentMail mail, String sourceArn) throws SQLException {
    tell(mail, MailEvent.sent(mail, place, sourceArn));
    for (var fate : mail.fates()) {
      tell(mail, MailEvent.of(fate, mail, place, sourceArn));
    }
  }

  /// Tells one more end of a mail, and suppresses the address from now on, as SES does by default.
  void tell(SentMail mail, Fate fate, String sourceArn) throws SQLException {
    if (!Simulator.isOne(fate.recipient())) {
      suppressions.put(
          fate.recipient(), fate.outcome() == Outcome.COMPLAINED ? "COMPLAINT" : "BOUNCE");
    }
    tell(mail, MailEvent.of(fate, mail, place, sourceArn));
  }

  private void tell(SentMail mail, MailEvent event) throws SQLException {
    for (var destination : sets.destinations(mail.configurationSet())) {
      if (!destination.types().contains(event.type())) {
        continue;
      }
      if (destination.topicArn() != null) {
        destinations.topics().publish(destination.topicArn(), event.detail().toString());
      } else {
        var set = place.arn("ses", "configuration-set/" + mail.configurationSet());
        destinations
            .bus()
            .put(
                new ServiceEvent(
                    "aws.ses",
                    event.detailType(),
                    event.at(),
                    List.of(set),
                    event.detail().deepCopy()));
      }
    }
  }
}
