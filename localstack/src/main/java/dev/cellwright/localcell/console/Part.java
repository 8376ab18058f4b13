package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the console that somebody adds: some paths, and sections of the page.
public interface Part {

  /// A table of the page, newest first, its cells plain texts.
  record Section(String title, List<String> head, List<List<String>> rows) {}

  /// The answer, or null for a path that is not this part's.
  ///
  /// @param path what follows `/_cell/`
  @Nullable Reply answer(String path, Incoming incoming, byte[] body)
      throws BadRequest, SQLException;

  /// What the page shows of it.
  List<Section> sections() throws SQLException;
}
