package dev.cellwright.audit;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// All SQL about how long the trail is kept.
final class RetentionStore {
  static final Query<Retention> ONE =
      Query.of(
          Retention.class,
          """
          select
            least(greatest(coalesce(r.months, :otherwise::int), :least::int), :most::int) as months,
            :least::int as least, :most::int as most, r.updated_at as chosen_at
          from (select :org::uuid as org_id) o
          left join audit.retention r on r.org_id = o.org_id
          """);

  /// The product's rule, told to those who may choose.
  private static final Sql WITHIN_BOUNDS =
      Sql.of(
          """
          select case when :months::int not between :least::int and :most::int then 'out_of_bounds' end as ending
          """);

  private static final Sql CHOOSE =
      Sql.of(
          """
          insert into audit.retention as r (months, updated_by)
          values (:months::int, priv.actor())
          on conflict (org_id) do update
          set months = excluded.months, updated_by = excluded.updated_by, updated_at = cell.now(), version = r.version + 1
          returning r.months, :least::int as least, :most::int as most, r.updated_at as chosen_at
          """);

  private RetentionStore() {}

  static Step withinBounds(int months, KeptMonths kept) {
    return Step.one(WITHIN_BOUNDS, kept.binds().and("months", months));
  }

  static Step choose(int months, KeptMonths kept) {
    return Step.one(CHOOSE, kept.binds().and("months", months));
  }

  static Binds bounds(KeptMonths kept) {
    return kept.binds();
  }
}
