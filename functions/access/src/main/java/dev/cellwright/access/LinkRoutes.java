package dev.cellwright.access;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about links between things, and what each ending says over HTTP.
final class LinkRoutes {
  static final List<Route<LinkRoutes>> ROUTES =
      List.of(
          Route.<LinkRoutes>post("/api/v1/links")
              .named("add_link", "Link two things")
              .asks("link.create")
              .takes(NewLink.class)
              .mayFindNothing()
              .answers(201, Link.class)
              .by(LinkRoutes::add),
          Route.<LinkRoutes>get("/api/v1/links")
              .named("list_links", "List a thing's links, in both directions")
              .asks("link.view")
              .query("source_type", ParameterType.text(1, 64), "The thing's entity type.")
              .query("source_id", ParameterType.uuid(), "The thing, whichever end it is.")
              .lists(LinkStore.LINKS)
              .by(LinkRoutes::list),
          Route.<LinkRoutes>delete("/api/v1/links/{id}")
              .named("delete_link", "Remove a link")
              .asks("link.delete")
              .answersNothing(204)
              .by(LinkRoutes::remove),
          Route.<LinkRoutes>get("/api/v1/{collection}/{id}/linked/{target}")
              .named("list_linked", "List what is linked, in both directions")
              .asks("link.view")
              .path(
                  "collection",
                  ParameterType.linkableCollection(),
                  "What paths call things of this type.")
              .path(
                  "target",
                  ParameterType.matching(
                      "\\*|" + ParameterType.COLLECTION, 50, "must be a collection, or *"),
                  "The collection to list, or `*` for everything that is linked.")
              .lists(LinkStore.LINKED)
              .by(LinkRoutes::linked));

  private final Database database;
  private final CreateLink createLink;
  private final RemoveLink removeLink;

  LinkRoutes(Kernel kernel) {
    database = kernel.database();
    createLink = new CreateLink(database, kernel.ids());
    removeLink = new RemoveLink(database);
  }

  private Response add(Request request) {
    return switch (createLink.link(request.body(NewLink.class))) {
      case CreateLink.Outcome.Linked(var link) ->
          Response.created(link, "/api/v1/links/" + link.id());
      case CreateLink.Outcome.LinkedBefore(var link) ->
          Response.conflict("They are linked so already", link);
      case CreateLink.Outcome.ToItself() ->
          Response.invalid("target.id", "must be another thing than the source");
      case CreateLink.Outcome.NoSuchType(var field, var known) ->
          Response.invalid(
              field + ".type", known ? "can't be linked" : "is not an entity type of this cell");
      case CreateLink.Outcome.NoSuchEnd(var end) -> Response.notFound(end.type(), end.id());
      case CreateLink.Outcome.NotYours(var end) ->
          Response.forbidden("You may see the " + end.type() + ", but not link it");
      case CreateLink.Outcome.Unassignable() ->
          Response.invalid("relationship", "can't be assigned between things of these types");
      case CreateLink.Outcome.NotShared() ->
          Response.forbidden("An assigned team sees the thing: only who may share it assigns it");
      case CreateLink.Outcome.OwnTeam() ->
          Response.forbidden(
              "You may share this by a custom role alone, and you are in this team: what a role"
                  + " gives you ends with the role");
    };
  }

  private Response list(Request request) {
    var type = request.query("source_type");
    var page =
        database.pageWithin(
            LinkStore.LINKS,
            request.page(),
            Binds.of("source_type", type).and("source_id", request.query("source_id")));
    return page == null ? nothingThere() : Response.page(page);
  }

  private Response linked(Request request) {
    var page =
        database.pageWithin(
            LinkStore.LINKED,
            request.page(),
            Binds.of("collection", request.path("collection"))
                .and("id", request.id("id"))
                .and("target", request.path("target")));
    return page == null ? nothingThere() : Response.page(page);
  }

  private Response remove(Request request) {
    return switch (removeLink.remove(request.id("id"))) {
      case RemoveLink.Outcome.Removed() -> Response.noContent();
      case RemoveLink.Outcome.NotYours() ->
          Response.forbidden("You may link neither end, or may not take the team's view away");
      case RemoveLink.Outcome.NotFound(var id) -> Response.notFound("link", id);
    };
  }

  /// Also said of what the caller may not view.
  private static Response nothingThere() {
    return new Response.Failed(404, "NOT_FOUND", "There is no such thing to be linked", null);
  }
}
