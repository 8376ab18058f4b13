package dev.cellwright.testing.seed;

/// Somebody who is to be there.
record PlannedPerson(String given, String family, String email, String role) {

  /// @param number within the organization; the first one founds it
  static PlannedPerson of(long seed, Tongue tongue, int organization, int number) {
    var dice = Dice.of(seed, "person", organization, number);
    var given = dice.among(tongue.given()).split("=");
    var family = dice.among(tongue.family()).split("=");
    return new PlannedPerson(
        given[0],
        family[0],
        "%s.%s.%d-%d@seed-%d.example.org"
            .formatted(given[1], family[1], organization, number, seed),
        role(number));
  }

  private static String role(int number) {
    return switch (number) {
      case 0 -> "owner";
      case 1 -> "admin";
      default -> number % 8 == 2 ? "manager" : "member";
    };
  }
}
