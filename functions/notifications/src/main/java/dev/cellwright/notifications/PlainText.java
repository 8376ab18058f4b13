package dev.cellwright.notifications;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// What HTML says, for readers that show none: blocks on lines of their own, links with where they
/// lead.
final class PlainText {
  private PlainText() {}

  static String of(String html) {
    var text = new StringBuilder();
    Jsoup.parse(html)
        .body()
        .traverse(
            new NodeVisitor() {
              @Override
              public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                  text.append(words.getWholeText().replaceAll("\\s+", " "));
                } else if (node instanceof Element element) {
                  text.append(
                      switch (element.normalName()) {
                        case "br" -> "";
                        case "li" -> "\n- ";
                        default -> element.isBlock() ? "\n" : "";
                      });
                }
              }

              @Override
              public void tail(Node node, int depth) {
                if (!(node instanceof Element element)) {
                  return;
                }
                var href = element.attr("href");
                if (element.normalName().equals("a")
                    && !href.isEmpty()
                    && !href.equals(element.text())) {
                  text.append(" (").append(href).append(')');
                }
                if (element.normalName().equals("br")) {
                  text.append('\n');
                } else if (element.isBlock()) {
                  text.append(element.normalName().equals("p") ? "\n\n" : "\n");
                }
              }
            });
    return text.toString()
        .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }
}
