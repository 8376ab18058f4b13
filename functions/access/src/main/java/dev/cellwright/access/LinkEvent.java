package dev.cellwright.access;

/// What happens to links, as other modules hear it.
interface LinkEvent {
  record Linked(LinkEnd source, LinkEnd target, String relationship) implements LinkEvent {}

  record Unlinked(LinkEnd source, LinkEnd target, String relationship) implements LinkEvent {}
}
