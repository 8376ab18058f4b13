package dev.cellwright.kernel.notice;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// That people are told of an event. What it says stands in the module's locales, under
/// `notices.<type>`: a `title` and, if any, a `body`, in which `{actor}`, `{title}`,
/// `{organization}` and the event's own data are filled in.
///
/// Only who may view the thing that it is about is told. Where several notices of an event mean the
/// same person, the first that is declared holds.
///
/// @param event the type of the event
/// @param type what it is called in preferences; the event's type, where it isn't said
/// @param channels how somebody is told who has said nothing about it
/// @param critical whether it gets through to those who muted it
/// @param subject what it is about; null for the event's own entity
/// @param condition when there is anything to tell; null for always
/// @param url where it leads: `/members`; null for the address of what it is about
public record Notice(
    String event,
    String type,
    List<Recipient> recipients,
    Set<Channel> channels,
    boolean critical,
    @Nullable Subject subject,
    @Nullable Condition condition,
    @Nullable String url) {

  /// What a notice is about, as the event's data names it: paths as in [Recipient.Named].
  public record Subject(String typePath, String idPath) {}

  /// That a member of the event's data has a value, as text.
  public record Condition(String path, String value) {}

  public Notice {
    recipients = List.copyOf(recipients);
    channels = Set.copyOf(channels);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a notice of " + event + " tells nobody");
    }
  }

  public static Builder of(String event) {
    return new Builder(event);
  }

  /// Collects a notice; one of the methods that say who is told must be called.
  public static final class Builder {
    private final String event;
    private final List<Recipient> recipients = new ArrayList<>();
    private final Set<Channel> channels = EnumSet.of(Channel.IN_APP);
    private String type;
    private boolean critical;
    private @Nullable Subject subject;
    private @Nullable Condition condition;
    private @Nullable String url;

    private Builder(String event) {
      this.event = event;
      type = event;
    }

    /// Another name than the event's: `task.assigned` for a `task.created` with an assignee.
    public Builder as(String other) {
      type = other;
      return this;
    }

    /// Whom the data names.
    public Builder tells(String path) {
      recipients.add(new Recipient.Named(path, false));
      return this;
    }

    /// Whom the data names, by mail where they aren't in the organization.
    public Builder tellsEvenOutside(String path) {
      recipients.add(new Recipient.Named(path, true));
      return this;
    }

    /// Who stands in a relation to what it is about.
    public Builder tellsIts(String relation) {
      recipients.add(new Recipient.Related(relation, ""));
      return this;
    }

    /// Who stands in a relation to the thing that a member of the data names.
    public Builder tellsThe(String relation, String thing) {
      recipients.add(new Recipient.Related(relation, thing));
      return this;
    }

    /// Who stands in a relation to the organization.
    public Builder tellsOrganizations(String relation) {
      recipients.add(new Recipient.OfOrganization(relation));
      return this;
    }

    public Builder tellsWatchers() {
      recipients.add(new Recipient.Watchers());
      return this;
    }

    /// The person whom the event is about.
    public Builder tellsOneself() {
      recipients.add(new Recipient.Self());
      return this;
    }

    /// Told by mail too, unless they say otherwise.
    public Builder byMail() {
      channels.add(Channel.EMAIL);
      return this;
    }

    /// It gets through to everybody, in the app and by mail.
    public Builder critical() {
      critical = true;
      return byMail();
    }

    /// It is about something else than the event's entity.
    public Builder about(String typePath, String idPath) {
      subject = new Subject(typePath, idPath);
      return this;
    }

    /// There is something to tell only where the data says this.
    public Builder when(String path, String value) {
      condition = new Condition(path, value);
      return this;
    }

    public Builder leadsTo(String address) {
      url = address;
      return this;
    }

    public Notice build() {
      return new Notice(event, type, recipients, channels, critical, subject, condition, url);
    }
  }
}
