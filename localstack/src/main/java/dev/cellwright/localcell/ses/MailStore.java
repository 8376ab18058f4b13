package dev.cellwright.localcell.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.ses.SentMail.Fate;
import dev.cellwright.localcell.ses.SentMail.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All SQL of the mail. The newest thousand are kept.
record MailStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists mail (
              number     bigint generated always as identity primary key,
              id         text not null unique,
              sent_at    timestamptz not null,
              sender     text not null,
              recipients text[] not null,
              subject    text not null,
              body_text  text,
              body_html  text
            );
            alter table mail
              add column if not exists configuration_set text,
              add column if not exists headers jsonb not null default '{}',
              add column if not exists tags jsonb not null default '{}';
            create table if not exists mail_fate (
              number    bigint generated always as identity primary key,
              mail_id   text not null references mail (id) on delete cascade,
              recipient text not null,
              outcome   text not null,
              at        timestamptz not null
            );
            create index if not exists mail_fate_mail on mail_fate (mail_id)
            """);
      }
    });
  }

  void add(SentMail mail) throws SQLException {
    database.transact(connection -> {
      try (var insert =
              connection.prepareStatement(
                  """
                  insert into mail (id, sent_at, sender, recipients, subject, body_text, body_html,
                                    configuration_set, headers, tags)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
                  """);
          var trim =
              connection.prepareStatement(
                  """
                  delete from mail
                  where  number <= (select number from mail order by number desc offset 1000 limit 1)
                  """)) {
        insert.setString(1, mail.id());
        insert.setTimestamp(2, Timestamp.from(mail.at()));
        insert.setString(3, mail.from());
        insert.setArray(4, connection.createArrayOf("text", mail.to().toArray()));
        insert.setString(5, mail.subject());
        insert.setString(6, mail.text());
        insert.setString(7, mail.html());
        insert.setString(8, mail.configurationSet());
        insert.setString(9, Json.MAPPER.valueToTree(mail.headers()).toString());
        insert.setString(10, Json.MAPPER.valueToTree(mail.tags()).toString());
        insert.executeUpdate();
        addFates(connection, mail.id(), mail.fates());
        return trim.executeUpdate();
      }
    });
  }

  void add(String mailId, Fate fate) throws SQLException {
    database.transact(connection -> {
      addFates(connection, mailId, List.of(fate));
      return fate;
    });
  }

  private static void addFates(Connection connection, String mailId, List<Fate> fates)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into mail_fate (mail_id, recipient, outcome, at)
            values (?, ?, ?, ?)
            """)) {
      for (var fate : fates) {
        insert.setString(1, mailId);
        insert.setString(2, fate.recipient());
        insert.setString(3, fate.outcome().name());
        insert.setTimestamp(4, Timestamp.from(fate.at()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// The mail to an address, whatever its case, or all of it; the newest first.
  List<SentMail> mail(@Nullable String to) throws SQLException {
    return find(
        """
        where    ?::text is null
        or       lower(?) in (select lower(recipient) from unnest(recipients) as recipient)
        """,
        to);
  }

  @Nullable SentMail withId(String id) throws SQLException {
    var found = find("where ?::text is not null and id = ?", id);
    return found.isEmpty() ? null : found.getFirst();
  }

  private List<SentMail> find(String where, @Nullable String twice) throws SQLException {
    return database.transact(connection -> {
      var found = new ArrayList<SentMail>();
      try (var select =
              connection.prepareStatement(
                  """
                  select   id, sent_at, sender, recipients, subject, body_text, body_html,
                           configuration_set, headers, tags
                  from     mail
                  %s
                  order by number desc
                  """
                      .formatted(where));
          var fates =
              connection.prepareStatement(
                  """
                  select   mail_id, recipient, outcome, at
                  from     mail_fate
                  where    mail_id = any (?)
                  order by number
                  """)) {
        select.setString(1, twice);
        select.setString(2, twice);
        try (var row = select.executeQuery()) {
          while (row.next()) {
            found.add(mail(row));
          }
        }
        var ids = found.stream().map(SentMail::id).toArray();
        fates.setArray(1, connection.createArrayOf("text", ids));
        var known = new HashMap<String, List<Fate>>();
        try (var row = fates.executeQuery()) {
          while (row.next()) {
            known.computeIfAbsent(row.getString("mail_id"), _ -> new ArrayList<>(1)).add(fate(row));
          }
        }
        found.replaceAll(mail -> mail.with(known.getOrDefault(mail.id(), List.of())));
      }
      return found;
    });
  }

  private static SentMail mail(ResultSet row) throws SQLException {
    return new SentMail(
        row.getString("id"),
        row.getTimestamp("sent_at").toInstant(),
        row.getString("sender"),
        List.of((String[]) row.getArray("recipients").getArray()),
        row.getString("subject"),
        row.getString("body_text"),
        row.getString("body_html"),
        row.getString("configuration_set"),
        texts(row.getString("headers")),
        texts(row.getString("tags")),
        List.of());
  }

  private static Fate fate(ResultSet row) throws SQLException {
    return new Fate(
        row.getString("recipient"),
        Outcome.valueOf(row.getString("outcome")),
        row.getTimestamp("at").toInstant());
  }

  private static Map<String, String> texts(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("we wrote it", e);
    }
  }
}
