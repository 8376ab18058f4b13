package dev.cellwright.kernel.data;

/// That a list holds exactly the rows on which its reader holds a permission, and how much work may
/// go into finding them.
///
/// @param permission for example `task.view`; the list's key is the object
/// @param few up to how many objects are fetched, all that the reader holds it on, to drive the
///   list from; with more, the list walks its candidates in their order and checks them
/// @param work how many candidates one page may check
public record Visibility(String permission, int few, int work) {
  /// Fetching a thousand takes two milliseconds; so does checking sixty.
  private static final int FEW = 1_000;

  /// About 200 ms of checks.
  private static final int WORK = 5_000;

  static Visibility of(String permission) {
    return new Visibility(permission, FEW, WORK);
  }
}
