package dev.cellwright.testing.seed;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells how far it is: a bar that grows in a terminal, else a line now and then.
final class Progress {
  private static final int WIDTH = 30;
  private static final Duration BETWEEN_BARS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private final String what;
  private final long all;
  private final Instant started;
  private long done;
  private long found;
  private @Nullable Instant told;

  Progress(PrintStream out, boolean terminal, InstantSource clock, String what, long all) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.what = what;
    this.all = all;
    started = clock.instant();
  }

  /// More is there, because it was made.
  synchronized void made(long more) {
    done += more;
    tell();
  }

  /// More is there, and was before.
  synchronized void found(long more) {
    found += more;
    done += more;
    tell();
  }

  private void tell() {
    var now = clock.instant();
    var last = told;
    if (done < all
        && last != null
        && now.isBefore(last.plus(terminal ? BETWEEN_BARS : BETWEEN_LINES))) {
      return;
    }
    told = now;
    out.print((terminal ? "\r\033[K" + bar() + " " : "") + line(now));
    if (!terminal || done >= all) {
      out.println();
    }
    out.flush();
  }

  private String bar() {
    int full = (int) (WIDTH * done / all);
    return "█".repeat(full) + "░".repeat(WIDTH - full);
  }

  private String line(Instant now) {
    var seconds = Math.max(0.001, Duration.between(started, now).toMillis() / 1000.0);
    var rate = (done - found) / seconds;
    var left = rate == 0 || done >= all ? "" : ", %.0f s left".formatted((all - done) / rate);
    return String.format(
        Locale.ROOT, "%,d of %,d %s, %.0f a second%s", done, all, what, rate, left);
  }
}
