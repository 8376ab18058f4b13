package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about boards and columns.
final class BoardStore {
  /// How many columns a board may have: all of them must fit into one answer of the Data API.
  static final int MOST_COLUMNS = 50;

  /// What a [Column] is read from.
  private static final String COLUMN =
      "c.id, c.board_id, c.name, c.position, c.config, c.created_at, c.updated_at, c.version";

  /// What a [ListedBoard] is read from.
  private static final String BOARD =
      """
      b.id, b.org_id, b.name, b.view_type, b.visibility, b.config,
      b.owner_id, b.created_by, b.created_at, b.updated_at, b.version\
      """;

  /// What a [BoardRow] is read from. The board's configuration stands in the first row alone: fifty
  /// times it, a result of the Data API couldn't hold.
  private static final String ROW =
      """
      b.id, b.org_id, b.name, b.view_type, b.visibility,
      case when row_number() over (order by c.position, c.id) = 1 then b.config else '{}' end as config,
      b.owner_id, b.created_by, b.created_at, b.updated_at, b.version,
      c.id as column_id, c.name as column_name, c.position as column_position,
      c.config as column_config, c.created_at as column_created_at,
      c.updated_at as column_updated_at, c.version as column_version\
      """;

  static final Listing<ListedBoard> BOARDS =
      Listing.of(ListedBoard.class)
          .from("tasks.task_boards b")
          .where("b.org_id = :org::uuid and b.deleted_at is null")
          .key("b.id")
          .shows(BOARD)
          .visible("board.view")
          .mayBeLong("name", "config")
          .choice("name", "b.name", Type.TEXT)
          .choice("view_type", "b.view_type", Type.TEXT)
          .choice("visibility", "b.visibility", Type.TEXT)
          .filter("owner_id", "b.owner_id", Type.UUID)
          .filter("created_by", "b.created_by", Type.UUID)
          .choice("created_at", "b.created_at", Type.INSTANT)
          .choice("updated_at", "b.updated_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<BoardRow> ONE_BOARD =
      Query.of(
          BoardRow.class,
          """
          select %s
          from tasks.task_boards b
          left join tasks.task_columns c on c.org_id = b.org_id and c.board_id = b.id
          where b.org_id = :org::uuid and b.id = :id::uuid and b.deleted_at is null
          order by c.position, c.id
          """
              .formatted(ROW));

  static final Listing<Column> COLUMNS =
      Listing.of(Column.class)
          .from("tasks.task_columns c")
          .within(
              """
              select from tasks.task_boards b
              where b.org_id = :org::uuid and b.id = :board_id::uuid and b.deleted_at is null\
              """)
          .where("c.org_id = :org::uuid and c.board_id = :board_id::uuid")
          .key("c.id")
          .shows(COLUMN)
          .mayBeLong("name", "config")
          .choice("position", "c.position", Type.TEXT)
          .choice("name", "c.name", Type.TEXT)
          .choice("created_at", "c.created_at", Type.INSTANT)
          .ordered("position", false)
          .build();

  static final Query<Column> ONE_COLUMN =
      Query.of(
          Column.class,
          """
          select %s
          from tasks.task_columns c
          join tasks.task_boards b on b.org_id = c.org_id and b.id = c.board_id
          where c.org_id = :org::uuid and c.board_id = :board_id::uuid and c.id = :id::uuid and b.deleted_at is null
          """
              .formatted(COLUMN));

  private static final Sql ADD_BOARD =
      Sql.of(
          """
          insert into tasks.task_boards (id, name, view_type, visibility, config)
          values (:id::uuid, :name, coalesce(:view_type, 'kanban'), coalesce(:visibility, 'organization'), coalesce(:config::jsonb, '{}'))
          returning version, jsonb_build_object('name', name, 'view_type', view_type) as event
          """);

  private static final Sql LOCK_BOARD =
      Sql.of(
          """
          select case when b.version <> :seen::bigint then 'changed' end as ending
          from tasks.task_boards b
          where b.org_id = :org::uuid and b.id = :id::uuid and b.deleted_at is null
          for no key update
          """);

  /// Locks a board for its changes. Opening, closing and handing it over ask for `share`, all else
  /// for `edit`; what stays as it is asks for either. Nobody opens to all members, of whom they are
  /// one, what they have by a custom role alone.
  private static final Sql LOCK_BOARD_FOR_CHANGE =
      Sql.of(
          """
          select
            case
              when (n.visibility <> b.visibility or n.owner_id is distinct from b.owner_id)
                and not api.may('board.share', b.id) then 'sharing_forbidden'
              when (
                  :changes::jsonb = '{}'
                  or to_jsonb(n) - '{visibility,owner_id,config}'::text[] <> to_jsonb(b) - '{visibility,owner_id,config}'::text[]
                  or core.merge_patch(b.config, coalesce(:changes::jsonb -> 'config', '{}')) <> b.config
                  or not api.may('board.share', b.id))
                and not api.may('board.edit', b.id) then 'editing_forbidden'
              when b.version <> :seen::bigint then 'changed'
              when n.owner_id is distinct from b.owner_id and n.owner_id = :actor::uuid
                and not api.may_without_roles('board.share', b.id) then 'taking_over_forbidden'
              when n.visibility <> b.visibility and n.visibility = 'organization'
                and api.may('organization.member', b.org_id)
                and not api.may_without_roles('board.editor', b.id) then 'opening_forbidden'
              when n.owner_id is distinct from b.owner_id and not api.is_member(n.owner_id) then 'no_such_owner'
            end as ending
          from tasks.task_boards b
          cross join lateral jsonb_populate_record(b, :changes::jsonb) n
          where b.org_id = :org::uuid and b.id = :id::uuid and b.deleted_at is null
          for no key update of b
          """);

  private static final Sql CHANGE_BOARD =
      Sql.of(
          """
          update tasks.task_boards t
          set
            name = coalesce(:changes::jsonb ->> 'name', t.name),
            view_type = coalesce(:changes::jsonb ->> 'view_type', t.view_type),
            visibility = coalesce(:changes::jsonb ->> 'visibility', t.visibility),
            owner_id = coalesce((:changes::jsonb ->> 'owner_id')::uuid, t.owner_id),
            config = core.merge_patch(t.config, coalesce(:changes::jsonb -> 'config', '{}')),
            version = t.version + 1,
            updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version, jsonb_build_object('name', t.name, 'view_type', t.view_type) as event
          """);

  /// Marks that a board's columns changed: they are part of it, and of its entity tag.
  private static final Sql TOUCH_BOARD =
      Sql.of(
          """
          update tasks.task_boards t
          set version = t.version + 1, updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version, jsonb_build_object('name', t.name, 'view_type', t.view_type) as event
          """);

  private static final Sql DELETE_BOARD =
      Sql.of(
          """
          update tasks.task_boards t
          set deleted_at = cell.now(), version = t.version + 1, updated_at = cell.now()
          where t.org_id = :org::uuid and t.id = :id::uuid
          returning t.version, jsonb_build_object('name', t.name) as event
          """);

  /// The board as it stands after the steps before; more columns than it may have end the command.
  private static final Sql BOARD_NOW =
      Sql.of(
          """
          select
            %s,
            case when count(c.id) over () > :most::int then 'too_many_columns' end as ending
          from tasks.task_boards b
          left join tasks.task_columns c on c.org_id = b.org_id and c.board_id = b.id
          where b.org_id = :org::uuid and b.id = :id::uuid
          order by c.position, c.id
          """
              .formatted(ROW));

  /// Adds columns behind those that are there.
  private static final String ADD_COLUMNS =
      """
      with recursive fresh as (
        select e.value, e.ordinality as place
        from jsonb_array_elements(:columns::jsonb) with ordinality e
      ), placed as (
        select
          0::bigint as place,
          (select max(c.position) from tasks.task_columns c
           where c.org_id = :org::uuid and c.board_id = :board_id::uuid) as position
        union all
        select placed.place + 1, core.key_between(placed.position, null)
        from placed
        where placed.place < jsonb_array_length(:columns::jsonb)
      )
      insert into tasks.task_columns as c (id, board_id, name, position, config)
      select (f.value ->> 'id')::uuid, :board_id::uuid, f.value ->> 'name', p.position, coalesce(nullif(f.value -> 'config', 'null'), '{}')
      from fresh f
      join placed p on p.place = f.place
      returning %s
      """;

  private static final Sql ADD_SEVERAL_COLUMNS = Sql.of(ADD_COLUMNS.formatted("c.id"));

  private static final Sql ADD_ONE_COLUMN = Sql.of(ADD_COLUMNS.formatted(COLUMN));

  private static final Sql LOCK_COLUMN =
      Sql.of(
          """
          select case when c.version <> :seen::bigint then 'changed' end as ending
          from tasks.task_columns c
          where c.org_id = :org::uuid and c.board_id = :board_id::uuid and c.id = :id::uuid
          for no key update
          """);

  private static final Sql CHANGE_COLUMN =
      Sql.of(
          """
          update tasks.task_columns c
          set
            name = coalesce(:changes::jsonb ->> 'name', c.name),
            config = core.merge_patch(c.config, coalesce(:changes::jsonb -> 'config', '{}')),
            version = c.version + 1,
            updated_at = cell.now()
          where c.org_id = :org::uuid and c.id = :id::uuid
          returning %s
          """
              .formatted(COLUMN));

  /// Puts the named columns first, in their order, and the others behind them as they were.
  private static final Sql ORDER_COLUMNS =
      Sql.of(
          """
          with recursive named as (
            select (e.value ->> 'id')::uuid as id, e.value, e.ordinality as place
            from jsonb_array_elements(:columns::jsonb) with ordinality e
          ), ordered as (
            select c.id, n.value, row_number() over (order by n.place nulls last, c.position, c.id) as place
            from tasks.task_columns c
            left join named n on n.id = c.id
            where c.org_id = :org::uuid and c.board_id = :board_id::uuid
          ), placed as (
            select 1::bigint as place, core.key_between(null, null) as position
            union all
            select placed.place + 1, core.key_between(placed.position, null)
            from placed
            where placed.place < (select count(*) from ordered)
          )
          update tasks.task_columns c
          set
            position = p.position,
            name = coalesce(o.value ->> 'name', c.name),
            config = coalesce(nullif(o.value -> 'config', 'null'), c.config),
            version = c.version + 1,
            updated_at = cell.now()
          from ordered o
          join placed p on p.place = o.place
          where c.org_id = :org::uuid and c.id = o.id
          returning c.id
          """);

  /// The named columns that are on the board.
  private static final Sql KNOWN_COLUMNS =
      Sql.of(
          """
          select c.id
          from tasks.task_columns c
          where c.org_id = :org::uuid and c.board_id = :board_id::uuid
            and c.id in (select (e.value #>> '{}')::uuid from jsonb_array_elements(:ids::jsonb) e)
          """);

  /// Takes the column from the tasks in the trash: nobody can move those.
  private static final Sql CLEAR_COLUMN_OF_TRASH =
      Sql.of(
          """
          update tasks.tasks t
          set column_id = null, position = null, version = t.version + 1
          where t.org_id = :org::uuid and t.column_id = :id::uuid and t.deleted_at is not null
          returning t.id
          """);

  private static final Sql DELETE_COLUMN =
      Sql.of(
          """
          delete from tasks.task_columns c
          where c.org_id = :org::uuid and c.board_id = :board_id::uuid and c.id = :id::uuid
          returning c.id
          """);

  private BoardStore() {}

  static Step add(UUID id, NewBoard board) {
    return Step.one(
        ADD_BOARD,
        Binds.of("id", id)
            .and("name", board.name())
            .and("view_type", board.viewType())
            .and("visibility", board.visibility())
            .and("config", board.config()));
  }

  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK_BOARD, Binds.of("id", id).and("seen", seen));
  }

  static Step lock(UUID id, BoardPatch patch, @Nullable Long seen) {
    return Step.one(
        LOCK_BOARD_FOR_CHANGE,
        Binds.of("id", id).and("changes", Changes.of(patch)).and("seen", seen));
  }

  static Step change(UUID id, BoardPatch patch) {
    return Step.one(CHANGE_BOARD, Binds.of("id", id).and("changes", Changes.of(patch)));
  }

  static Step touch(UUID id) {
    return Step.one(TOUCH_BOARD, Binds.of("id", id));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE_BOARD, Binds.of("id", id));
  }

  static Step now(UUID id) {
    return Step.any(BOARD_NOW, Binds.of("id", id).and("most", MOST_COLUMNS));
  }

  /// @param columns objects with `id`, `name` and `config`
  static Step addColumns(UUID board, ArrayNode columns) {
    return Step.any(ADD_SEVERAL_COLUMNS, Binds.of("board_id", board).and("columns", columns));
  }

  /// @param column an object with `id`, `name` and `config`, alone in its list
  static Step addColumn(UUID board, ArrayNode column) {
    return Step.one(ADD_ONE_COLUMN, Binds.of("board_id", board).and("columns", column));
  }

  static Step lockColumn(UUID board, UUID id, @Nullable Long seen) {
    return Step.one(LOCK_COLUMN, Binds.of("board_id", board).and("id", id).and("seen", seen))
        .orElse("no_such_column");
  }

  static Step changeColumn(UUID id, ObjectNode changes) {
    return Step.one(CHANGE_COLUMN, Binds.of("id", id).and("changes", changes));
  }

  static Step knownColumns(UUID board, ArrayNode ids) {
    return new Step(
        KNOWN_COLUMNS, Binds.of("board_id", board).and("ids", ids), ids.size(), "no_such_column");
  }

  /// @param columns objects with `id`, and `name` and `config` where they change
  static Step orderColumns(UUID board, ArrayNode columns) {
    return Step.any(ORDER_COLUMNS, Binds.of("board_id", board).and("columns", columns));
  }

  static Step clearColumnOfTrash(UUID id) {
    return Step.any(CLEAR_COLUMN_OF_TRASH, Binds.of("id", id));
  }

  static Step deleteColumn(UUID board, UUID id) {
    return Step.one(DELETE_COLUMN, Binds.of("board_id", board).and("id", id))
        .orElse("no_such_column");
  }
}
