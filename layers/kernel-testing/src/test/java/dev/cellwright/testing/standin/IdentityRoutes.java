package dev.cellwright.testing.standin;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import dev.cellwright.kernel.shape.Wire;
import java.util.List;
import java.util.UUID;

record IdentityRoutes(Kernel kernel) {
  record NewUser(
      @Text(format = Text.Format.EMAIL) String email,
      String password,
      String firstName,
      String lastName) {}

  record NewMember(
      UUID personId,
      @OneOf({"owner", "admin", "manager", "member", "guest", "king"}) String role) {}

  record Switch(UUID organizationId) {}

  @Cleared(Clearance.PUBLIC)
  record Tokens(
      @Wire("accessToken") String accessToken, @Wire("refreshToken") String refreshToken) {}

  @Cleared(Clearance.PUBLIC)
  record SignedIn(Tokens tokens) {}

  @Cleared(Clearance.PUBLIC)
  record Member(UUID personId, String role) {}

  static final List<Route<IdentityRoutes>> ROUTES =
      List.of(
          Route.<IdentityRoutes>post("/api/v1/auth/register")
              .named("register", "Makes a person")
              .open()
              .takes(NewUser.class)
              .answers(201, SignedIn.class)
              .keepsNoAnswer()
              .by(IdentityRoutes::register),
          Route.<IdentityRoutes>post("/api/v1/auth/switch")
              .named("switch", "Speaks for another organization")
              .person()
              .takes(Switch.class)
              .answers(SignedIn.class)
              .keepsNoAnswer()
              .by(IdentityRoutes::switchTo),
          Route.<IdentityRoutes>post("/api/v1/auth/logout")
              .named("logout", "Ends the session")
              .person()
              .answersNothing(204)
              .by(IdentityRoutes::logout),
          Route.<IdentityRoutes>post("/api/v1/members")
              .named("add_member", "Adds a person to the organization")
              .asks("book.remove")
              .takes(NewMember.class)
              .answers(201, Member.class)
              .by(IdentityRoutes::addMember));

  private Response register(Request request) {
    var user = request.body(NewUser.class);
    var principal = new Principal(kernel.ids().next(), kernel.ids().next(), kernel.ids().next());
    kernel
        .database()
        .run(
            Command.of(
                Step.one(
                    Sql.of(
                        """
                        select identity.register(:person::uuid, :email, :organization::uuid, :session::uuid) as version
                        """),
                    Binds.of("person", principal.person())
                        .and("email", user.email())
                        .and("organization", principal.organization())
                        .and("session", principal.session()))));
    return new Response.Good(201, signedIn(principal), List.of());
  }

  private Response switchTo(Request request) {
    var principal = dev.cellwright.kernel.RequestScope.principalOfRequest();
    return Response.ok(
        signedIn(
            new Principal(
                principal.person(),
                principal.session(),
                request.body(Switch.class).organizationId())));
  }

  private Response logout(Request request) {
    kernel
        .database()
        .run(
            Command.of(Step.one(Sql.of("select identity.end_session() as session"), Binds.none())));
    return Response.noContent();
  }

  private Response addMember(Request request) {
    var member = request.body(NewMember.class);
    var outcome =
        kernel
            .database()
            .run(
                Command.of(
                    Step.one(
                        Sql.of(
                            """
                            insert into identity.members (person_id, role) values (:person::uuid, :role)
                            returning person_id, role
                            """),
                        Binds.of("person", member.personId()).and("role", member.role()))));
    return new Response.Good(201, outcome.row(0, Member.class), List.of());
  }

  private SignedIn signedIn(Principal principal) {
    return new SignedIn(new Tokens(kernel.tokenSigner().sign(principal), "none"));
  }
}
