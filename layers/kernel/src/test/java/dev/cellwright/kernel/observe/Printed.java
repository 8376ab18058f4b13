package dev.cellwright.kernel.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/// What something prints: lines of JSON, which on AWS are the function's log.
final class Printed {
  private Printed() {}

  static List<JsonNode> by(Runnable work) {
    var before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    return printed
        .toString(UTF_8)
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(Printed::json)
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
