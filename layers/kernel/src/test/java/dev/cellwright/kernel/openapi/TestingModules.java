package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.RateClass;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Change;
import dev.cellwright.kernel.shape.Clearable;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Range;
import dev.cellwright.kernel.shape.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Two modules that have a route of every kind.
final class TestingModules {
  static final CellInfo CELL = new CellInfo("acme-crm", "dev", List.of("access", "errands"));

  @Doc("Something to <do>.")
  record Errand(
      UUID id,
      @Cleared(Clearance.PUBLIC) String title,
      @Nullable Instant dueAt,
      List<Stop> stops,
      @Nullable Stop last,
      @Cleared(Clearance.CONFIDENTIAL) long cost,
      @Cleared(Clearance.RESTRICTED) String secret) {}

  record Stop(@Text(max = 20) String place, @Nullable List<Stop> after) {}

  record AddErrand(
      @Doc("What to do, `\"quoted\"` & more.") @Text(min = 2, max = 50) String title,
      @Nullable @OneOf({"low", "high"}) String priority,
      @OneOf({"here", "there"}) String place,
      @Range(min = 1, max = 5) int effort,
      @Nullable LocalDate day,
      @Nullable UUID assigneeId,
      boolean pinned,
      List<Stop> stops,
      @Nullable Stop last,
      @Nullable ObjectNode extra) {}

  record ChangeErrand(Change<String> title, @Clearable Change<Instant> dueAt) {}

  record LogIn(@Text(format = Text.Format.EMAIL, max = 254) String email, String password) {}

  record Tokens(String accessToken, String refreshToken) {}

  static final Listing<Errand> ERRANDS =
      Listing.of(Errand.class)
          .from("errands.errands e")
          .key("e.id")
          .shows("e.id, e.title")
          .searches("errands.found(:search)")
          .choice("title", "e.title", ListingColumn.Type.TEXT)
          .choice("pinned", "e.pinned", ListingColumn.Type.BOOLEAN)
          .nullableChoice("due_at", "e.due_at", ListingColumn.Type.INSTANT)
          .choice("created_at", "e.created_at", ListingColumn.Type.INSTANT)
          .choice("effort", "e.effort", ListingColumn.Type.WHOLE_NUMBER)
          .choice("assignee_id", "e.assignee_id", ListingColumn.Type.UUID)
          .choice("day", "e.day", ListingColumn.Type.DATE)
          .ordered("created_at", true)
          .build();

  private TestingModules() {}

  static List<ModuleDeclaration> both() {
    return List.of(access(), errands());
  }

  private static ModuleDeclaration access() {
    return ModuleDeclaration.core("access", "1.2.0")
        .summary("Coming in.")
        .routes(
            List.of(
                Route.<TestingModules>post("/api/v1/auth/login")
                    .named("logIn", "Log in")
                    .open()
                    .rate(RateClass.SIGN_IN)
                    .takes(LogIn.class)
                    .answers(Tokens.class)
                    .keepsNoAnswer()
                    .by(TestingModules::handled),
                Route.<TestingModules>get("/docs")
                    .named("readDocs", "Read this page")
                    .open()
                    .answersText("text/html; charset=utf-8")
                    .by(TestingModules::handled)))
        .build();
  }

  private static ModuleDeclaration errands() {
    return ModuleDeclaration.optional("errands", "0.1.0")
        .summary("Things to do <elsewhere>.")
        .routes(
            List.of(
                Route.<TestingModules>get("/api/v1/errands")
                    .named("listErrands", "List errands")
                    .asks("errand.view")
                    .lists(ERRANDS)
                    .by(TestingModules::handled),
                Route.<TestingModules>post("/api/v1/errands")
                    .named("addErrand", "Add an errand")
                    .asks("errand.add")
                    .takes(AddErrand.class)
                    .mayFindNothing()
                    .answers(201, Errand.class)
                    .guarded()
                    .by(TestingModules::handled),
                Route.<TestingModules>get("/api/v1/errands/{id}")
                    .named("getErrand", "Get an errand")
                    .asks("errand.view")
                    .answers(Errand.class)
                    .guarded()
                    .by(TestingModules::handled),
                Route.<TestingModules>patch("/api/v1/errands/{id}")
                    .named("changeErrand", "Change an errand")
                    .asks("errand.edit")
                    .takes(ChangeErrand.class)
                    .answers(Errand.class)
                    .guarded()
                    .by(TestingModules::handled),
                Route.<TestingModules>put("/api/v1/errands/{id}/stops/{stop_id}")
                    .named("putStop", "Put a stop")
                    .asks("errand.edit")
                    .takes(Stop.class)
                    .answers(Stop.class)
                    .by(TestingModules::handled),
                Route.<TestingModules>get("/api/v1/errands/{id}/near/{target}")
                    .named("listNear", "List what is near")
                    .asks("errand.view")
                    .path(
                        "target",
                        ParameterType.matching("\\*|[a-z]+", 50, "must be a word"),
                        "What to list.")
                    .query("token", ParameterType.text(20, 200), "What the mail's link holds.")
                    .queryIfAny("kind", ParameterType.oneOf("near", "far"), "How far.")
                    .queryIfAny("from", ParameterType.uuid(), "Where from.")
                    .lists(ERRANDS)
                    .by(TestingModules::handled),
                Route.<TestingModules>delete("/api/v1/errands/{id}")
                    .named("deleteErrand", "Delete an errand")
                    .asks("errand.delete")
                    .answersNothing(204)
                    .guarded()
                    .by(TestingModules::handled)))
        .build();
  }

  private Response handled(Request request) {
    throw new UnsupportedOperationException("declarations are never called");
  }
}
