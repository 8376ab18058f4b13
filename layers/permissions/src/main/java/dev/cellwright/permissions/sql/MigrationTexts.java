package dev.cellwright.permissions.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The migrations of modules, each in its module's folder `db` on the class path, be that a
/// directory or a jar.
final class MigrationTexts {
  private static final Pattern FILE = Pattern.compile("V([0-9]+)__[^/]*\\.sql");

  private MigrationTexts() {}

  /// All of them: a module's in the order of their versions, the modules in the order given.
  static List<String> of(List<String> modules) {
    var texts = new ArrayList<String>();
    for (var module : modules) {
      var folder = MigrationTexts.class.getClassLoader().getResource(module + "/db");
      if (folder != null) {
        texts.addAll(in(folder).values());
      }
    }
    return texts;
  }

  private static Map<Integer, String> in(URL folder) {
    try {
      return folder.openConnection() instanceof JarURLConnection jar
          ? inJar(jar)
          : inDirectory(Path.of(URI.create(folder.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Integer, String> inDirectory(Path folder) throws IOException {
    var texts = new TreeMap<Integer, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          texts.put(Integer.valueOf(name.group(1)), Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static Map<Integer, String> inJar(JarURLConnection connection) throws IOException {
    connection.setUseCaches(false);
    var texts = new TreeMap<Integer, String>();
    var folder = connection.getEntryName().replaceFirst("/*$", "/");
    try (var jar = connection.getJarFile()) {
      for (var entry : jar.stream().toList()) {
        if (entry.getName().startsWith(folder)) {
          var name = FILE.matcher(entry.getName().substring(folder.length()));
          if (name.matches()) {
            texts.put(Integer.valueOf(name.group(1)), text(jar.getInputStream(entry)));
          }
        }
      }
    }
    return texts;
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
