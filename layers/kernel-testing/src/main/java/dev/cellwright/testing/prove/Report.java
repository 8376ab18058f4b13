package dev.cellwright.testing.prove;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All proofs of a run.
public record Report(List<Proof> proofs) {

  public Report {
    proofs = List.copyOf(proofs);
  }

  /// The proofs that failed: leaks, and attacks that proved nothing.
  public List<Proof> leaks() {
    return proofs.stream().filter(proof -> !proof.isGood()).toList();
  }

  /// Prints a line for each subject, operation and attack; leaks again with their reasons; then `N
  /// proofs, M leaks`.
  public void print(PrintStream out) {
    var width = proofs.stream().mapToInt(proof -> proof.subject().length()).max().orElse(0);
    var line = "%-" + width + "s  %-7s %-55s %s%n";
    out.printf(Locale.ROOT, line, "SUBJECT", "ATTACK", "AS", "RESULT");
    grouped()
        .forEach((row, all) ->
            out.printf(Locale.ROOT, line, row.subject, row.operation, row.attack, result(all)));
    for (var leak : leaks()) {
      out.printf(
          Locale.ROOT,
          "%n%s: %s %s, %s%n  %s%n",
          leak.verdict(),
          leak.operation(),
          leak.subject(),
          leak.attack(),
          leak.detail());
    }
    out.printf(Locale.ROOT, "%n%d proofs, %d leaks%n", proofs.size(), leaks().size());
  }

  private record Row(String subject, String operation, String attack) {}

  private Map<Row, List<Proof>> grouped() {
    var rows = new LinkedHashMap<Row, List<Proof>>();
    for (var proof : proofs) {
      rows.merge(
          new Row(proof.subject(), proof.operation(), proof.attack()),
          List.of(proof),
          (before, more) ->
              java.util.stream.Stream.concat(before.stream(), more.stream()).toList());
    }
    return rows;
  }

  private static String result(List<Proof> proofs) {
    var bad = proofs.stream().filter(proof -> !proof.isGood()).findFirst();
    var verdict = bad.orElse(proofs.getFirst()).verdict().name().toLowerCase(Locale.ROOT);
    return proofs.size() == 1 ? verdict : verdict + " (" + proofs.size() + " ways)";
  }
}
