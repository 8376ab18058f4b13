package dev.cellwright.testing.prove;

import java.util.List;

/// A foreign key: which columns of a table name which columns of another.
record ForeignKey(
    String name, long child, long parent, List<String> columns, List<String> parentColumns) {}
