package dev.cellwright.testing.seed;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Set;

/// What was asked on the command line.
///
/// @param cell where it listens
/// @param password of everybody
record SeedOptions(URI cell, int tasks, int organizations, long seed, String password) {
  static final String USAGE =
      "wants [PRODUCT] [--port N | --url URL --password P] [--tasks N] [--organizations N] [--seed"
          + " NUMBER]";

  /// Everybody can read it here, so it is for a cell that nobody else reaches.
  private static final String KNOWN_PASSWORD = "Seeded-Harvest-7";

  private static final Set<String> NAMES =
      Set.of("--port", "--url", "--password", "--tasks", "--organizations", "--seed");
  private static final int USUAL_PORT = 8080;
  private static final int USUAL_TASKS = 10_000;
  private static final int MOST_TASKS = 1_000_000;
  private static final int MOST_ORGANIZATIONS = 500;
  private static final int TASKS_OF_AN_ORGANIZATION = 3_000;

  /// @throws IllegalArgumentException with a line for a person
  static SeedOptions of(String... arguments) {
    var given = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(USAGE);
      }
      given.put(arguments[i], arguments[i + 1]);
    }
    if (given.containsKey("--url") && given.containsKey("--port")) {
      throw new IllegalArgumentException("--port and --url say the same: give one");
    }
    var port = number("--port", given.getOrDefault("--port", "" + USUAL_PORT), 1, 65_535);
    var url = given.getOrDefault("--url", "http://127.0.0.1:" + port);
    var tasks = number("--tasks", given.getOrDefault("--tasks", "" + USUAL_TASKS), 1, MOST_TASKS);
    var organizations =
        number(
            "--organizations",
            given.getOrDefault(
                "--organizations", "" + Math.clamp(tasks / TASKS_OF_AN_ORGANIZATION, 5, 50)),
            1,
            MOST_ORGANIZATIONS);
    var seed = number("--seed", given.getOrDefault("--seed", "1"), 0, 999_999_999);
    var cell = cell(url);
    var password = given.get("--password");
    if (password == null && !isLocal(cell)) {
      throw new IllegalArgumentException(
          "others may reach this cell: say with --password what its people are to log in with");
    }
    return new SeedOptions(
        cell, tasks, organizations, seed, password == null ? KNOWN_PASSWORD : password);
  }

  private static int number(String name, String text, int least, int most) {
    if (text.matches("[0-9]{1,9}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "%s wants a number from %d to %d".formatted(name, least, most));
  }

  private static URI cell(String url) {
    try {
      var cell = URI.create(url);
      if (cell.getHost() != null
          && ("http".equals(cell.getScheme()) || "https".equals(cell.getScheme()))) {
        return cell;
      }
    } catch (IllegalArgumentException _) {
      // Answered below, like an address of another kind.
    }
    throw new IllegalArgumentException("--url wants an address such as http://127.0.0.1:8080");
  }

  private static boolean isLocal(URI cell) {
    try {
      return InetAddress.getByName(cell.getHost()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /// Never shows the password.
  @Override
  public String toString() {
    return "SeedOptions[%s, %d tasks, %d organizations, seed %d]"
        .formatted(cell, tasks, organizations, seed);
  }
}
