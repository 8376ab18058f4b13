package dev.cellwright.identity;

import dev.cellwright.kernel.notice.Notice;
import java.util.List;

/// Who is told of what happens to people, organizations and teams.
final class IdentityNotices {
  static final List<Notice> NOTICES =
      List.of(
          Notice.of("user.logged_in")
              .as("security.new_device")
              .when("new_device", "true")
              .tellsOneself()
              .critical()
              .leadsTo("/settings/sessions")
              .build(),
          Notice.of("organization.member_added")
              .tellsEvenOutside("user_id")
              .byMail()
              .leadsTo("/organizations")
              .build(),
          Notice.of("organization.member_joined")
              .tellsOrganizations("admin")
              .leadsTo("/members")
              .build(),
          Notice.of("organization.member_changed")
              .tells("user_id")
              .byMail()
              .leadsTo("/members")
              .build(),
          Notice.of("organization.member_removed").tellsEvenOutside("user_id").byMail().build(),
          Notice.of("organization.ownership_transferred")
              .tells("to_user_id")
              .tells("from_user_id")
              .critical()
              .leadsTo("/settings")
              .build(),
          Notice.of("organization.plan_changed")
              .tellsOrganizations("admin")
              .leadsTo("/settings")
              .build(),
          Notice.of("team.member_added").tells("user_ids").byMail().build(),
          Notice.of("team.member_changed").tells("user_id").build(),
          Notice.of("invitation.accepted")
              .tells("invited_by")
              .byMail()
              .leadsTo("/members")
              .build());

  private IdentityNotices() {}
}
