package dev.cellwright.tasks;

/// What happens to boards, as other modules hear it.
interface BoardEvent {
  record Created(String name, String viewType) implements BoardEvent {}

  record Updated(String name, String viewType) implements BoardEvent {}

  record Deleted(String name) implements BoardEvent {}
}
