package dev.cellwright.kernel.notice;

/// Who is told of an event. Nobody is told of what they did themselves, but [Self].
public sealed interface Recipient {
  /// Whom the event's data names.
  ///
  /// @param path members parted by dots: `assignee_id`, `subject.id`; there is an id or a list of
  ///   ids
  /// @param evenOutside whether they are told though they are no member yet, or no longer: by mail
  ///   alone, since in the organization there is nothing to be seen for them
  record Named(String path, boolean evenOutside) implements Recipient {}

  /// Who stands in a relation to a thing, in the permission model's words: `owner`, `assignee`,
  /// `member` of a team.
  ///
  /// @param thing the member of the data that has the thing's `{type, id}`; empty for the thing
  ///   that the notice is about
  record Related(String relation, String thing) implements Recipient {}

  /// Who stands in a relation to the organization: `admin`, `owner`.
  record OfOrganization(String relation) implements Recipient {}

  /// Who watches the thing that the notice is about.
  record Watchers() implements Recipient {}

  /// The person whom the event is about, its entity; also where they did it themselves.
  record Self() implements Recipient {}
}
