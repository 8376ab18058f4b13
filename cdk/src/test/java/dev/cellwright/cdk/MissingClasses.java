package dev.cellwright.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;

/// Finds out what a function would only tell at run time: classes that its code names and nobody
/// brings.
final class MissingClasses {
  private MissingClasses() {}

  /// @param jar whose classes are looked at
  /// @param layer the folder that Lambda unpacks as the layer
  /// @param asset the jars beside it in the function's asset
  static SortedSet<String> of(Path jar, Path layer, List<Path> asset) throws IOException {
    var jars = new ArrayList<>(asset);
    try (var libraries = Files.list(layer.resolve("java/lib"))) {
      jars.addAll(libraries.toList());
    }
    var urls = jars.stream().map(MissingClasses::url).toArray(URL[]::new);
    try (var function = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        var classes = new JarFile(jar.toFile())) {
      var missing = new TreeSet<String>();
      for (var entry : classes.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        var parsed = ClassFile.of().parse(classes.getInputStream(entry).readAllBytes());
        StreamSupport.stream(parsed.constantPool().spliterator(), false)
            .filter(ClassEntry.class::isInstance)
            .map(named -> ((ClassEntry) named).asInternalName())
            .filter(name -> !name.startsWith("[") && !name.startsWith("java/"))
            .filter(name -> function.getResource(name + ".class") == null)
            .forEach(missing::add);
      }
      return missing;
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
