package dev.cellwright.access;

import dev.cellwright.kernel.notice.Notice;
import java.util.List;

/// Who is told of what happens to grants, roles and links.
final class AccessNotices {
  static final List<Notice> NOTICES =
      List.of(
          Notice.of("permission.granted")
              .about("namespace", "object_id")
              .tells("subject.id")
              .tellsThe("member", "subject")
              .build(),
          Notice.of("role.deleted").tellsOrganizations("admin").leadsTo("/roles").build(),
          Notice.of("entity.linked")
              .about("target.type", "target.id")
              .when("relationship", "assigned")
              .tellsThe("member", "source")
              .build(),
          Notice.of("entity.linked")
              .about("source.type", "source.id")
              .when("relationship", "assigned")
              .tellsThe("member", "target")
              .build());

  private AccessNotices() {}
}
