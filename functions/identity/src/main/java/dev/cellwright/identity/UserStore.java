package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about people.
final class UserStore {
  static final Query<User> PERSON =
      Query.of(
          User.class,
          """
          select
            p.id, p.email, p.name, p.first_name, p.last_name, p.avatar_url as avatar, p.avatar_url,
            p.timezone, p.locale, p.last_login_at, p.created_at, p.updated_at, p.version
          from identity.person_of(:session::uuid) p
          """);

  private static final Sql EDIT =
      Sql.of(
          """
          select
            e.version,
            jsonb_build_object('fields', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(:changes::jsonb) k)) as event
          from identity.edit_profile(:changes::jsonb, :seen::bigint) e
          """);

  private UserStore() {}

  /// The person of a session.
  static Step person(UUID session) {
    return Step.one(PERSON.sql(), Binds.of("session", session));
  }

  static Step edit(ObjectNode changes, @Nullable Long seen) {
    return Step.one(EDIT, Binds.of("changes", changes).and("seen", seen)).orElse("changed");
  }
}
