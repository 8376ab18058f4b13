package dev.cellwright.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.cellwright.config.Yaml.Entry;
import dev.cellwright.config.Yaml.Mapping;
import dev.cellwright.config.Yaml.Scalar;
import dev.cellwright.config.Yaml.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Reads the plain part of YAML: mappings, lists and scalars.
///
/// Aliases, tags, a second document and a key written twice are complaints: nothing in a product
/// file may mean more than it shows.
final class YamlReader {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int DEEPEST = 20;

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final Complaints complaints;
  private final YAMLParser parser;

  private YamlReader(YAMLParser parser, Complaints complaints) {
    this.parser = parser;
    this.complaints = complaints;
  }

  /// @throws InvalidConfig when the file can't be read at all; lesser faults go to `complaints`
  static Mapping read(Path file, Complaints complaints) {
    var text = textOf(file, complaints);
    try (var parser = FACTORY.createParser(text)) {
      return new YamlReader(parser, complaints).document();
    } catch (JsonProcessingException e) {
      throw complaints.fatal(lineOf(e), "", "is not YAML: " + reasonOf(e));
    } catch (IOException e) {
      throw complaints.fatal(0, "", "can't be read: " + e.getMessage());
    }
  }

  private static String textOf(Path file, Complaints complaints) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw complaints.fatal(
            0, "", "got " + Files.size(file) + " bytes, allowed: at most " + MOST_BYTES);
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw complaints.fatal(0, "", "got bytes that are not UTF-8, allowed: YAML in UTF-8");
    } catch (IOException e) {
      throw complaints.fatal(0, "", "can't be read: " + e.getMessage());
    }
  }

  private Mapping document() throws IOException {
    if (parser.nextToken() == null) {
      throw complaints.fatal(0, "", "is empty, allowed: a mapping with name and environments");
    }
    var root = value("");
    if (parser.nextToken() != null) {
      complaints.addGot(line(), "", "a second document", "one document");
    }
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    throw complaints.fatal(
        root.line(),
        "",
        "got " + root.described() + ", allowed: a mapping with name and environments");
  }

  private Yaml value(String path) throws IOException {
    refuseCleverness(path);
    var line = line();
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(path);
      case START_ARRAY -> sequence(path);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Scalar(parser.getText(), Scalar.Kind.NUMBER, line);
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getText(), Scalar.Kind.BOOLEAN, line);
      case VALUE_NULL -> new Scalar("", Scalar.Kind.NOTHING, line);
      default ->
          parser.getText().isEmpty()
              ? new Scalar("", Scalar.Kind.NOTHING, line)
              : new Scalar(parser.getText(), Scalar.Kind.TEXT, line);
    };
  }

  private Mapping mapping(String path) throws IOException {
    var line = line();
    var entries = new LinkedHashMap<String, Entry>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var key = parser.currentName();
      var keyLine = line();
      var keyPath = path.isEmpty() ? key : path + "." + key;
      refuseCleverness(keyPath);
      parser.nextToken();
      var entry = new Entry(value(keyPath), keyLine);
      if (entries.putIfAbsent(key, entry) != null) {
        complaints.addGot(keyLine, keyPath, "the key a second time", "each key once");
      }
    }
    return new Mapping(entries, line);
  }

  private Sequence sequence(String path) throws IOException {
    var line = line();
    var items = new ArrayList<Yaml>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return new Sequence(items, line);
  }

  private void refuseCleverness(String path) throws IOException {
    if (parser.isCurrentAlias()) {
      complaints.addGot(line(), path, "an alias (*)", "the value written out");
    }
    if (parser.getTypeId() != null) {
      complaints.addGot(line(), path, "a tag (!)", "the value without it");
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static int lineOf(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  private static String reasonOf(JsonProcessingException e) {
    var reason =
        e.getCause() instanceof MarkedYAMLException marked
            ? marked.getProblem()
            : e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return reason.strip();
  }
}
