package dev.cellwright.localcell.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// Sends what functions print to their log, and everything else where it went before.
///
/// One process has one `System.out`; the context class loader of the printing thread tells whose it
/// is.
final class FunctionOutput extends OutputStream {

  private static boolean installed;

  private final PrintStream host;

  private FunctionOutput(PrintStream host) {
    this.host = host;
  }

  static synchronized void install() {
    if (!installed) {
      System.setOut(new PrintStream(new FunctionOutput(System.out), true, UTF_8));
      System.setErr(new PrintStream(new FunctionOutput(System.err), true, UTF_8));
      installed = true;
    }
  }

  @Override
  public void write(int each) throws IOException {
    target().write(each);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target().flush();
  }

  private OutputStream target() {
    return Thread.currentThread().getContextClassLoader() instanceof FunctionLoader loader
        ? loader.output()
        : host;
  }
}
