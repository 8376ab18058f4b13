package dev.cellwright.tasks;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about boards and columns, and what each ending says over HTTP.
final class BoardRoutes {
  static final List<Route<BoardRoutes>> ROUTES =
      List.of(
          Route.<BoardRoutes>post("/api/v1/boards")
              .named("add_board", "Make a board")
              .asks("board.create")
              .takes(NewBoard.class)
              .answers(201, Board.class)
              .guarded()
              .by(BoardRoutes::add),
          Route.<BoardRoutes>get("/api/v1/boards")
              .named("list_boards", "List boards")
              .asks("board.view")
              .lists(BoardStore.BOARDS)
              .by(BoardRoutes::list),
          Route.<BoardRoutes>get("/api/v1/boards/{id}")
              .named("show_board", "Read a board and its columns")
              .asks("board.view")
              .on("id")
              .answers(Board.class)
              .guarded()
              .by(BoardRoutes::show),
          Route.<BoardRoutes>patch("/api/v1/boards/{id}")
              .named("change_board", "Change a board")
              .asks("board.view")
              .on("id")
              .takes(BoardPatch.class)
              .answers(Board.class)
              .guarded()
              .by(BoardRoutes::change),
          Route.<BoardRoutes>delete("/api/v1/boards/{id}")
              .named("delete_board", "Move a board to the trash")
              .asks("board.delete")
              .on("id")
              .answersNothing(204)
              .guarded()
              .by(BoardRoutes::delete),
          Route.<BoardRoutes>patch("/api/v1/boards/{id}/columns")
              .named("order_columns", "Add columns and put columns in order")
              .asks("board.edit")
              .on("id")
              .takes(ColumnOrder.class)
              .answers(Board.class)
              .guarded()
              .by(BoardRoutes::orderColumns),
          Route.<BoardRoutes>post("/api/v1/boards/{id}/columns")
              .named("add_column", "Add a column to a board")
              .asks("board.edit")
              .on("id")
              .takes(NewColumn.class)
              .answers(201, Column.class)
              .guarded()
              .by(BoardRoutes::addColumn),
          Route.<BoardRoutes>get("/api/v1/boards/{id}/columns")
              .named("list_columns", "List a board's columns")
              .asks("board.view")
              .on("id")
              .lists(BoardStore.COLUMNS)
              .by(BoardRoutes::listColumns),
          Route.<BoardRoutes>get("/api/v1/boards/{id}/columns/{column}")
              .named("show_column", "Read a column")
              .asks("board.view")
              .on("id")
              .answers(Column.class)
              .guarded()
              .by(BoardRoutes::showColumn),
          Route.<BoardRoutes>patch("/api/v1/boards/{id}/columns/{column}")
              .named("change_column", "Change a column")
              .asks("board.edit")
              .on("id")
              .takes(ColumnPatch.class)
              .answers(Column.class)
              .guarded()
              .by(BoardRoutes::changeColumn),
          Route.<BoardRoutes>delete("/api/v1/boards/{id}/columns/{column}")
              .named("delete_column", "Remove an empty column")
              .asks("board.edit")
              .on("id")
              .answersNothing(204)
              .by(BoardRoutes::deleteColumn));

  private final Database database;
  private final AddBoard addBoard;
  private final ShowBoard showBoard;
  private final ChangeBoard changeBoard;
  private final DeleteBoard deleteBoard;
  private final OrderColumns orderColumns;
  private final AddColumn addColumn;
  private final ChangeColumn changeColumn;
  private final DeleteColumn deleteColumn;

  BoardRoutes(Kernel kernel) {
    database = kernel.database();
    addBoard = new AddBoard(database, kernel.ids());
    showBoard = new ShowBoard(database);
    changeBoard = new ChangeBoard(database);
    deleteBoard = new DeleteBoard(database);
    orderColumns = new OrderColumns(database, kernel.ids());
    addColumn = new AddColumn(database, kernel.ids());
    changeColumn = new ChangeColumn(database);
    deleteColumn = new DeleteColumn(database);
  }

  private Response add(Request request) {
    var board = addBoard.add(request.body(NewBoard.class));
    return Response.created(board, "/api/v1/boards/" + board.id()).version(board.version());
  }

  private Response list(Request request) {
    return Response.page(database.page(BoardStore.BOARDS, request.page(), Binds.none()));
  }

  private Response show(Request request) {
    return switch (showBoard.show(request.id("id"))) {
      case ShowBoard.Outcome.Shown(var board) -> answer(board);
      case ShowBoard.Outcome.NotFound(var id) -> Response.notFound("board", id);
    };
  }

  private Response change(Request request) {
    return switch (changeBoard.change(
        request.id("id"), request.body(BoardPatch.class), request.ifMatch())) {
      case ChangeBoard.Outcome.Changed(var board) -> answer(board);
      case ChangeBoard.Outcome.ConfigTooLarge() ->
          Response.invalid("config", "would have more than 16384 bytes with what is there");
      case ChangeBoard.Outcome.EditingForbidden() -> TaskRoutes.lacking("board.edit");
      case ChangeBoard.Outcome.SharingForbidden() -> TaskRoutes.lacking("board.share");
      case ChangeBoard.Outcome.TakingOverForbidden() -> takingOverForbidden();
      case ChangeBoard.Outcome.OpeningForbidden() ->
          Response.forbidden(
              "You reach this board by a custom role alone, and opened to all members you would keep"
                  + " it: what a role gives you ends with the role");
      case ChangeBoard.Outcome.NoSuchOwner() ->
          Response.invalid("owner_id", "is not a member of this organization");
      case ChangeBoard.Outcome.ChangedSince() -> Response.changedSince("board");
      case ChangeBoard.Outcome.NotFound(var id) -> Response.notFound("board", id);
    };
  }

  private Response delete(Request request) {
    return switch (deleteBoard.delete(request.id("id"), request.ifMatch())) {
      case DeleteBoard.Outcome.Deleted() -> Response.noContent();
      case DeleteBoard.Outcome.ChangedSince() -> Response.changedSince("board");
      case DeleteBoard.Outcome.NotFound(var id) -> Response.notFound("board", id);
    };
  }

  private Response orderColumns(Request request) {
    return switch (orderColumns.order(
        request.id("id"), request.body(ColumnOrder.class), request.ifMatch())) {
      case OrderColumns.Outcome.Ordered(var board) -> answer(board);
      case OrderColumns.Outcome.NameMissing(var entry) ->
          Response.invalid("columns[" + entry + "].name", "is required for a new column");
      case OrderColumns.Outcome.NamedTwice(var entry) ->
          Response.invalid("columns[" + entry + "].id", "names a column twice");
      case OrderColumns.Outcome.TooManyColumns() -> tooManyColumns();
      case OrderColumns.Outcome.NoSuchColumn() ->
          Response.invalid("columns", "names a column that is not on this board");
      case OrderColumns.Outcome.ChangedSince() -> Response.changedSince("board");
      case OrderColumns.Outcome.NoSuchBoard(var id) -> Response.notFound("board", id);
    };
  }

  private Response addColumn(Request request) {
    return switch (addColumn.add(request.id("id"), request.body(NewColumn.class))) {
      case AddColumn.Outcome.Added(var column) ->
          Response.created(column, "/api/v1/boards/" + column.boardId() + "/columns/" + column.id())
              .version(column.version());
      case AddColumn.Outcome.TooManyColumns() -> tooManyColumns();
      case AddColumn.Outcome.NoSuchBoard(var id) -> Response.notFound("board", id);
    };
  }

  private Response listColumns(Request request) {
    var board = request.id("id");
    var page = database.pageWithin(BoardStore.COLUMNS, request.page(), Binds.of("board_id", board));
    return page == null ? Response.notFound("board", board) : Response.page(page);
  }

  private Response showColumn(Request request) {
    var id = request.id("column");
    var column =
        database.first(BoardStore.ONE_COLUMN, Binds.of("id", id).and("board_id", request.id("id")));
    return column == null
        ? Response.notFound("column", id)
        : Response.ok(column).version(column.version());
  }

  private Response changeColumn(Request request) {
    return switch (changeColumn.change(
        request.id("id"),
        request.id("column"),
        request.body(ColumnPatch.class),
        request.ifMatch())) {
      case ChangeColumn.Outcome.Changed(var column) ->
          Response.ok(column).version(column.version());
      case ChangeColumn.Outcome.ConfigTooLarge() ->
          Response.invalid("config", "would have more than 4096 bytes with what is there");
      case ChangeColumn.Outcome.ChangedSince() -> Response.changedSince("column");
      case ChangeColumn.Outcome.NoSuchBoard(var id) -> Response.notFound("board", id);
      case ChangeColumn.Outcome.NotFound(var id) -> Response.notFound("column", id);
    };
  }

  private Response deleteColumn(Request request) {
    return switch (deleteColumn.delete(request.id("id"), request.id("column"))) {
      case DeleteColumn.Outcome.Deleted() -> Response.noContent();
      case DeleteColumn.Outcome.NotEmpty() ->
          Response.conflict("Tasks stand in this column: move them first");
      case DeleteColumn.Outcome.NoSuchBoard(var id) -> Response.notFound("board", id);
      case DeleteColumn.Outcome.NotFound(var id) -> Response.notFound("column", id);
    };
  }

  private static Response tooManyColumns() {
    return Response.conflict("A board has at most " + BoardStore.MOST_COLUMNS + " columns");
  }

  private static Response answer(Board board) {
    return Response.ok(board).version(board.version());
  }

  static Response takingOverForbidden() {
    return Response.forbidden(
        "You may hand this over by a custom role alone, and what a role gives you ends with the"
            + " role: you can't make it yours");
  }
}
