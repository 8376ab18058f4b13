package dev.cellwright.kernel.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param total how many rows the list has; exact up to 10,000, beyond that 10,000 and an estimate
/// @param cursor where the next page starts; null on the last page
public record Page<T>(
    List<T> rows,
    int page,
    int limit,
    long total,
    boolean totalIsEstimate,
    boolean hasNext,
    boolean hasPrev,
    @Nullable String cursor) {

  /// How many pages the total makes.
  public long totalPages() {
    return (total + limit - 1) / limit;
  }
}
