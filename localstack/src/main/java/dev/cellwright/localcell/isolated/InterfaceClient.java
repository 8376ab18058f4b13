package dev.cellwright.localcell.isolated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// AWS's runtime interface client for Java: its jars, and its native library for this machine.
///
/// Left alone, each process would unpack the library over the same file in `/tmp`, while others
/// have it loaded; so it is unpacked once here, and they are told where.
final class InterfaceClient implements AutoCloseable {

  /// What it is started by; its argument is the function's handler.
  static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String SERIALIZER =
      "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer";
  private static final String INTERFACES = "com.amazonaws.services.lambda.runtime.Context";
  private static final String THREAD_LOCALS =
      "software.amazon.awssdk.utilslite.SdkInternalThreadLocal";
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "aarch_64");

  private final List<Path> jars;
  private final Path library;

  private InterfaceClient(List<Path> jars, Path library) {
    this.jars = jars;
    this.library = library;
  }

  /// Throws [IllegalStateException] on a machine for which the client has no library.
  static InterfaceClient unpack() {
    var name = library(System.getProperty("os.name"), System.getProperty("os.arch"), isMusl());
    if (name == null) {
      throw new IllegalStateException(
          "--isolated needs Linux on x86_64 or aarch64, and this is %s on %s: leave it out"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    var jars = List.of(jarOf(MAIN), jarOf(SERIALIZER), jarOf(INTERFACES), jarOf(THREAD_LOCALS));
    try (var packed = InterfaceClient.class.getResourceAsStream("/jni/" + name)) {
      if (packed == null) {
        throw new IllegalStateException("the runtime interface client has no " + name);
      }
      var library = Files.createTempFile("runtime-interface-client-", ".so");
      Files.write(library, packed.readAllBytes());
      return new InterfaceClient(jars, library);
    } catch (IOException e) {
      throw new UncheckedIOException("can't unpack the runtime interface client", e);
    }
  }

  /// The library's name, or null where there is none.
  static @Nullable String library(String system, String architecture, boolean musl) {
    var known = ARCHITECTURES.get(architecture);
    return known == null || !system.equals("Linux")
        ? null
        : "libaws-lambda-jni.linux%s-%s.so".formatted(musl ? "_musl" : "", known);
  }

  private static boolean isMusl() {
    try {
      return Files.readString(Path.of("/proc/self/maps")).contains("/ld-musl-");
    } catch (IOException _) {
      return false; // no Linux, which is refused
    }
  }

  private static Path jarOf(String type) {
    var url = InterfaceClient.class.getResource("/" + type.replace('.', '/') + ".class");
    try {
      if (url != null && url.openConnection() instanceof JarURLConnection entry) {
        return Path.of(entry.getJarFileURL().toURI());
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("can't find the jar of " + type, e);
    }
    throw new IllegalStateException("no jar on the class path has " + type);
  }

  /// The runtime's own jars, which come before the function's.
  List<Path> jars() {
    return jars;
  }

  /// How a process finds the library.
  String option() {
    return "-D"
        + MAIN.substring(0, MAIN.lastIndexOf('.'))
        + ".runtimeapi.NativeClient.JNI="
        + library;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(library);
  }
}
