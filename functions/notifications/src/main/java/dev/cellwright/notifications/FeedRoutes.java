package dev.cellwright.notifications;

import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.http.ParameterType;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.List;

/// The WebSocket's entries for those who can't open one.
final class FeedRoutes {
  static final List<Route<FeedRoutes>> ROUTES =
      List.of(
          Route.<FeedRoutes>get("/api/v1/notifications/feed")
              .named("read_feed", "Read what a WebSocket would have been sent")
              .asks("notification.view")
              .queryIfAny(
                  "after",
                  ParameterType.matching("0|[1-9][0-9]{0,17}", 18, "must be a whole number"),
                  "The number of the last entry that one has; without it, from now on")
              .answers(Feed.class)
              .by(FeedRoutes::read));

  private final ReadFeed readFeed;

  FeedRoutes(Kernel kernel) {
    readFeed = new ReadFeed(kernel.database(), kernel.clock());
  }

  private Response read(Request request) {
    var after = request.queryIfAny("after");
    return Response.ok(readFeed.after(after == null ? null : Long.valueOf(after)));
  }
}
