package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.s3.Buckets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The buckets, and how much is in them.
public record StoredObjects(Buckets buckets) implements Part {

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body) {
    return null;
  }

  @Override
  public List<Section> sections() throws SQLException {
    var rows =
        buckets.usage().stream()
            .map(each ->
                List.of(
                    each.bucket(),
                    String.valueOf(each.objects()),
                    String.valueOf(each.bytes()),
                    each.versioning()))
            .toList();
    return List.of(new Section("Buckets", List.of("bucket", "objects", "bytes", "keeps"), rows));
  }
}
