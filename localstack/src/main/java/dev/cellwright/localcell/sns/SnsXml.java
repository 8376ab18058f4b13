package dev.cellwright.localcell.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Answers in the query protocol's XML.
final class SnsXml {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

  private SnsXml() {}

  /// What stands inside an answer.
  private interface Content {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  /// The result of an operation, each member a text.
  static AwsAnswer result(String operation, Map<String, String> members) {
    return answer(
        operation,
        xml -> {
          for (var member : members.entrySet()) {
            element(xml, member.getKey(), member.getValue());
          }
        });
  }

  /// A result whose one member, `Attributes`, is a map of texts.
  static AwsAnswer attributes(String operation, Map<String, String> attributes) {
    return answer(
        operation,
        xml -> {
          xml.writeStartElement("Attributes");
          for (var attribute : new LinkedHashMap<>(attributes).entrySet()) {
            xml.writeStartElement("entry");
            element(xml, "key", attribute.getKey());
            element(xml, "value", attribute.getValue());
            xml.writeEndElement();
          }
          xml.writeEndElement();
        });
  }

  private static AwsAnswer answer(String operation, Content result) {
    return document(
        200,
        operation + "Response",
        xml -> {
          xml.writeStartElement(operation + "Result");
          result.write(xml);
          xml.writeEndElement();
          xml.writeStartElement("ResponseMetadata");
          element(xml, "RequestId", UUID.randomUUID().toString());
          xml.writeEndElement();
        });
  }

  static AwsAnswer error(AwsError error, String code) {
    return document(
        error.status(),
        "ErrorResponse",
        xml -> {
          xml.writeStartElement("Error");
          element(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
          element(xml, "Code", code);
          element(xml, "Message", String.valueOf(error.getMessage()));
          xml.writeEndElement();
          element(xml, "RequestId", UUID.randomUUID().toString());
        });
  }

  private static AwsAnswer document(int status, String root, Content content) {
    var text = new StringWriter();
    try {
      var xml = XML.createXMLStreamWriter(text);
      xml.writeStartElement(root);
      xml.writeDefaultNamespace(NAMESPACE);
      content.write(xml);
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text is always written", e);
    }
    return new AwsAnswer(
        status, Map.of("Content-Type", "text/xml"), text.toString().getBytes(UTF_8));
  }

  private static void element(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }
}
