package dev.cellwright.localcell.lambda;

import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/// The classes of one function, apart from the host's and from every other function's.
///
/// Its threads carry it as context class loader, by which [FunctionOutput] knows whose output it
/// sees.
final class FunctionLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final OutputStream output;

  FunctionLoader(String function, List<Path> classPath, OutputStream output) {
    super(function, urls(classPath), ClassLoader.getPlatformClassLoader());
    this.output = output;
  }

  OutputStream output() {
    return output;
  }

  private static URL[] urls(List<Path> classPath) {
    return classPath.stream().map(FunctionLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no class path entry: " + path, e);
    }
  }
}
