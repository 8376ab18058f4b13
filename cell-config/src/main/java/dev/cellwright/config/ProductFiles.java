package dev.cellwright.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder in which each product has its file.
///
/// @param folder where `<product>.yaml` lies
public record ProductFiles(Path folder) {

  /// Reads and checks a product.
  ///
  /// @throws InvalidConfig with everything that is wrong, or when there is no such product
  public Product read(String name, Catalogue catalogue) {
    var known = names();
    if (!known.contains(name)) {
      throw new Complaints("command line")
          .fatal(
              0,
              "productName",
              "got "
                  + Quoted.text(name)
                  + ", allowed: "
                  + String.join(", ", known)
                  + " (the files in "
                  + folder.getFileName()
                  + "/)"
                  + Nearest.hint(name, known));
    }
    var file = name + ".yaml";
    return ProductReader.read(folder.resolve(file), folder.getFileName() + "/" + file, catalogue);
  }

  /// The products that have a file, sorted.
  public List<String> names() {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no product files in " + folder, e);
    }
  }
}
