package dev.cellwright.testing.shelf;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Outcome;
import dev.cellwright.kernel.data.Page;
import dev.cellwright.kernel.data.PageRequest;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.data.Visibility;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record ShelfStore(Database database) {
  static final Listing<Book> BOOKS = books().build();

  /// As a module would say it.
  static final Listing<Book> READABLE = books().visible("book.read").build();

  /// What nobody sees few enough of to be driven from.
  static final Listing<Book> WALKED =
      books().visible(new Visibility("book.read", 0, 100_000)).build();

  /// What nobody walks far through.
  static final Listing<Book> TIRED = books().visible(new Visibility("book.read", 0, 40)).build();

  private static Listing.Builder<Book> books() {
    return Listing.of(Book.class)
        .from("shelf.books b")
        .where("b.org_id = :org::uuid and b.deleted_at is null")
        .key("b.id")
        .shows(
            """
            b.id, b.shelf_id, b.title, b.author, b.pages, b.lent, b.published_on, b.read_at, b.borrower_id,
            b.borrower_email, b.created_at, b.version\
            """)
        .choice("title", "b.title", Type.TEXT)
        .nullableChoice("author", "b.author", Type.TEXT)
        .choice("pages", "b.pages", Type.WHOLE_NUMBER)
        .choice("lent", "b.lent", Type.BOOLEAN)
        .choice("shelf_id", "b.shelf_id", Type.UUID)
        .nullableChoice("published_on", "b.published_on", Type.DATE)
        .nullableChoice("read_at", "b.read_at", Type.INSTANT)
        .choice("created_at", "b.created_at", Type.INSTANT)
        .searches("shelf.books_found(:search)")
        .searchesInOrder("shelf.books_found_in_order(:search, :among, :most) b")
        .ordered("created_at", false);
  }

  static final Listing<BookText> TEXTS =
      Listing.of(BookText.class)
          .from("shelf.books b")
          .where("b.org_id = :org::uuid and b.deleted_at is null")
          .key("b.id")
          .shows("b.id, b.content")
          .visible(new Visibility("book.read", 0, 1_000))
          .mayBeLong("content")
          .choice("title", "b.title", Type.TEXT)
          .ordered("title", false)
          .build();

  private static final Query<Book> FIND =
      Query.of(
          Book.class,
          """
          select b.id, b.shelf_id, b.title, b.author, b.pages, b.lent, b.published_on, b.read_at, b.borrower_id,
            b.borrower_email, b.created_at, b.version
          from shelf.books b
          where b.org_id = :org::uuid and b.id = :id::uuid and b.deleted_at is null
          """);

  private static final Sql ADD_SHELF =
      Sql.of("insert into shelf.shelves (id, name) values (:id::uuid, :name) returning id, name");

  private static final Query<ShelfRoutes.Shelf> SHELF =
      Query.of(
          ShelfRoutes.Shelf.class,
          "select s.id, s.name from shelf.shelves s where s.org_id = :org::uuid and s.id = :id::uuid");

  private static final Sql NAME =
      Sql.of(
          """
          update shelf.shelves set name = :name, version = version + 1
          where org_id = :org::uuid and id = :id::uuid
          returning id, name
          """);

  private static final Sql GIVE_BACK =
      Sql.of(
          """
          update shelf.books set lent = false, borrower_id = null, borrower_email = null, version = version + 1
          where org_id = :org::uuid and id = :id::uuid and lent
          returning id
          """);

  private static final Sql ADD =
      Sql.of(
          """
          insert into shelf.books (id, shelf_id, title, author, pages, published_on, read_at, content)
          values (:id::uuid, :shelf_id::uuid, :title, :author, :pages::bigint, :published_on::date, :read_at::timestamptz,
            :content)
          returning id, shelf_id, title, author, pages, lent, published_on, read_at, borrower_id, borrower_email, created_at,
            version, jsonb_build_object('title', title) as event
          """);

  private static final Sql LEND =
      Sql.of(
          """
          with before as (
            select b.id, b.lent from shelf.books b
            where b.org_id = :org::uuid and b.id = :id::uuid and b.deleted_at is null
            for update
          ), after as (
            update shelf.books b
            set lent = true, borrower_id = :actor::uuid, borrower_email = :email, updated_at = cell.now(), version = b.version + 1
            from before
            where b.org_id = :org::uuid and b.id = before.id and not before.lent
            returning b.id, b.shelf_id, b.title, b.author, b.pages, b.lent, b.published_on, b.read_at, b.borrower_id,
              b.borrower_email, b.created_at, b.version
          )
          select a.id, a.shelf_id, a.title, a.author, a.pages, a.lent, a.published_on, a.read_at, a.borrower_id,
            a.borrower_email, a.created_at, a.version, null as ending
          from after a
          union all
          select b.id, b.shelf_id, b.title, b.author, b.pages, b.lent, b.published_on, b.read_at, b.borrower_id,
            b.borrower_email, b.created_at, b.version, 'lent'
          from before join shelf.books b on b.id = before.id
          where before.lent
          """);

  private static final Sql REMOVE =
      Sql.of(
          """
          update shelf.books set deleted_at = cell.now(), version = version + 1
          where org_id = :org::uuid and id = :id::uuid and deleted_at is null
          returning id
          """);

  Outcome addShelf(UUID id, String name) {
    return database.run(Command.of(Step.one(ADD_SHELF, Binds.of("id", id).and("name", name))));
  }

  Outcome add(UUID id, ShelfRoutes.NewBook book) {
    return database.run(
        Command.of(
            Step.one(
                ADD,
                Binds.of("id", id)
                    .and("shelf_id", book.shelfId())
                    .and("title", book.title())
                    .and("author", book.author())
                    .and("pages", book.pages())
                    .and("published_on", book.publishedOn())
                    .and("read_at", book.readAt())
                    .and("content", book.content())),
            Step.event("book.added", id, 0)));
  }

  ShelfRoutes.@Nullable Shelf shelf(UUID id) {
    return database.first(SHELF, Binds.of("id", id));
  }

  Outcome name(UUID id, String name) {
    return database.run(Command.of(Step.one(NAME, Binds.of("id", id).and("name", name))));
  }

  Outcome giveBack(UUID id) {
    return database.run(Command.of(Step.one(GIVE_BACK, Binds.of("id", id))));
  }

  Page<Book> list(Listing<Book> books, PageRequest page) {
    return database.page(books, page, Binds.none());
  }

  Page<BookText> texts(PageRequest page) {
    return database.page(TEXTS, page, Binds.none());
  }

  @Nullable Book find(UUID id) {
    return database.first(FIND, Binds.of("id", id));
  }

  Outcome lend(UUID id, String email) {
    return database.run(
        Command.of(
            Step.one(LEND, Binds.of("id", id).and("email", email)),
            Step.event("book.lent", id, 0)));
  }

  Outcome remove(UUID id) {
    return database.run(Command.of(Step.one(REMOVE, Binds.of("id", id))));
  }
}
