package dev.cellwright.kernel.data;

/// A read: a statement whose rows are records.
///
/// @param sql selects columns named as the record's components in snake_case, in any order
public record Query<T extends Record>(Class<T> row, Sql sql) {

  public static <T extends Record> Query<T> of(Class<T> row, String sql) {
    return new Query<>(row, Sql.of(sql));
  }
}
