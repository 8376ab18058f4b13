package dev.cellwright.localcell.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The PostgreSQL programs for this machine, unpacked once from the class path and kept for the
/// next start.
record PostgresBinaries(Path home) {

  /// Finds the unpacked programs below a directory, or unpacks them there.
  static PostgresBinaries unpackedBelow(Path cache) {
    var archive = archive();
    try {
      var home = cache.resolve("postgres-" + platform() + "-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        unpack(archive, home);
      }
      return new PostgresBinaries(home);
    } catch (IOException e) {
      throw new UncheckedIOException("can't unpack PostgreSQL below " + cache, e);
    }
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static URL archive() {
    var name = "/postgres-" + platform() + ".txz";
    var archive = PostgresBinaries.class.getResource(name);
    if (archive == null) {
      throw new IllegalStateException("no PostgreSQL for this system on the class path: " + name);
    }
    return archive;
  }

  static String platform() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var system = os.contains("mac") ? "darwin" : os.contains("windows") ? "windows" : "linux";
    var arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64");
    return system + (arm ? "-arm_64" : "-x86_64");
  }

  private static String fingerprint(URL archive) throws IOException {
    var connection = archive.openConnection();
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    var unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, unfinished);
      }
    }
    Trees.open(unfinished);
    try {
      Files.move(unfinished, home);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      Trees.delete(unfinished); // another process was faster
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0 && Trees.isPosix(target)) {
        Files.setPosixFilePermissions(target, executable());
      }
    }
  }

  private static Set<PosixFilePermission> executable() {
    return new HashSet<>(PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
