package dev.cellwright.testing.prove;

import dev.cellwright.testing.TestContexts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What every attack needs: the ground, two tenants with rows everywhere, and contexts good and
/// bad.
///
/// @param ours the attacker's own tenant
/// @param theirs the tenant that nothing may be learned of
record Battle(
    Ground ground,
    Catalog catalog,
    Seeds seeds,
    TestContexts contexts,
    Tenant ours,
    Tenant theirs) {
  /// A role that exists during a proof only and is granted everything on every table of anybody's:
  /// whom only the policies stop.
  static final String PROBE = "prove_probe";

  /// How a caller without a log-in is called.
  static final String STRANGER = ", not logged in";

  /// SQLSTATEs of a refusal: no privilege or a policy's check; the refusals of the kernel; a read
  /// that would write; a row filter that may not be switched off.
  private static final Pattern REFUSAL = Pattern.compile("42501|CW40[134]|CW498|CW500|25006");

  /// SQLSTATEs of a call that was never one: what it proves is that the prover errs.
  private static final Pattern NONSENSE = Pattern.compile("42[^5].*|42.[^0].*|08...|XX...");

  /// Somebody with a context.
  ///
  /// @param name as the report calls it
  record Attacker(String name, String role, String context) {}

  /// The ways to come as somebody one isn't, for a role.
  List<Attacker> attackers(String role) {
    var who = who(role);
    var attackers = new ArrayList<Attacker>();
    attackers.add(new Attacker(who + ", another tenant", role, ours.context(contexts, seeds)));
    attackers.add(
        new Attacker(who + ", another tenant's event", role, contexts.system(ours.organization())));
    attackers.add(new Attacker(who + ", no context", role, ""));
    attackers.addAll(pretenders(role));
    return attackers;
  }

  /// Those whose context names the other tenant, and isn't good.
  List<Attacker> pretenders(String role) {
    var person = seeds.person(theirs);
    var session = seeds.session(theirs);
    var organization = theirs.organization();
    var who = who(role);
    return List.of(
        new Attacker(
            who + ", forged context", role, contexts.forged(organization, person, session)),
        new Attacker(
            who + ", expired context", role, contexts.expired(organization, person, session)));
  }

  private static String who(String role) {
    return role.equals(PROBE) ? "policies alone" : role;
  }

  /// As those, and as somebody who isn't logged in, whom open routes let call functions.
  List<Attacker> callers(String role) {
    var callers = new ArrayList<>(attackers(role));
    callers.add(new Attacker(role + STRANGER, role, contexts.anonymous()));
    return callers;
  }

  /// The roles that attack: those that functions log in as, and the probe.
  List<String> roles() {
    var roles = new ArrayList<String>();
    roles.add(PROBE);
    roles.addAll(catalog.modules());
    return roles;
  }

  /// The columns of a table on which a role has a privilege.
  List<String> columns(Table table, String role, String privilege) throws SQLException {
    return ground.values(
        """
        select a.attname from pg_attribute a
        where a.attrelid = ?::bigint::oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(?, a.attrelid, a.attnum, ?)
        order by a.attnum
        """,
        table.oid(),
        role,
        privilege);
  }

  /// A row as one text, of the columns that a role may read; of all where it may read none, to be
  /// refused.
  String readable(Table table, String role) throws SQLException {
    var readable = columns(table, role, "select");
    return readable.isEmpty()
        ? table.text("t")
        : readable.stream()
            .map(name -> "t." + Sql.name(name) + "::text")
            .collect(Collectors.joining(", ", "concat_ws('|', ", ")"));
  }

  /// Makes the probe.
  void arm() throws SQLException {
    ground.run("create role " + PROBE + " nologin");
    for (var table : catalog.tables().values()) {
      if (!Known.isGlobal(table)) {
        ground.run("grant usage on schema " + Sql.name(table.schema()) + " to " + PROBE);
        ground.run("grant select, insert, update, delete on " + table.sql() + " to " + PROBE);
      }
    }
    for (var view : catalog.views()) {
      ground.run("grant select on " + view + " to " + PROBE);
    }
  }

  /// Tries a statement as somebody and judges by what it reads.
  Proof reads(
      String subject,
      String operation,
      Attacker attacker,
      String sql,
      @Nullable Object... parameters)
      throws SQLException {
    return ground.undone(() -> {
      ground.become(attacker.role(), attacker.context());
      var ending = ground.attempt(sql, parameters);
      return ending.failed()
          ? refusal(subject, operation, attacker, ending)
          : judged(subject, operation, attacker, told(ending, parameters));
    });
  }

  /// Tries a statement as somebody and judges by whether rows of theirs changed.
  Proof changes(
      Table table, String operation, Attacker attacker, String sql, @Nullable Object... parameters)
      throws SQLException {
    return ground.undone(() -> {
      var before = seeds.fingerprint(theirs, table);
      ground.become(attacker.role(), attacker.context());
      var ending = ground.attempt(sql, parameters);
      if (ending.failed()) {
        return refusal(table.qualified(), operation, attacker, ending);
      }
      ground.comeBack();
      return judged(
          table.qualified(),
          operation,
          attacker,
          operation.equals("insert")
              ? "a row of theirs was accepted"
              : before.equals(seeds.fingerprint(theirs, table)) ? null : "rows of theirs changed");
    });
  }

  /// What rows tell of the other tenant beyond what the attacker brought along; null for nothing.
  @Nullable String told(Ground.Ending ending, @Nullable Object... brought) {
    for (var value : ending.values()) {
      for (var secret : seeds.secrets(theirs)) {
        if (value.contains(secret)
            && Arrays.stream(brought).noneMatch(known -> String.valueOf(known).contains(secret))) {
          return "it told " + secret;
        }
      }
    }
    return null;
  }

  static Proof judged(String subject, String operation, Attacker attacker, @Nullable String leak) {
    return leak == null
        ? Proof.refused(subject, operation, attacker.name())
        : Proof.leaked(subject, operation, attacker.name(), leak);
  }

  /// What an error means: a refusal; a constraint, which only rows that were reached can break; or
  /// nothing.
  static Proof refusal(String subject, String operation, Attacker attacker, Ground.Ending ending) {
    var state = String.valueOf(ending.state());
    if (REFUSAL.matcher(state).matches()) {
      return Proof.refused(subject, operation, attacker.name());
    }
    return state.startsWith("23")
        ? Proof.leaked(subject, operation, attacker.name(), "it got as far as " + ending.message())
        : Proof.unproven(subject, operation, attacker.name(), state + " " + ending.message());
  }

  /// Whether an error says that the statement could never have run, as anybody.
  static boolean isNonsense(Ground.Ending ending) {
    var state = String.valueOf(ending.state());
    return !REFUSAL.matcher(state).matches() && NONSENSE.matcher(state).matches();
  }
}
