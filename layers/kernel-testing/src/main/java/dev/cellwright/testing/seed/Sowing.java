package dev.cellwright.testing.seed;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes what a plan says: people and organizations first, then everybody their tasks, several at a
/// time.
record Sowing(Plan plan, Api api, String password, PrintStream out, boolean terminal) {
  /// More than the cores of a laptop: part of each request is waiting.
  private static final int AT_A_TIME = 8;

  void run() {
    var people = progress("people", plan.people());
    var places = each(plan.organizations(), organization -> place(organization, people));
    var lanes =
        places.stream()
            .flatMap(place -> lanes(place).stream())
            // The longest first, so that none is left alone at the end.
            .sorted(Comparator.comparingInt(Lane::tasks).reversed())
            .toList();
    var tasks = progress("tasks", plan.tasks());
    each(
        lanes,
        lane -> {
          lane.fill(tasks::found, tasks::made);
          return lane;
        });
  }

  private Place place(PlannedOrganization organization, Progress progress) {
    var accounts = new ArrayList<Account>();
    for (var person : organization.people()) {
      var account = Account.of(api, person, password);
      accounts.add(account);
      if (account.fresh()) {
        progress.made(1);
      } else {
        progress.found(1);
      }
    }
    return Place.make(organization, accounts);
  }

  private List<Lane> lanes(Place place) {
    var lanes = new ArrayList<Lane>();
    for (int author = 0; author < place.people().size(); author++) {
      lanes.add(new Lane(plan.seed(), place, author));
    }
    return lanes;
  }

  private Progress progress(String what, int all) {
    return new Progress(out, terminal, InstantSource.system(), what, all);
  }

  private interface Work<A, B> {
    B of(A each);
  }

  /// The first failure ends it.
  private static <A, B> List<B> each(List<A> all, Work<A, B> work) {
    try (var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
      try {
        var futures = new ArrayList<Future<B>>();
        for (var each : all) {
          futures.add(workers.submit((Callable<B>) () -> work.of(each)));
        }
        var made = new ArrayList<B>();
        for (var future : futures) {
          made.add(future.get());
        }
        return made;
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new SeedFailed("interrupted");
      }
    }
  }
}
