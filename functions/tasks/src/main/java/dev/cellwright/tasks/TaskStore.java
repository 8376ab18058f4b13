package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about tasks.
final class TaskStore {
  /// What a [Task] is read from.
  private static final String COLUMNS =
      """
      t.id, t.org_id, t.title, t.description, t.status, t.priority, t.due_date, t.start_date,
      t.board_id, t.column_id, t.position, t.parent_id, t.metadata, t.owner_id, t.assignee_id,
      t.completed_at, t.completed_by, t.created_by, t.created_at, t.updated_at, t.version\
      """;

  static final Listing<Task> TASKS =
      Listing.of(Task.class)
          .from("tasks.tasks t")
          .where("t.org_id = :org::uuid and t.deleted_at is null")
          .key("t.id")
          .shows(COLUMNS)
          .searches("tasks.search(:search)")
          .searchesInOrder("tasks.newest_found(:search, :among, :most) t")
          .visible("task.view")
          .mayBeLong("title", "description", "metadata")
          .choice("title", "t.title", Type.TEXT)
          .choice("status", "t.status", Type.TEXT)
          .filter("priority", "t.priority", Type.TEXT)
          .nullableChoice("due_date", "t.due_date", Type.INSTANT)
          .nullableChoice("start_date", "t.start_date", Type.INSTANT)
          .filter("board_id", "t.board_id", Type.UUID)
          .filter("column_id", "t.column_id", Type.UUID)
          .nullableChoice("position", "t.position", Type.TEXT)
          .filter("parent_id", "t.parent_id", Type.UUID)
          .filter("owner_id", "t.owner_id", Type.UUID)
          .filter("assignee_id", "t.assignee_id", Type.UUID)
          .nullableChoice("completed_at", "t.completed_at", Type.INSTANT)
          .filter("created_by", "t.created_by", Type.UUID)
          .choice("created_at", "t.created_at", Type.INSTANT)
          .choice("updated_at", "t.updated_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<Task> ONE =
      Query.of(
          Task.class,
          """
          select %s
          from tasks.tasks t
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          """
              .formatted(COLUMNS));

  /// Whether the actor may put tasks on the board `b`: a board that they may not see isn't there.
  private static final String MAY_ADD_TO_BOARD =
      """
      case
        when api.may('board.add_task', b.id) then null
        when api.may('board.view', b.id) then 'board_forbidden'
        else '%s'
      end\
      """;

  /// Locks a column, so that places in it are given one after the other.
  private static final Sql LOCK_COLUMN =
      Sql.of(
          """
          select c.id, c.board_id, %s as ending
          from tasks.task_columns c
          join tasks.task_boards b on b.org_id = c.org_id and b.id = c.board_id
          where c.org_id = :org::uuid and c.id = :column_id::uuid and b.deleted_at is null
            and c.board_id = coalesce(:board_id::uuid, c.board_id)
          for no key update of c
          """
              .formatted(MAY_ADD_TO_BOARD.formatted("no_such_column")));

  private static final Sql LIVE_BOARD =
      Sql.of(
          """
          select b.id, %s as ending
          from tasks.task_boards b
          where b.org_id = :org::uuid and b.id = :board_id::uuid and b.deleted_at is null
          for key share
          """
              .formatted(MAY_ADD_TO_BOARD.formatted("no_such_board")));

  /// Whether the actor may give the task `:parent_id` parts.
  private static final String MAY_BE_PARENT =
      """
      case
        when api.may('task.edit', :parent_id::uuid) then null
        when api.may('task.view', :parent_id::uuid) then 'parent_forbidden'
        else 'no_such_parent'
      end\
      """;

  private static final Sql LIVE_PARENT =
      Sql.of(
          """
          select t.id, %s as ending
          from tasks.tasks t
          where t.org_id = :org::uuid and t.id = :parent_id::uuid and t.deleted_at is null
          for key share
          """
              .formatted(MAY_BE_PARENT));

  /// A parent that is live, and isn't the task itself or one of its parts. Nobody who has the task
  /// by a custom role alone puts it under what they trash besides: they could trash it when the
  /// role has ended.
  private static final Sql PARENT_OUTSIDE =
      Sql.of(
          """
          with recursive above as (
            select t.id, t.parent_id
            from tasks.tasks t
            where t.org_id = :org::uuid and t.id = :parent_id::uuid and t.deleted_at is null
            union
            select t.id, t.parent_id
            from tasks.tasks t
            join above on t.org_id = :org::uuid and t.id = above.parent_id
          )
          select
            count(*) as steps,
            coalesce(
              %s,
              case
                when exists (
                    select from tasks.tasks t
                    where t.org_id = :org::uuid and t.id = :id::uuid and t.parent_id is distinct from :parent_id::uuid)
                  and not api.may_without_roles('task.delete', :id::uuid)
                  and exists (select from above where api.may_without_roles('task.delete', above.id))
                  then 'trashing_forbidden'
              end) as ending
          from above
          having count(*) > 0 and not bool_or(above.id = :id::uuid)
          """
              .formatted(MAY_BE_PARENT));

  /// Whoever is to do it belongs to the organization.
  private static final Sql IS_MEMBER =
      Sql.of(
          """
          select case when not api.is_member(:person::uuid) then 'no_such_assignee' end as ending
          """);

  private static final Sql ADD =
      Sql.of(
          """
          insert into tasks.tasks as t (
            id, title, description, status, priority, due_date, start_date,
            board_id, column_id, position, parent_id, metadata, assignee_id, completed_at, completed_by)
          select
            :id::uuid, :title, :description, n.status, :priority, :due_date::timestamptz, :start_date::timestamptz,
            coalesce(c.board_id, :board_id::uuid), c.id, case when c.id is not null then core.key_between(c.last, null) end,
            :parent_id::uuid, coalesce(:metadata::jsonb, '{}'), :assignee_id::uuid,
            case when n.status = 'done' then cell.now() end, case when n.status = 'done' then priv.actor() end
          from (select coalesce(:status, 'todo') as status) n
          left join lateral (
            select
              c.id, c.board_id,
              (select max(l.position) from tasks.tasks l
               where l.org_id = c.org_id and l.column_id = c.id and l.deleted_at is null) as last
            from tasks.task_columns c
            where c.org_id = :org::uuid and c.id = :column_id::uuid) c on true
          returning
            %s,
            jsonb_build_object('board_id', t.board_id, 'status', t.status) as event
          """
              .formatted(COLUMNS));

  /// Locks a task and compares the version that its author has seen.
  private static final Sql LOCK =
      Sql.of(
          """
          select case when t.version <> :seen::bigint then 'changed' end as ending
          from tasks.tasks t
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          for no key update
          """);

  /// Locks a task for its changes. Each asks for its own: who is to do it for `assign`, whose it is
  /// for `share`, all else for `edit`. What stays as it is asks for any of them. Making it a part
  /// takes sharing too: whoever trashes the whole trashes it. Nobody makes their own what they may
  /// hand over, or say the doing of, by a custom role alone, but who may assign every task.
  private static final Sql LOCK_FOR_CHANGE =
      Sql.of(
          """
          select
            case
              when n.assignee_id is distinct from t.assignee_id
                and not api.may('task.assign', t.id) then 'assigning_forbidden'
              when n.owner_id is distinct from t.owner_id
                and not api.may('task.share', t.id) then 'handing_over_forbidden'
              when (
                  :changes::jsonb = '{}'
                  or to_jsonb(n) - '{assignee_id,owner_id,metadata}'::text[] <> to_jsonb(t) - '{assignee_id,owner_id,metadata}'::text[]
                  or core.merge_patch(t.metadata, coalesce(:changes::jsonb -> 'metadata', '{}')) <> t.metadata
                  or not api.may('task.assign', t.id) and not api.may('task.share', t.id))
                and not api.may('task.edit', t.id) then 'editing_forbidden'
              when t.version <> :seen::bigint then 'changed'
              when n.owner_id is distinct from t.owner_id and n.owner_id = :actor::uuid
                and not api.may_without_roles('task.share', t.id) then 'taking_over_forbidden'
              when n.assignee_id is distinct from t.assignee_id and n.assignee_id = :actor::uuid
                and not api.may('task.assign')
                and not api.may_without_roles('task.assign', t.id) then 'taking_forbidden'
              when n.parent_id is distinct from t.parent_id and n.parent_id is not null
                and not api.may('task.share', t.id) then 'putting_under_forbidden'
              when n.assignee_id is distinct from t.assignee_id and n.assignee_id is not null
                and not api.is_member(n.assignee_id) then 'no_such_assignee'
              when n.owner_id is distinct from t.owner_id and not api.is_member(n.owner_id) then 'no_such_owner'
            end as ending
          from tasks.tasks t
          cross join lateral jsonb_populate_record(t, :changes::jsonb) n
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          for no key update of t
          """);

  /// Overlays the changes. Being done and having a time of completion go together.
  private static final Sql CHANGE =
      Sql.of(
          """
          update tasks.tasks t
          set
            title = n.title,
            description = n.description,
            status = n.status,
            priority = n.priority,
            due_date = n.due_date,
            start_date = n.start_date,
            parent_id = n.parent_id,
            metadata = case when :changes::jsonb ? 'metadata' then core.merge_patch(t.metadata, :changes::jsonb -> 'metadata') else t.metadata end,
            owner_id = n.owner_id,
            assignee_id = n.assignee_id,
            completed_at = case when n.status = 'done' then coalesce(t.completed_at, cell.now()) end,
            completed_by = case when n.status = 'done' then coalesce(t.completed_by, priv.actor()) end,
            version = t.version + 1,
            updated_at = cell.now()
          from tasks.tasks b
          cross join lateral jsonb_populate_record(b, :changes::jsonb) n
          where b.org_id = :org::uuid and b.id = :id::uuid and t.org_id = b.org_id and t.id = b.id
          returning
            %s,
            jsonb_build_object('changes', :changes::jsonb - 'description', 'assignee_id', t.assignee_id) as event
          """
              .formatted(COLUMNS));

  /// The column that a task is moved to. On another board others see the task, so it takes sharing:
  /// the task, or all that is on the board where it is, by who may also change that. Nobody moves
  /// it to where they would keep by the board what they have by a custom role alone, or as long as
  /// it is theirs to do.
  private static final Sql TARGET =
      Sql.of(
          """
          select
            c.id, c.board_id, t.column_id as from_column,
            coalesce(
              %s,
              case
                when t.board_id is distinct from b.id and not api.may('task.share', t.id)
                  and not (t.board_id is not null and api.may('board.share', t.board_id) and api.may('board.edit', t.board_id))
                  then 'sharing_forbidden'
                when t.board_id is distinct from b.id and (
                    api.may_without_roles('board.edit', b.id) and not api.may_without_roles('task.editor', t.id)
                    or api.may_without_roles('board.view', b.id) and not api.may_without_roles(
                      case when t.assignee_id = :actor::uuid then 'task.editor' else 'task.viewer' end, t.id))
                  then 'keeping_forbidden'
              end) as ending
          from tasks.tasks t
          join tasks.task_columns c on c.org_id = t.org_id and c.id = coalesce(:column_id::uuid, t.column_id)
          join tasks.task_boards b on b.org_id = c.org_id and b.id = c.board_id and b.deleted_at is null
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          for no key update of c
          """
              .formatted(MAY_ADD_TO_BOARD.formatted("no_such_column")));

  /// What stands in the target column without the moved task. Shown when the gap isn't there any
  /// more.
  private static final Sql STANDING =
      Sql.of(
          """
          select t.id, t.title, t.position
          from tasks.tasks t
          where t.org_id = :org::uuid and t.column_id = ($2 -> 1 -> 0 ->> 'id')::uuid and t.id <> :id::uuid and t.deleted_at is null
          order by t.position, t.id
          limit 100
          """);

  /// Puts the task between its neighbours, if both still stand in the column and nothing has come
  /// between them.
  private static final Sql MOVE =
      Sql.of(
          """
          with target as (
            select ($2 -> 1 -> 0 ->> 'id')::uuid as column_id, ($2 -> 1 -> 0 ->> 'board_id')::uuid as board_id
          ), standing as (
            select t.id, t.position
            from tasks.tasks t
            join target on t.org_id = :org::uuid and t.column_id = target.column_id
            where t.id <> :id::uuid and t.deleted_at is null
          ), gap as (
            select
              case
                when :after::uuid is not null then (select s.position from standing s where s.id = :after::uuid)
                when :before::uuid is not null then (
                  select max(s.position) from standing s
                  where s.position < (select b.position from standing b where b.id = :before::uuid))
                else (select max(s.position) from standing s)
              end as low,
              case
                when :before::uuid is not null then (select s.position from standing s where s.id = :before::uuid)
                when :after::uuid is not null then (
                  select min(s.position) from standing s
                  where s.position > (select a.position from standing a where a.id = :after::uuid))
              end as high
          ), good as (
            select gap.low, gap.high
            from gap
            where (:after::uuid is null or gap.low is not null)
              and (:before::uuid is null or gap.high is not null)
              and (gap.low is null or gap.high is null or gap.low < gap.high)
              and not exists (
                select from standing s
                where :after::uuid is not null and :before::uuid is not null
                  and s.position > gap.low and s.position < gap.high)
          )
          update tasks.tasks t
          set
            board_id = target.board_id,
            column_id = target.column_id,
            position = core.key_between(good.low, good.high),
            version = t.version + 1,
            updated_at = cell.now()
          from target, good
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning
            %s,
            jsonb_build_object(
              'board_id', t.board_id, 'column_id', t.column_id, 'position', t.position,
              'from_column_id', $2 -> 1 -> 0 ->> 'from_column') as event
          """
              .formatted(COLUMNS));

  /// Locks a task; ends the command with the task itself where it is done already.
  private static final Sql LOCK_OPEN =
      Sql.of(
          """
          select case when t.version <> :seen::bigint then 'changed' when t.completed_at is not null then 'already_done' end as ending, %s
          from tasks.tasks t
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          for no key update
          """
              .formatted(COLUMNS));

  private static final Sql COMPLETE =
      Sql.of(
          """
          update tasks.tasks t
          set status = 'done', completed_at = cell.now(), completed_by = priv.actor(), version = t.version + 1, updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning
            %s,
            jsonb_build_object('completed_by', t.completed_by, 'assignee_id', t.assignee_id) as event
          """
              .formatted(COLUMNS));

  private static final Sql LOCK_DONE =
      Sql.of(
          """
          select case when t.version <> :seen::bigint then 'changed' when t.completed_at is null then 'already_open' end as ending, %s
          from tasks.tasks t
          where t.org_id = :org::uuid and t.id = :id::uuid and t.deleted_at is null
          for no key update
          """
              .formatted(COLUMNS));

  private static final Sql REOPEN =
      Sql.of(
          """
          update tasks.tasks t
          set status = 'todo', completed_at = null, completed_by = null, version = t.version + 1, updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning %s, jsonb_build_object('assignee_id', t.assignee_id) as event
          """
              .formatted(COLUMNS));

  /// Moves a task to the trash, and its parts with it.
  private static final Sql DELETE =
      Sql.of(
          """
          with recursive parts as (
            select t.id
            from tasks.tasks t
            where t.org_id = :org::uuid and t.id = :id::uuid
            union
            select t.id
            from tasks.tasks t
            join parts on t.org_id = :org::uuid and t.parent_id = parts.id
            where t.deleted_at is null
          ), deleted as (
            update tasks.tasks t
            set deleted_at = cell.now(), version = t.version + 1, updated_at = cell.now()
            from parts
            where t.org_id = :org::uuid and t.id = parts.id
            returning t.id, t.version, t.assignee_id
          )
          select d.id, d.version, jsonb_build_object('assignee_id', d.assignee_id) as event
          from deleted d
          where d.id = :id::uuid
          """);

  private TaskStore() {}

  static Step lockColumn(UUID column, @Nullable UUID board) {
    return Step.one(LOCK_COLUMN, Binds.of("column_id", column).and("board_id", board))
        .orElse("no_such_column");
  }

  static Step liveBoard(UUID board) {
    return Step.one(LIVE_BOARD, Binds.of("board_id", board)).orElse("no_such_board");
  }

  static Step liveParent(UUID parent) {
    return Step.one(LIVE_PARENT, Binds.of("parent_id", parent)).orElse("no_such_parent");
  }

  static Step parentOutside(UUID task, UUID parent) {
    return Step.one(PARENT_OUTSIDE, Binds.of("id", task).and("parent_id", parent))
        .orElse("no_such_parent");
  }

  static Step isMember(UUID assignee) {
    return Step.one(IS_MEMBER, Binds.of("person", assignee));
  }

  static Step add(UUID id, NewTask task) {
    return Step.one(ADD, binds(id, task));
  }

  static Binds binds(UUID id, NewTask task) {
    return Binds.of("id", id)
        .and("title", task.title())
        .and("description", task.description())
        .and("status", task.status())
        .and("priority", task.priority())
        .and("due_date", task.dueDate())
        .and("start_date", task.startDate())
        .and("board_id", task.boardId())
        .and("column_id", task.columnId())
        .and("parent_id", task.parentId())
        .and("metadata", task.metadata())
        .and("assignee_id", task.assigneeId());
  }

  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK, Binds.of("id", id).and("seen", seen));
  }

  static Step lock(UUID id, TaskPatch patch, @Nullable Long seen) {
    return Step.one(
        LOCK_FOR_CHANGE, Binds.of("id", id).and("changes", Changes.of(patch)).and("seen", seen));
  }

  static Step change(UUID id, TaskPatch patch) {
    return Step.one(CHANGE, Binds.of("id", id).and("changes", Changes.of(patch)));
  }

  static Step target(UUID id, Move move) {
    return Step.one(TARGET, Binds.of("id", id).and("column_id", move.columnId()))
        .orElse("no_such_column");
  }

  static Step standing(UUID id) {
    return Step.any(STANDING, Binds.of("id", id));
  }

  static Step move(UUID id, Move move) {
    return Step.one(
            MOVE, Binds.of("id", id).and("after", move.after()).and("before", move.before()))
        .orElse("gap_gone");
  }

  static Step lockOpen(UUID id, @Nullable Long seen) {
    return Step.one(LOCK_OPEN, Binds.of("id", id).and("seen", seen));
  }

  static Step complete(UUID id) {
    return Step.one(COMPLETE, Binds.of("id", id));
  }

  static Step lockDone(UUID id, @Nullable Long seen) {
    return Step.one(LOCK_DONE, Binds.of("id", id).and("seen", seen));
  }

  static Step reopen(UUID id) {
    return Step.one(REOPEN, Binds.of("id", id));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }
}
