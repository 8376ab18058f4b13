package dev.cellwright.access;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// The SQL of links. Who may link and see what is decided by the functions.
final class LinkStore {
  /// The links of one thing, named by its type.
  static final Listing<ListedLink> LINKS =
      Listing.of(ListedLink.class)
          .from("access.links_of(:source_type, :source_id::uuid, null) l")
          .within("select from (values (1)) one where access.there(:source_type, :source_id::uuid)")
          .key("l.link_id")
          .shows(
              """
              l.link_id as id, l.source, l.target, l.relationship,
              jsonb_build_object('id', l.other_id, 'type', l.other, 'title', l.title, 'subtitle', l.subtitle,
                'status', l.status, 'avatar', l.avatar, 'url', l.url) as related,
              l.created_by, l.created_at\
              """)
          .mayBeLong("related")
          .choice("relationship", "l.relationship", Type.TEXT)
          .choice("created_at", "l.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  /// What is linked to one thing, named by its collection.
  static final Listing<LinkedEntity> LINKED =
      Listing.of(LinkedEntity.class)
          .from(
              """
              access.links_of(access.type_called(:collection), :id::uuid, access.type_called(nullif(:target, '*'))) l\
              """)
          .within(
              """
              select from (values (1)) one
              where access.there(access.type_called(:collection), :id::uuid)
                and (:target = '*' or access.type_called(:target) is not null)\
              """)
          .key("l.link_id")
          .shows(
              """
              l.other_id as id, l.other as type, l.title, l.subtitle, l.status, l.avatar, l.url, l.link_id,
              l.relationship, l.outgoing, l.created_at as linked_at\
              """)
          .mayBeLong("title", "subtitle")
          .choice("type", "l.other", Type.TEXT)
          .choice("title", "l.title", Type.TEXT)
          .filter("status", "l.status", Type.TEXT)
          .choice("relationship", "l.relationship", Type.TEXT)
          .choice("linked_at", "l.created_at", Type.INSTANT)
          .ordered("linked_at", true)
          .build();

  private static final Sql LINK =
      Sql.of(
          """
          select l.ending, l.field, l.id, l.source, l.target, l.relationship, l.created_by, l.created_at
          from access.link(:id::uuid, :source::jsonb, :target::jsonb, :relationship) l
          """);

  private static final Sql UNLINK = Sql.of("select u.ending from access.unlink(:id::uuid) u");

  private LinkStore() {}

  static Step link(UUID id, NewLink link) {
    return Step.one(
        LINK,
        Binds.of("id", id)
            .and("source", link.source().json())
            .and("target", link.target().json())
            .and("relationship", link.relationship()));
  }

  static Step unlink(UUID id) {
    return Step.one(UNLINK, Binds.of("id", id));
  }
}
