package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All SQL about many tasks at once. Each statement reads them from a list; those that check answer
/// rows of what is wrong alone: the place in the list, and the ending.
final class ManyTasksStore {

  /// Locks the columns, by id, so that two who need the same ones don't wait for each other; then
  /// asks of each board once whether the actor may put tasks on it.
  private static final Sql PLACES =
      Sql.of(
          """
          with asked as materialized (
            select a.place, a.board_id, a.column_id
            from jsonb_to_recordset(:asked::jsonb) a (place int, board_id uuid, column_id uuid)
          ), columns as materialized (
            select c.id, c.board_id
            from tasks.task_columns c
            where c.org_id = :org::uuid and c.id = any (array(select distinct a.column_id from asked a))
            order by c.id
            for no key update
          ), boards as materialized (
            select b.id
            from tasks.task_boards b
            where b.org_id = :org::uuid and b.deleted_at is null
              and b.id = any (array(select c.board_id from columns c union select a.board_id from asked a where a.column_id is null))
            order by b.id
            for key share
          ), may as materialized (
            select
              array(select h.id from api.holding('board.add_task', array(select b.id from boards b)) h (id)) as add_to,
              array(select h.id from api.holding('board.view', array(select b.id from boards b)) h (id)) as view
          ), checked as (
            select
              a.place,
              case
                when b.id = any (may.add_to) then null
                when b.id = any (may.view) then 'board_forbidden'
                when a.column_id is null then 'no_such_board'
                else 'no_such_column'
              end as ending
            from asked a
            cross join may
            left join columns c on c.id = a.column_id and c.board_id = coalesce(a.board_id, c.board_id)
            left join boards b on b.id = case when a.column_id is null then a.board_id else c.board_id end
          )
          select c.place, c.ending
          from checked c
          where c.ending is not null
          order by c.place
          limit 50
          """);

  private static final Sql PARENTS =
      Sql.of(
          """
          with asked as materialized (
            select a.place, a.parent_id
            from jsonb_to_recordset(:asked::jsonb) a (place int, parent_id uuid)
          ), parents as materialized (
            select t.id
            from tasks.tasks t
            where t.org_id = :org::uuid and t.deleted_at is null
              and t.id = any (array(select distinct a.parent_id from asked a))
            order by t.id
            for key share
          ), may as materialized (
            select
              array(select h.id from api.holding('task.edit', array(select p.id from parents p)) h (id)) as edit,
              array(select h.id from api.holding('task.view', array(select p.id from parents p)) h (id)) as view
          )
          select
            a.place,
            case when a.parent_id = any (may.view) then 'parent_forbidden' else 'no_such_parent' end as ending
          from asked a
          cross join may
          where a.parent_id <> all (may.edit)
          order by a.place
          limit 50
          """);

  private static final Sql ASSIGNEES =
      Sql.of(
          """
          with asked as materialized (
            select a.place, a.assignee_id
            from jsonb_to_recordset(:asked::jsonb) a (place int, assignee_id uuid)
          ), people as materialized (
            select distinct a.assignee_id as id from asked a
          ), members as materialized (
            select p.id from people p where api.is_member(p.id)
          )
          select a.place, 'no_such_assignee' as ending
          from asked a
          where not exists (select from members m where m.id = a.assignee_id)
          order by a.place
          limit 50
          """);

  private static final Sql ADD =
      Sql.of(
          """
          with given as materialized (
            select
              g.id, g.title, g.description, coalesce(g.status, 'todo') as status, g.priority, g.due_date, g.start_date,
              g.board_id, g.column_id, g.parent_id, g.metadata, g.assignee_id, g.place,
              row_number() over (partition by g.column_id order by g.place) as behind
            from rows from (jsonb_to_recordset(:tasks::jsonb) as (
              id uuid, title text, description text, status text, priority text, due_date timestamptz, start_date timestamptz,
              board_id uuid, column_id uuid, parent_id uuid, metadata jsonb, assignee_id uuid)) with ordinality as g (
              id, title, description, status, priority, due_date, start_date,
              board_id, column_id, parent_id, metadata, assignee_id, place)
          ), ends as materialized (
            select
              c.id, c.board_id, n.many,
              (select max(l.position) from tasks.tasks l
               where l.org_id = c.org_id and l.column_id = c.id and l.deleted_at is null) as last
            from (select g.column_id, count(*)::int as many from given g where g.column_id is not null group by g.column_id) n
            join tasks.task_columns c on c.org_id = :org::uuid and c.id = n.column_id
          ), positions as materialized (
            select e.id as column_id, e.board_id, k.position, k.behind
            from ends e
            cross join lateral core.keys_behind(e.last, e.many) with ordinality k (position, behind)
          ), moment as materialized (
            select cell.now() as now, priv.actor() as actor
          )
          insert into tasks.tasks as t (
            id, title, description, status, priority, due_date, start_date,
            board_id, column_id, position, parent_id, metadata, assignee_id, completed_at, completed_by)
          select
            g.id, g.title, g.description, g.status, g.priority, g.due_date, g.start_date,
            coalesce(p.board_id, g.board_id), p.column_id, p.position,
            g.parent_id, coalesce(nullif(g.metadata, 'null'), '{}'), g.assignee_id,
            case when g.status = 'done' then m.now end, case when g.status = 'done' then m.actor end
          from given g
          cross join moment m
          left join positions p on p.column_id = g.column_id and p.behind = g.behind
          order by g.place
          returning
            t.id, t.board_id, t.column_id, t.position, t.version,
            jsonb_build_object(
              'title', t.title, 'status', t.status, 'board_id', t.board_id, 'column_id', t.column_id,
              'parent_id', t.parent_id, 'assignee_id', t.assignee_id) as event
          """);

  private ManyTasksStore() {}

  static Step places(List<NewTask> tasks) {
    return check(
        PLACES,
        tasks,
        (place, task) ->
            task.boardId() == null && task.columnId() == null
                ? null
                : place.and("board_id", task.boardId()).and("column_id", task.columnId()));
  }

  static Step parents(List<NewTask> tasks) {
    return check(
        PARENTS,
        tasks,
        (place, task) -> task.parentId() == null ? null : place.and("parent_id", task.parentId()));
  }

  static Step assignees(List<NewTask> tasks) {
    return check(
        ASSIGNEES,
        tasks,
        (place, task) ->
            task.assigneeId() == null ? null : place.and("assignee_id", task.assigneeId()));
  }

  /// @param asked what of a task is checked, or null where nothing is
  private static Step check(
      Sql sql, List<NewTask> tasks, BiFunction<Binds, NewTask, @Nullable Binds> asked) {
    return Step.any(
        sql,
        Binds.of(
            "asked",
            IntStream.range(0, tasks.size())
                .mapToObj(place -> asked.apply(Binds.of("place", place), tasks.get(place)))
                .filter(Objects::nonNull)
                .toList()));
  }

  /// @param ids of the tasks, in their order
  static Step add(List<UUID> ids, List<NewTask> tasks) {
    return Step.each(
        tasks.size(),
        ADD,
        Binds.of(
            "tasks",
            IntStream.range(0, tasks.size())
                .mapToObj(place -> TaskStore.binds(ids.get(place), tasks.get(place)))
                .toList()));
  }
}
