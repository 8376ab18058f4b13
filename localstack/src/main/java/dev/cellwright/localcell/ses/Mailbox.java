package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.AwsService;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// SES: who may be written for, and everything that was sent.
public final class Mailbox {
  private final Place place;
  private final InstantSource clock;
  private final MailStore store;
  private final Set<String> identities = ConcurrentHashMap.newKeySet();

  public Mailbox(Place place, AwsDatabase database, InstantSource clock) throws SQLException {
    this.place = place;
    this.clock = clock;
    this.store = new MailStore(database);
    store.open();
  }

  /// Takes a domain or an address as verified. On AWS its owner has to show that it is theirs.
  public void verify(String identity) {
    identities.add(identity.toLowerCase(Locale.ROOT));
  }

  /// All mail that is kept, the newest first.
  public List<SentMail> sent() throws SQLException {
    return store.mail(null);
  }

  /// The mail to an address, whatever its case, the newest first.
  public List<SentMail> sentTo(String address) throws SQLException {
    return store.mail(address);
  }

  /// The front end.
  public AwsService service() {
    return new MailService(new SendEmail(this));
  }

  InstantSource clock() {
    return clock;
  }

  void keep(SentMail mail) throws SQLException {
    store.add(mail);
  }

  /// The identity that lets a sender send: its own address, or its domain; null for neither.
  @Nullable String identityOf(Address sender) {
    var address = sender.bare().toLowerCase(Locale.ROOT);
    if (identities.contains(address)) {
      return address;
    }
    return identities.contains(sender.domainIdentity()) ? sender.domainIdentity() : null;
  }

  String arn(String identity) {
    return place.arn("ses", "identity/" + identity);
  }

  String region() {
    return place.region();
  }
}
