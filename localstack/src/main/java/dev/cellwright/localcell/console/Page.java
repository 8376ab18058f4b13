package dev.cellwright.localcell.console;

import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.iam.Use;
import dev.cellwright.localcell.ses.SentMail;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The console's page: plain HTML, everything on one screen's scroll.
final class Page {

  private Page() {}

  static String of(
      CellView view,
      CellClock clock,
      List<ServedRequest> requests,
      List<SentMail> mail,
      List<Part.Section> sections,
      Collection<Use> used,
      String messaging) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>cell %s</title>
    <style>
      body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100%% }
      th, td { border-bottom: 1px solid #ddd; padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top }
      code, pre { font: 13px/1.4 ui-monospace, monospace }
      pre { white-space: pre-wrap }
    </style>
    <h1>cell %s</h1>
    <p>Its time is %s, %s ahead of the real one.</p>
    <h2>Last requests</h2>
    %s
    <h2>Last mail</h2>
    %s
    %s
    %s
    <h2>Functions</h2>
    %s
    <h2>Routes</h2>
    %s
    <h2>Permissions used so far</h2>
    %s
    <h2>Roles</h2>
    %s
    </html>
    """
        .formatted(
            escape(view.cell()),
            escape(view.cell()),
            clock.instant(),
            clock.offset(),
            requests(requests),
            mail(mail),
            messaging,
            sections(sections),
            functions(view.functions()),
            routes(view.routes()),
            used(used),
            roles(view.roles()));
  }

  private static String requests(List<ServedRequest> requests) {
    return table(
        List.of("time", "request", "status", "ms", "AWS calls"),
        requests,
        each ->
            List.of(
                escape(each.at().toString()),
                code(each.method() + " " + each.path()),
                String.valueOf(each.status()),
                "%.1f".formatted(each.ms()),
                "<a href=\"/_cell/requests/%1$s\"><code>%1$s</code></a>"
                    .formatted(escape(each.correlationId()))));
  }

  private static String mail(List<SentMail> mail) {
    return table(
        List.of("time", "to", "subject", "text", "outcome"),
        mail,
        each ->
            List.of(
                escape(each.at().toString()),
                escape(String.join(", ", each.to())),
                escape(each.subject()),
                "<pre>" + escape(Objects.requireNonNullElse(each.text(), "HTML only")) + "</pre>",
                each.fates().stream()
                    .map(fate -> fate.outcome().name().toLowerCase(Locale.ROOT))
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  private static String sections(List<Part.Section> sections) {
    return sections.stream()
        .map(each ->
            "<h2>%s</h2>\n%s\n"
                .formatted(
                    escape(each.title()),
                    table(
                        each.head(), each.rows(), row -> row.stream().map(Page::escape).toList())))
        .collect(Collectors.joining());
  }

  private static String functions(List<CellView.Function> functions) {
    return table(
        List.of("function", "handler", "memory", "timeout", "role"),
        functions,
        each ->
            List.of(
                code(each.name()),
                code(each.handler()),
                each.memoryMegabytes() + " MB",
                escape(each.timeout()),
                code(each.role())));
  }

  private static String routes(List<CellView.Route> routes) {
    return table(
        List.of("method", "path", "function"),
        routes,
        each -> List.of(code(each.method()), code(each.path()), code(each.function())));
  }

  private static String used(Collection<Use> used) {
    return table(
        List.of("role", "action", "resource"),
        used.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList(),
        each -> List.of(code(each.roleArn()), code(each.action()), code(each.resource())));
  }

  private static String roles(List<CellView.Role> roles) {
    return roles.stream()
        .map(each ->
            "<details><summary><code>%s</code></summary><pre>%s</pre></details>\n"
                .formatted(escape(each.name()), escape(each.policies())))
        .collect(Collectors.joining());
  }

  static <T> String table(List<String> head, List<T> rows, Function<T, List<String>> cellsOf) {
    if (rows.isEmpty()) {
      return "<p>none yet</p>";
    }
    return "<table>\n<tr><th>"
        + String.join("</th><th>", head)
        + "</th></tr>\n"
        + rows.stream()
            .map(row -> "<tr><td>" + String.join("</td><td>", cellsOf.apply(row)) + "</td></tr>\n")
            .collect(Collectors.joining())
        + "</table>";
  }

  static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
