package dev.cellwright.identity;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// Every path about people, and what each ending says over HTTP.
final class UserRoutes {
  static final List<Route<UserRoutes>> ROUTES =
      List.of(
          Route.<UserRoutes>get("/api/v1/users/me")
              .named("show_profile", "Read one's own profile")
              .person()
              .answers(User.class)
              .guarded()
              .by(UserRoutes::show),
          Route.<UserRoutes>patch("/api/v1/users/me")
              .named("edit_profile", "Change one's own profile")
              .person()
              .takes(UserPatch.class)
              .answers(User.class)
              .guarded()
              .by(UserRoutes::edit));

  private final ShowProfile showProfile;
  private final EditProfile editProfile;

  UserRoutes(Kernel kernel) {
    showProfile = new ShowProfile(kernel.database());
    editProfile = new EditProfile(kernel.database());
  }

  private Response show(Request request) {
    return answer(showProfile.show());
  }

  private Response edit(Request request) {
    return switch (editProfile.edit(request.body(UserPatch.class), request.ifMatch())) {
      case EditProfile.Outcome.Edited(var user) -> answer(user);
      case EditProfile.Outcome.ChangedSince() -> Response.changedSince("profile");
    };
  }

  private static Response answer(User user) {
    return Response.ok(user).version(user.version());
  }
}
