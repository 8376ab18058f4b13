package dev.cellwright.permissions.sql;

/// A relation of a type's objects, by name: `task#view`.
record RelationName(String type, String relation) {

  @Override
  public String toString() {
    return type + "#" + relation;
  }
}
