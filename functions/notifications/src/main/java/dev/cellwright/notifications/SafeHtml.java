package dev.cellwright.notifications;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/// HTML without what runs, loads or asks: mail is read in other people's programs, and what an
/// organization writes goes out under the cell's name.
final class SafeHtml {
  private static final String UNSAFE =
      "script, style[src], iframe, frame, frameset, object, embed, applet, form, input, button, textarea, select,"
          + " link, base, meta[http-equiv], svg, math, template, noscript";

  private SafeHtml() {}

  static String of(String html) {
    var document = Jsoup.parse(html);
    document.outputSettings().prettyPrint(false);
    document.select(UNSAFE).remove();
    document.getAllElements().forEach(SafeHtml::tame);
    return document.outerHtml();
  }

  private static void tame(Element element) {
    element.attributes().asList().stream()
        .filter(SafeHtml::isUnsafe)
        .map(Attribute::getKey)
        .toList()
        .forEach(element::removeAttr);
  }

  private static boolean isUnsafe(Attribute attribute) {
    var name = attribute.getKey().toLowerCase(Locale.ROOT);
    if (name.startsWith("on") || name.equals("srcdoc") || name.equals("formaction")) {
      return true;
    }
    var value = attribute.getValue().replaceAll("[\\p{Cntrl}\\s]+", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "href", "src", "action", "background", "cite", "longdesc", "poster", "xlink:href" ->
          !value.matches("(https?://|mailto:|tel:|#|data:image/(png|gif|jpeg|webp)[;,]).*");
      default -> false;
    };
  }
}
