package dev.cellwright.localcell.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.localcell.gateway.Incoming;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.iam.Callers;
import dev.cellwright.localcell.iam.Permission;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the roles of functions may do and never did since the cell was started.
public record Permissions(Callers callers) implements Part {

  @Override
  public @Nullable Reply answer(String path, Incoming incoming, byte[] body) {
    if (!path.equals("permissions/unused")) {
      return null;
    }
    if (!incoming.method().equals("GET")) {
      return Console.wrongMethod(incoming);
    }
    var answer = JsonNodeFactory.instance.arrayNode();
    unused()
        .forEach(
            each ->
                answer
                    .addObject()
                    .put("role", each.roleArn().replaceFirst(".*/", ""))
                    .put("action", each.action())
                    .put("resource", each.resource()));
    return Console.json(answer);
  }

  private List<Permission> unused() {
    return callers.unused().stream()
        .sorted(
            Comparator.comparing(Permission::roleArn)
                .thenComparing(Permission::action)
                .thenComparing(Permission::resource))
        .toList();
  }

  /// The page shows those that were used; these are for who asks.
  @Override
  public List<Section> sections() {
    return List.of();
  }
}
