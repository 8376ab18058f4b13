package dev.cellwright.testing.reference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.sql.ModelSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A model and tuples as a database decides by them.
record CompiledModel(Connection connection, Names names) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final UUID ORGANIZATION = Names.id(RandomTuples.ORGANIZATION);

  /// On which of some objects, all of one type, has a subject a relation?
  record Question(String type, List<Thing> objects, String relation, Subject subject) {}

  /// @param held the objects that were picked from all
  /// @param few the objects as they were reached from the subject, if there is one at most
  /// @param many the same without that bound
  /// @param values of the objects, one by one
  record Answer(Question question, Set<Thing> held, Reach few, Reach many, List<Value> values) {}

  /// @param ids null where there are more, or where it can't be said
  record Reach(boolean everything, @Nullable Set<Thing> ids) {}

  /// Makes the tables that random models derive from.
  static void prepare(Connection connection) throws SQLException {
    run(
        connection,
        """
        set role cw_owner;
        create schema shapes;
        create table shapes.links (org_id uuid, object uuid, relation text, subject uuid);
        create table shapes.teams (org_id uuid, id uuid);
        create table shapes.folders (org_id uuid, id uuid);
        create table shapes.docs (org_id uuid, id uuid);
        reset role;
        """);
  }

  static CompiledModel installed(Connection connection, Model model) throws SQLException {
    connection.setAutoCommit(false);
    run(connection, "set local role cw_owner");
    run(connection, ModelSql.of(model));
    connection.commit();
    connection.setAutoCommit(true);
    return new CompiledModel(connection, Names.of(connection));
  }

  /// Makes these all that there is. Tuples are on the trail, which nobody may change past the
  /// functions: unless as a replica.
  void write(RandomTuples.All tuples) throws SQLException {
    run(
        connection,
        """
        set session_replication_role = replica;
        delete from authz.tuples;
        truncate shapes.links, shapes.teams, shapes.folders, shapes.docs
        """);
    for (var tuple : tuples.tuples()) {
      grant(tuple);
    }
    for (var row : tuples.rows()) {
      say(row);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void grant(Tuple tuple) throws SQLException {
    var condition = tuple.condition();
    change(
        """
        insert into authz.tuples (org_id, rel, obj, sref, subj, cond, cctx)
        values (?, ?, ?, ?, ?, ?, ?::jsonb)
        """,
        ORGANIZATION,
        names.relation(tuple.object().type(), tuple.relation()),
        Names.id(tuple.object()),
        names.subject(tuple.subject()),
        Names.id(tuple.subject().thing()),
        condition == null ? 0 : names.condition(condition),
        json(tuple.values()));
  }

  private void say(Tuple row) throws SQLException {
    var object = row.object();
    if (row.relation().equals("organization")) {
      change(
          "insert into shapes.%ss (org_id, id) values (?, ?)".formatted(object.type()),
          ORGANIZATION,
          Names.id(object));
    } else {
      change(
          "insert into shapes.links (org_id, object, relation, subject) values (?, ?, ?, ?)",
          ORGANIZATION,
          Names.id(object),
          object.type() + "#" + row.relation(),
          Names.id(row.subject().thing()));
    }
  }

  /// All answers to some questions, at once: a database is asked seldom and much.
  ///
  /// @param values that the questions bring for conditions
  List<Answer> answers(List<Question> questions, Map<String, Object> values) throws SQLException {
    var statement =
        bound(
            """
            select q.nr, authz.holding(?, q.rel, q.objs, q.sref, q.subj, v.ctx),
              few.everything, few.ids, many.everything, many.ids,
              array(select authz.check(?, q.rel, o.id, q.sref, q.subj, v.ctx) from unnest(q.objs) with ordinality o (id, nr) order by o.nr)
            from jsonb_to_recordset(?::jsonb) as q (nr int, rel smallint, sref smallint, subj uuid, objs uuid[])
            cross join (select ?::jsonb as ctx) v
            cross join lateral authz.reach(?, q.rel, q.sref, q.subj, v.ctx, 1) few
            cross join lateral authz.reach(?, q.rel, q.sref, q.subj, v.ctx, 1000) many
            order by q.nr
            """,
            ORGANIZATION,
            ORGANIZATION,
            json(asked(questions)),
            json(values),
            ORGANIZATION,
            ORGANIZATION);
    var answers = new ArrayList<Answer>();
    try (statement;
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        answers.add(answer(questions.get(rows.getInt(1)), rows));
      }
    }
    return answers;
  }

  private List<Map<String, Object>> asked(List<Question> questions) {
    return IntStream.range(0, questions.size())
        .mapToObj(number -> {
          var question = questions.get(number);
          return Map.<String, Object>of(
              "nr", number,
              "rel", names.relation(question.type(), question.relation()),
              "sref", names.subject(question.subject()),
              "subj", Names.id(question.subject().thing()),
              "objs", question.objects().stream().map(Names::id).toList());
        })
        .toList();
  }

  private static Answer answer(Question question, ResultSet rows) throws SQLException {
    var values = (Short[]) rows.getArray(7).getArray();
    return new Answer(
        question,
        things(rows.getArray(2)),
        new Reach(rows.getBoolean(3), rows.getArray(4) == null ? null : things(rows.getArray(4))),
        new Reach(rows.getBoolean(5), rows.getArray(6) == null ? null : things(rows.getArray(6))),
        Stream.of(values).map(value -> Value.values()[value]).toList());
  }

  private static Set<Thing> things(Array ids) throws SQLException {
    var things = new HashSet<Thing>();
    for (var id : (UUID[]) ids.getArray()) {
      if (!things.add(Names.thing(id))) {
        throw new AssertionError("twice: " + id);
      }
    }
    return things;
  }

  private void change(String sql, Object... values) throws SQLException {
    try (var statement = bound(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var at = 0; at < values.length; at++) {
      statement.setObject(at + 1, values[at]);
    }
    return statement;
  }

  private static String json(Object values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
