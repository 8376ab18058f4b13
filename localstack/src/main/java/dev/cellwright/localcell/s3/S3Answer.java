package dev.cellwright.localcell.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is answered: a status, headers, and a body that is written as it goes.
record S3Answer(int status, Map<String, String> headers, long length, Body body) {

  /// Writes a body.
  @FunctionalInterface
  interface Body extends AutoCloseable {
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  static S3Answer empty(int status, Map<String, String> headers) {
    return of(status, headers, new byte[0]);
  }

  static S3Answer of(int status, Map<String, String> headers, byte[] body) {
    return new S3Answer(status, headers, body.length, out -> out.write(body));
  }

  static S3Answer xml(Xml xml) {
    return xml(200, Map.of(), xml);
  }

  static S3Answer xml(int status, Map<String, String> headers, Xml xml) {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/xml");
    return of(status, all, xml.bytes());
  }

  S3Answer with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new S3Answer(status, all, length, body);
  }
}
