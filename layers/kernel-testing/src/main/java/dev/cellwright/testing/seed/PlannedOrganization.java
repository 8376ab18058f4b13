package dev.cellwright.testing.seed;

import java.util.List;
import java.util.stream.IntStream;

/// An organization that is to be there.
///
/// @param number from 1 on, the largest first
/// @param tasks how many it is to have
record PlannedOrganization(
    int number,
    Tongue tongue,
    String name,
    String slug,
    List<PlannedPerson> people,
    int teams,
    int boards,
    int tasks) {
  private static final int MOST_PEOPLE = 40;
  private static final int MOST_BOARDS = 40;
  private static final int TASKS_OF_A_PERSON = 20;
  private static final int TASKS_ON_A_BOARD = 400;

  static PlannedOrganization of(long seed, int number, int tasks) {
    var tongue = Tongue.ALL.get((number - 1) % Tongue.ALL.size());
    var round = (number - 1) / Tongue.ALL.size();
    var company = tongue.companies().get(round % tongue.companies().size());
    var again = round / tongue.companies().size();
    var people = people(number, tasks);
    return new PlannedOrganization(
        number,
        tongue,
        again == 0 ? company : company + " " + (again + 1),
        "seed-%d-%d".formatted(seed, number),
        IntStream.range(0, people)
            .mapToObj(each -> PlannedPerson.of(seed, tongue, number, each))
            .toList(),
        Math.min(tongue.teams().size(), people / 5),
        Math.clamp(tasks / TASKS_ON_A_BOARD, 1, MOST_BOARDS),
        tasks);
  }

  /// Fewer in a smaller one, though not as steeply as their tasks.
  private static int people(int number, int tasks) {
    var most = Math.max(3, (int) (MOST_PEOPLE / Math.pow(number, 0.7)));
    return Math.clamp(tasks / TASKS_OF_A_PERSON, 2, most);
  }

  PlannedPerson founder() {
    return people.getFirst();
  }

  /// How many of the tasks somebody makes.
  int tasksOf(int person) {
    return tasks / people.size() + (person < tasks % people.size() ? 1 : 0);
  }

  String teamName(int team) {
    return tongue.teams().get(team);
  }

  String boardName(int board) {
    var name = tongue.boards().get(board % tongue.boards().size());
    var again = board / tongue.boards().size();
    return again == 0 ? name : name + " " + (again + 1);
  }
}
