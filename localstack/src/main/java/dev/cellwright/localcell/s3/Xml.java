package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Writes the XML of answers and reads the XML of requests.
final class Xml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final String root;

  private Xml(String root, boolean named) {
    this.root = root;
    text.append('<').append(root);
    text.append(named ? " xmlns=\"" + NAMESPACE + "\">" : ">");
  }

  static Xml of(String root) {
    return new Xml(root, true);
  }

  static Xml error() {
    return new Xml("Error", false);
  }

  /// A document that is one element with text.
  static Xml text(String root, String text) {
    var xml = of(root);
    xml.escape(text);
    return xml;
  }

  Xml element(String name, @Nullable Object value) {
    if (value != null) {
      text.append('<').append(name).append('>');
      escape(String.valueOf(value));
      text.append("</").append(name).append('>');
    }
    return this;
  }

  Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  /// Control characters, which XML 1.0 can't hold, are written as references all the same: so does
  /// S3.
  private void escape(String value) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        default -> {
          if (c < ' ') {
            text.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            text.append(c);
          }
        }
      }
    }
  }

  byte[] bytes() {
    return (text + "</" + root + ">").getBytes(UTF_8);
  }

  /// Reads a request's document, whose root must be this. Document types are refused, so nothing is
  /// fetched or expanded.
  static Element read(byte[] body, String root) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      var element = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
      if (!root.equals(element.getLocalName())) {
        throw S3Error.malformedXml();
      }
      return element;
    } catch (SAXException | IOException e) {
      throw S3Error.malformedXml();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e); // the JDK's parser knows the feature
    }
  }

  /// The children of this name. A child that is not known is refused.
  static List<Element> children(Element parent, String name, Set<String> known) {
    var found = new ArrayList<Element>();
    for (var each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        if (!known.contains(element.getLocalName())) {
          throw S3Error.malformedXml();
        }
        if (name.equals(element.getLocalName())) {
          found.add(element);
        }
      }
    }
    return found;
  }

  static @Nullable String text(Element parent, String name, Set<String> known) {
    var found = children(parent, name, known);
    if (found.size() > 1) {
      throw S3Error.malformedXml();
    }
    return found.isEmpty() ? null : found.getFirst().getTextContent();
  }

  static String required(Element parent, String name, Set<String> known) {
    var found = text(parent, name, known);
    if (found == null) {
      throw S3Error.malformedXml();
    }
    return found;
  }
}
