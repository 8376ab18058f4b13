package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            )
            """);
      }
    });
  }

  void add(SentMail mail) throws SQLException {
    database.transact(connection -> {
      try (var insert =
              connection.prepareStatement(
                  """
                  insert into mail (id, sent_at, sender, recipients, subject, body_text, body_html)
                  values (?, ?, ?, ?, ?, ?, ?)
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
        insert.executeUpdate();
        return trim.executeUpdate();
      }
    });
  }

  /// The mail to an address, whatever its case, or all of it; the newest first.
  List<SentMail> mail(@Nullable String to) throws SQLException {
    return database.transact(connection -> {
      var found = new ArrayList<SentMail>();
      try (var select =
          connection.prepareStatement(
              """
              select   id, sent_at, sender, recipients, subject, body_text, body_html
              from     mail
              where    ?::text is null
              or       ? in (select lower(recipient) from unnest(recipients) as recipient)
              order by number desc
              """)) {
        var wanted = to == null ? null : to.toLowerCase(Locale.ROOT);
        select.setString(1, wanted);
        select.setString(2, wanted);
        try (var row = select.executeQuery()) {
          while (row.next()) {
            found.add(mail(row));
          }
        }
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
        row.getString("body_html"));
  }
}
