package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.console.Part.Links;
import dev.cellwright.localcell.console.Part.Section;
import dev.cellwright.localcell.gateway.Header;
import dev.cellwright.localcell.gateway.Reply;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The console's page: one HTML document that loads nothing and runs no script.
///
/// Much of what it shows was written by strangers, a mail's subject or a path. All of it goes
/// through [#escape], and the page's policy would not run it if it didn't.
final class Page {

  private static final String STYLE =
      """
      body { font: 14px/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 75rem; padding: 0 1rem }
      summary { cursor: pointer; font-size: 1.2rem; margin: .6rem 0 }
      div { overflow-x: auto }
      table { border-collapse: collapse; min-width: 100% }
      th, td { border-bottom: 1px solid #8884; padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top }
      td { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; min-width: 5rem }
      pre { margin: 0; white-space: pre-wrap }
      :root { color-scheme: light dark }
      """;

  private static final String POLICY =
      "default-src 'none'; style-src '"
          + digest(STYLE)
          + "'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /// Longer sections are closed until somebody opens them.
  private static final int OPEN = 25;

  private Page() {}

  static Reply of(String cell, CellClock clock, List<Section> sections) {
    var html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>cell %s</title>
        <style>%s</style>
        <h1>cell %s</h1>
        <p>Its time is %s, %s ahead of the real one (<a href="/_cell/clock">JSON</a>).</p>
        %s
        </html>
        """
            .formatted(
                escape(cell),
                STYLE,
                escape(cell),
                clock.instant(),
                clock.offset(),
                sections.stream().map(Page::section).collect(Collectors.joining("\n")));
    return new Reply(
        200,
        List.of(
            new Header("Content-Type", "text/html; charset=utf-8"),
            new Header("Content-Security-Policy", POLICY),
            new Header("Referrer-Policy", "no-referrer"),
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("Cache-Control", "no-store")),
        html.getBytes(UTF_8));
  }

  private static String digest(String style) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String section(Section section) {
    return "<details%s><summary>%s (%d)</summary>\n%s%s</details>"
        .formatted(
            section.rows().size() > OPEN ? "" : " open",
            escape(section.title()),
            section.rows().size(),
            section.json() == null
                ? ""
                : "<p><a href=\"/_cell/" + escape(section.json()) + "\">JSON</a></p>\n",
            table(section));
  }

  private static String table(Section section) {
    if (section.rows().isEmpty()) {
      return "<p>none</p>\n";
    }
    return "<div><table>\n<tr><th>"
        + section.head().stream().map(Page::escape).collect(Collectors.joining("</th><th>"))
        + "</th></tr>\n"
        + section.rows().stream()
            .map(row -> row(row, section.links()))
            .collect(Collectors.joining())
        + "</table></div>\n";
  }

  private static String row(List<String> cells, @Nullable Links links) {
    return IntStream.range(0, cells.size())
        .mapToObj(column ->
            links != null && links.column() == column
                ? link(links.path(), cells.get(column))
                : cell(cells.get(column)))
        .collect(Collectors.joining("</td><td>", "<tr><td>", "</td></tr>\n"));
  }

  private static String link(String path, String text) {
    return "<a href=\"/_cell/%s\">%s</a>"
        .formatted(escape(path + URLEncoder.encode(text, UTF_8).replace("+", "%20")), escape(text));
  }

  private static String cell(String text) {
    return text.contains("\n") ? "<pre>" + escape(text) + "</pre>" : escape(text);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
