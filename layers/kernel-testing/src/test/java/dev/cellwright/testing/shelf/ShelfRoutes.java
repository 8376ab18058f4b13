package dev.cellwright.testing.shelf;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Outcome;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Range;
import dev.cellwright.kernel.shape.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record ShelfRoutes(ShelfStore store, Ids ids) {
  record NewShelf(String name) {}

  @Cleared(Clearance.PUBLIC)
  record Shelf(UUID id, String name) {}

  record NewBook(
      UUID shelfId,
      String title,
      @Nullable String author,
      @Range(min = 1) long pages,
      @Nullable LocalDate publishedOn,
      @Nullable Instant readAt,
      @Nullable @Text(max = 60000) String content) {}

  record Loan(@Text(format = Text.Format.EMAIL) String email) {}

  static final List<Route<ShelfRoutes>> ROUTES =
      List.of(
          Route.<ShelfRoutes>post("/api/v1/shelves")
              .named("add_shelf", "Adds a shelf")
              .asks("book.edit")
              .takes(NewShelf.class)
              .answers(201, Shelf.class)
              .by(ShelfRoutes::addShelf),
          Route.<ShelfRoutes>get("/api/v1/shelves/{id}")
              .named("get_shelf", "Shows a shelf")
              .asks("shelf.view")
              .on("id")
              .answers(Shelf.class)
              .by(ShelfRoutes::getShelf),
          Route.<ShelfRoutes>patch("/api/v1/shelves/{id}")
              .named("name_shelf", "Names a shelf")
              .asks("shelf.edit")
              .on("id")
              .takes(NewShelf.class)
              .answers(Shelf.class)
              .by(ShelfRoutes::nameShelf),
          Route.<ShelfRoutes>get("/api/v1/readable-books")
              .named("list_readable_books", "Lists what the reader may read")
              .asks("book.read")
              .lists(ShelfStore.READABLE)
              .by(ShelfRoutes::readable),
          Route.<ShelfRoutes>get("/api/v1/walked-books")
              .named("list_walked_books", "Lists the same by walking the candidates")
              .asks("book.read")
              .lists(ShelfStore.WALKED)
              .by(ShelfRoutes::walked),
          Route.<ShelfRoutes>get("/api/v1/tired-books")
              .named("list_tired_books", "Lists the same with little work for a page")
              .asks("book.read")
              .lists(ShelfStore.TIRED)
              .by(ShelfRoutes::tired),
          Route.<ShelfRoutes>post("/api/v1/books")
              .named("add_book", "Adds a book")
              .asks("book.edit")
              .takes(NewBook.class)
              .answers(201, Book.class)
              .by(ShelfRoutes::add),
          Route.<ShelfRoutes>get("/api/v1/books")
              .named("list_books", "Lists books")
              .asks("book.view")
              .lists(ShelfStore.BOOKS)
              .by(ShelfRoutes::list),
          Route.<ShelfRoutes>get("/api/v1/book-texts")
              .named("list_book_texts", "Lists what stands in books")
              .asks("book.view")
              .lists(ShelfStore.TEXTS)
              .by(ShelfRoutes::texts),
          Route.<ShelfRoutes>get("/api/v1/books/{id}")
              .named("get_book", "Shows a book")
              .asks("book.view")
              .answers(Book.class)
              .guarded()
              .by(ShelfRoutes::get),
          Route.<ShelfRoutes>put("/api/v1/books/{id}/loan")
              .named("lend_book", "Lends a book")
              .asks("book.edit")
              .takes(Loan.class)
              .answers(Book.class)
              .by(ShelfRoutes::lend),
          Route.<ShelfRoutes>delete("/api/v1/loans/{id}")
              .named("end_loan", "Gives a book back")
              .asks("loan.end")
              .on("id")
              .answersNothing(204)
              .by(ShelfRoutes::giveBack),
          Route.<ShelfRoutes>delete("/api/v1/books/{id}")
              .named("remove_book", "Takes a book away")
              .asks("book.remove")
              .answersNothing(204)
              .by(ShelfRoutes::remove));

  private Response addShelf(Request request) {
    var outcome = store.addShelf(ids.next(), request.body(NewShelf.class).name());
    return switch (outcome.ending()) {
      case null -> new Response.Good(201, outcome.row(0, Shelf.class), List.of());
      case "unique:shelves_org_id_name_key" -> Response.conflict("There is a shelf of this name");
      default -> throw outcome.unexpected();
    };
  }

  private Response getShelf(Request request) {
    var shelf = store.shelf(request.id("id"));
    return shelf == null ? Response.notFound("shelf", request.id("id")) : Response.ok(shelf);
  }

  private Response nameShelf(Request request) {
    var outcome = store.name(request.id("id"), request.body(NewShelf.class).name());
    return switch (outcome.ending()) {
      case null -> Response.ok(outcome.row(0, Shelf.class));
      case "not_found" -> Response.notFound("shelf", request.id("id"));
      default -> throw outcome.unexpected();
    };
  }

  private Response readable(Request request) {
    return Response.page(store.list(ShelfStore.READABLE, request.page()));
  }

  private Response walked(Request request) {
    return Response.page(store.list(ShelfStore.WALKED, request.page()));
  }

  private Response tired(Request request) {
    return Response.page(store.list(ShelfStore.TIRED, request.page()));
  }

  private Response giveBack(Request request) {
    return store.giveBack(request.id("id")).ending() == null
        ? Response.noContent()
        : Response.notFound("loan", request.id("id"));
  }

  private Response add(Request request) {
    var outcome = store.add(ids.next(), request.body(NewBook.class));
    return switch (outcome.ending()) {
      case null -> new Response.Good(201, outcome.row(0, Book.class), List.of());
      case "foreign:books_org_id_shelf_id_fkey" ->
          Response.notFound("shelf", request.body(NewBook.class).shelfId());
      default -> throw outcome.unexpected();
    };
  }

  private Response list(Request request) {
    return Response.page(store.list(ShelfStore.BOOKS, request.page()));
  }

  private Response texts(Request request) {
    return Response.page(store.texts(request.page()));
  }

  private Response get(Request request) {
    var book = store.find(request.id("id"));
    return book == null
        ? Response.notFound("book", request.id("id"))
        : Response.ok(book).version(book.version());
  }

  private Response lend(Request request) {
    var outcome = store.lend(request.id("id"), request.body(Loan.class).email());
    return switch (outcome.ending()) {
      case null -> Response.ok(outcome.row(0, Book.class));
      case "not_found" -> Response.notFound("book", request.id("id"));
      case "lent" -> Response.conflict("Somebody has it", outcome.row(0, Book.class));
      default -> throw outcome.unexpected();
    };
  }

  private Response remove(Request request) {
    Outcome outcome = store.remove(request.id("id"));
    return outcome.ending() == null
        ? Response.noContent()
        : Response.notFound("book", request.id("id"));
  }
}
