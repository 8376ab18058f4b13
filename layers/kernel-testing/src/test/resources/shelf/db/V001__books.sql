-- Books on shelves: a module that uses all that the kernel offers.

call migration.module('shelf');
call migration.calls('m_shelf');

create table shelf.shelves (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  name       text not null check (octet_length(name) between 1 and 200),
  created_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, name)
);
comment on table shelf.shelves is 'Where books stand.';
call migration.tenant_table('shelf.shelves', 'shelf');
call migration.entity('shelf.shelves', 'shelf', title => 'name', url => '/shelves/{id}', collection => 'shelves');
grant select, insert (id, name), update (name, version) on shelf.shelves to m_shelf;

create table shelf.books (
  org_id         uuid not null default priv.org(),
  id             uuid not null,
  shelf_id       uuid not null,
  title          text not null check (octet_length(title) between 1 and 800),
  author         text check (octet_length(author) between 1 and 800),
  pages          bigint not null check (pages > 0),
  lent           boolean not null default false,
  published_on   date,
  read_at        timestamptz,
  content        text check (octet_length(content) <= 60000),
  borrower_id    uuid,
  borrower_email text,
  lock_code_hash text,
  created_at     timestamptz not null default cell.now(),
  updated_at     timestamptz not null default cell.now(),
  deleted_at     timestamptz,
  version        bigint not null default 1,
  search         tsvector not null generated always as (to_tsvector('simple', title || ' ' || coalesce(author, ''))) stored,
  primary key (org_id, id),
  foreign key (org_id, shelf_id) references shelf.shelves (org_id, id),
  check ((borrower_id is null) = (borrower_email is null))
);
comment on table shelf.books is 'A book, and who has borrowed it.';
create index books_created on shelf.books (org_id, created_at, id) where deleted_at is null;
create index books_pages on shelf.books (org_id, pages, id) where deleted_at is null;
create index books_shelf on shelf.books (org_id, shelf_id);
create index books_search on shelf.books using gin (org_id, search);
call migration.tenant_table(
  'shelf.books', 'book', person => 'borrower_id', personal => array['borrower_email'], hidden => array['lock_code_hash']);
grant select (org_id, id, shelf_id, title, author, pages, lent, published_on, read_at, content, borrower_id, borrower_email, created_at, updated_at, deleted_at, version),
  insert (id, shelf_id, title, author, pages, published_on, read_at, content, lock_code_hash),
  update (title, lent, borrower_id, borrower_email, lock_code_hash, updated_at, deleted_at, version),
  delete
  on shelf.books to m_shelf;
-- Not granted: org_id to be inserted or updated, created_at.

-- The ids of the books that hold all words, each whole or as a beginning.
create function shelf.books_found(words text) returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select b.id
  from shelf.books b
  where b.org_id = (select priv.org())
    and b.search @@ (
      select to_tsquery('simple', string_agg(quote_literal(w.word) || ':*', ' & '))
      from regexp_split_to_table(lower(words), '[^[:alnum:]]+') as w (word)
      where w.word <> '')
$$;
comment on function shelf.books_found(text) is 'Searches the caller''s organization.';
grant execute on function shelf.books_found(text) to m_shelf;
create policy search on shelf.books for select to cw_search using (true);
grant select (org_id, id, search) on shelf.books to cw_search;
grant create on schema shelf to cw_search;
alter function shelf.books_found(text) owner to cw_search;
revoke create on schema shelf from cw_search;

create view shelf.lent_books with (security_invoker) as
  select b.org_id, b.id, b.title, b.borrower_id from shelf.books b where b.lent;
comment on view shelf.lent_books is 'Books that somebody has.';
grant select on shelf.lent_books to m_shelf;

call migration.event('book.added', 'shelf');
call migration.event('book.lent', 'shelf');
