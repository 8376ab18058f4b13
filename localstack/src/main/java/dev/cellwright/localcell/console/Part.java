package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the console that somebody adds: some paths, and sections of the page.
public interface Part {

  /// A table of the page, newest first, its cells plain texts: the page escapes them.
  ///
  /// @param json the path under `/_cell/` that answers the same and more as JSON; null for none
  /// @param links which cells lead somewhere; null for none
  record Section(
      String title,
      @Nullable String json,
      List<String> head,
      List<List<String>> rows,
      @Nullable Links links) {

    public Section(String title, List<String> head, List<List<String>> rows) {
      this(title, null, head, rows, null);
    }

    public Section(String title, String json, List<String> head, List<List<String>> rows) {
      this(title, json, head, rows, null);
    }
  }

  /// The cells of a column lead to a path under `/_cell/` that ends with their text.
  record Links(int column, String path) {}

  /// The answer, or null for a path that is not this part's.
  ///
  /// @param path what follows `/_cell/`
  @Nullable Reply answer(String path, Incoming incoming, byte[] body)
      throws BadRequest, SQLException;

  /// What the page shows of it.
  List<Section> sections() throws SQLException;
}
