package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.gateway.Operation;
import dev.cellwright.localcell.gateway.ServedRequest;
import dev.cellwright.localcell.gateway.UnusableApi;
import dev.cellwright.localcell.template.TemplateProblem;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;

/// The command that runs a cell until it is interrupted.
///
/// `Up --assembly DIR --product NAME [--environment dev] [--port 8080] [--data DIR] [--fresh]
/// [--isolated]`
public final class Up {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintStream out;

  private Up(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    // Jetty logs through SLF4J, for which there is no provider here on purpose; its say-so is no
    // news.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    var out = System.out;
    try {
      new Up(out).run(Options.parse(arguments));
    } catch (CellProblem
        | TemplateProblem
        | UnusableApi
        | IllegalStateException
        | IllegalArgumentException
        | UncheckedIOException e) {
      System.err.println(oneLine(e));
      System.exit(1);
    }
  }

  private void run(Options options) {
    var started = System.nanoTime();
    var cell =
        LocalCell.open(
            new LocalCell.Settings(
                options.assembly(),
                options.cell(),
                options.port(),
                options.dataDirectory(),
                options.fresh(),
                step -> out.println("  " + printable(step)),
                this::print,
                options.isolated()));
    Runtime.getRuntime().addShutdownHook(new Thread(cell::close, "stop"));
    cell.bringUp();
    out.printf("  started in %.1f s%n", (System.nanoTime() - started) / 1e9);
    out.println("cell " + options.product() + " ready " + cell.uri());
    out.println("  try:  curl -i " + cell.uri() + firstToTry(cell));
    out.println("  see:  " + cell.uri() + "/_cell/");
    cell.awaitClose();
  }

  /// A route that needs nothing: the health if there is one, else the shortest without parameters.
  private static String firstToTry(LocalCell cell) {
    return cell.routes().stream()
        .filter(each -> each.method().equals("GET") && !each.path().contains("{"))
        .map(Operation::path)
        .min(
            Comparator.comparing((String path) -> !path.contains("health"))
                .thenComparing(path -> !path.contains("openapi"))
                .thenComparing(String::length))
        .orElse("/");
  }

  private void print(ServedRequest request) {
    out.println(
        printable(
            "%s %-6s %s %d %.1f ms %s"
                .formatted(
                    TIME.format(request.at()),
                    request.method(),
                    request.path(),
                    request.status(),
                    request.ms(),
                    request.correlationId())));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String oneLine(RuntimeException e) {
    var message = e.getMessage() == null ? e.toString() : e.getMessage();
    return "cell: " + message.replaceAll("\\s*\\R\\s*", " ");
  }
}
