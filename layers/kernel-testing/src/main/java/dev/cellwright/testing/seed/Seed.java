package dev.cellwright.testing.seed;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Fills a running cell: `./cell seed [--port N | --url URL --password P] [--tasks N]
/// [--organizations N] [--seed NUMBER]`. Run again, it makes what is missing; ends with status 1
/// where the cell refuses or doesn't answer.
public final class Seed {
  private static final int SHOWN = 5;

  private Seed() {}

  public static void main(String[] arguments) {
    // A console's own encoding may have no Greek.
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      var console = System.console();
      fill(out, console != null && console.isTerminal(), arguments);
    } catch (IllegalArgumentException | SeedFailed e) {
      System.err.println("seed: " + e.getMessage());
      System.exit(1);
    } catch (UncheckedIOException e) {
      System.err.println(
          "seed: the cell does not answer (" + e.getCause() + "): is ./cell up running?");
      System.exit(1);
    }
  }

  /// @param terminal whether a bar can grow there
  /// @param arguments as on the command line
  /// @throws IllegalArgumentException with a line for a person
  public static void fill(PrintStream out, boolean terminal, String... arguments) {
    var wish = SeedOptions.of(arguments);
    var started = Instant.now();
    var plan = Plan.of(wish.seed(), wish.organizations(), wish.tasks());
    try (var api = new Api(wish.cell())) {
      new Sowing(plan, api, wish.password(), out, terminal).run();
    }
    var took = Duration.between(started, Instant.now()).toSeconds();
    out.printf(
        Locale.ROOT,
        "%,d tasks of %d people in %d organizations are there, after %d s. What follows from them (notifications, mail, webhooks) may still be under way: see %s%n%n",
        plan.tasks(),
        plan.people(),
        plan.organizations().size(),
        took,
        wish.cell().resolve("/_cell/"));
    out.println("Log in with the password " + wish.password() + " as");
    plan.organizations().stream()
        .limit(SHOWN)
        .forEach(organization ->
            out.printf(
                Locale.ROOT,
                "  %-52s %s, %,d tasks%n",
                organization.founder().email(),
                organization.name(),
                organization.tasks()));
  }
}
