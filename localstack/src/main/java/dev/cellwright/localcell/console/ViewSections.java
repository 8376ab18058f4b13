package dev.cellwright.localcell.console;

import dev.cellwright.localcell.console.Part.Links;
import dev.cellwright.localcell.console.Part.Section;
import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.iam.Use;
import dev.cellwright.localcell.ses.SentMail;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// The sections of the page about what every cell has.
final class ViewSections {

  private ViewSections() {}

  static Section functions(List<CellView.Function> functions) {
    return new Section(
        "Functions",
        List.of("function", "handler", "memory", "timeout", "invoked", "runs in", "role"),
        functions.stream()
            .map(each ->
                List.of(
                    each.name(),
                    each.handler(),
                    each.memoryMegabytes() + " MB",
                    each.timeoutSeconds() + " s",
                    String.valueOf(each.invocations()),
                    each.processes() == 0 ? "the cell" : each.processes() + " of its own",
                    each.role()))
            .toList());
  }

  static Section routes(List<CellView.Route> routes) {
    return new Section(
        "Routes",
        List.of("method", "path", "function"),
        routes.stream().map(each -> List.of(each.method(), each.path(), each.function())).toList());
  }

  static Section requests(List<ServedRequest> requests) {
    return new Section(
        "Last requests",
        null,
        List.of("time", "request", "status", "ms", "AWS calls"),
        requests.stream()
            .map(each ->
                List.of(
                    each.at().toString(),
                    each.method() + " " + each.path(),
                    String.valueOf(each.status()),
                    "%.1f".formatted(each.ms()),
                    each.correlationId()))
            .toList(),
        new Links(4, "requests/"));
  }

  static Section mail(List<SentMail> mail) {
    return new Section(
        "Last mail",
        "mail",
        List.of("time", "to", "subject", "outcome", "text"),
        mail.stream()
            .map(each ->
                List.of(
                    each.at().toString(),
                    String.join(", ", each.to()),
                    each.subject(),
                    each.fates().stream()
                        .map(fate -> fate.outcome().name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                    Objects.requireNonNullElse(each.text(), "HTML only")))
            .toList());
  }

  static Section used(Collection<Use> used) {
    return new Section(
        "Permissions used so far",
        List.of("role", "action", "resource"),
        used.stream()
            .sorted(Comparator.comparing(Use::toString))
            .map(each -> List.of(each.roleArn(), each.action(), each.resource()))
            .toList());
  }

  static Section roles(List<CellView.Role> roles) {
    return new Section(
        "Roles",
        List.of("role", "policies"),
        roles.stream().map(each -> List.of(each.name(), each.policies())).toList());
  }
}
