package dev.cellwright.notifications;

import dev.cellwright.kernel.notice.Notice;
import java.util.List;

/// Who is told of what happens to mail: in the app, since mail won't do.
final class EmailNotices {
  static final List<Notice> NOTICES =
      List.of(Notice.of("email.bounced").tells("user_id").leadsTo("/settings/profile").build());

  private EmailNotices() {}
}
