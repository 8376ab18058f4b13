package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the roles of functions may do, and whether they did since the cell was started.
public record Permissions(Callers callers) implements Part {

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body) {
    if (!path.equals("permissions")) {
      return null;
    }
    if (!incoming.method().equals("GET")) {
      return Console.wrongMethod(incoming);
    }
    var answer = JsonNodeFactory.instance.arrayNode();
    callers.permissions().entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(Permission::roleArn)
                    .thenComparing(Permission::action)
                    .thenComparing(Permission::resource)))
        .forEach(each ->
            answer
                .addObject()
                .put("role", each.getKey().roleArn().replaceFirst(".*/", ""))
                .put("action", each.getKey().action())
                .put("resource", each.getKey().resource())
                .put("used", each.getValue()));
    return Console.json(answer);
  }

  /// The page shows those that were used; these are for who asks.
  @Override
  public List<Section> sections() {
    return List.of();
  }
}
