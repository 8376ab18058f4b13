package dev.cellwright.kernel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  record Note(@Text(min = 0, max = 100_000) String text) {}

  record Named(
      @Nullable @Text(max = 20, format = Text.Format.TITLE) String name,
      @Text(max = 20, format = Text.Format.TITLE) Change<String> title) {}

  record Item(@Text(max = 10) String title, @Nullable Item within) {}

  record Everything(
      @Text(max = 20) String title,
      @Nullable @Text(max = 5000) String description,
      @OneOf({"todo", "doing", "done"}) String status,
      @Range(min = 0, max = 5) int priority,
      Long size,
      @Nullable UUID assigneeId,
      @Nullable Instant dueAt,
      @Nullable LocalDate startOn,
      @Nullable Boolean pinned,
      @Size(max = 3) List<Item> items,
      @Nullable @Size(maxBytes = 60, maxDepth = 3) ObjectNode extra,
      @Wire("accessToken") @Nullable String token) {}

  record Formatted(
      @Nullable @Text(max = 72, maxBytes = 72) String password,
      @Nullable @Text(max = 254, format = Text.Format.EMAIL) String email,
      @Nullable @Text(format = Text.Format.SLUG) String slug,
      @Nullable @Text(format = Text.Format.TIME_ZONE) String zone,
      @Nullable @Text(format = Text.Format.LANGUAGE_TAG) String language,
      @Nullable @Text(format = Text.Format.HTTPS_URL) String url,
      @Nullable @Text(format = Text.Format.ORDER) String order,
      @Nullable UUID id,
      @Nullable Instant at,
      @Nullable LocalDate day,
      @Nullable Integer small,
      @Nullable Long large,
      @Nullable @Size(min = 1, max = 2) List<String> words) {}

  record Patch(
      Change<String> title,
      @Clearable Change<Instant> dueAt,
      @Clearable Change<List<String>> labels,
      @Clearable Change<ObjectNode> extra) {}

  private static final String WHOLE =
      """
      {"title": "Paint", "description": null, "status": "todo", "priority": 3, "size": 9000000000,
       "assignee_id": "01890a5d-ac96-774b-bcce-b302099a8057", "due_at": "2026-01-01T02:00:00.5+02:00",
       "start_on": "2026-02-28", "pinned": true, "items": [{"title": "a", "within": {"title": "b"}}],
       "extra": {"a": [1.50, {"b": null}]}, "accessToken": "t"}
      """;

  @Test
  void readsEveryKindOfComponent() throws Exception {
    var read = Shapes.read(Everything.class, bytes(WHOLE));

    assertThat(read)
        .isEqualTo(
            new Everything(
                "Paint",
                null,
                "todo",
                3,
                9_000_000_000L,
                UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
                Instant.parse("2026-01-01T00:00:00.5Z"),
                LocalDate.of(2026, 2, 28),
                true,
                List.of(new Item("a", new Item("b", null))),
                read.extra(),
                "t"));
    assertThat(String.valueOf(read.extra())).isEqualTo("{\"a\":[1.50,{\"b\":null}]}");
  }

  /// Rounded up, the last moment that is let in would be out of the years that can be answered.
  @Test
  void cutsTimesToMicroseconds() {
    var read = Shapes.read(Formatted.class, bytes("{\"at\":\"9999-12-31T23:59:59.999999999Z\"}"));

    assertThat(read.at()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
  }

  @Test
  void leavesOutWhatMayBeNull() {
    var body = "{\"title\":\"Paint\",\"status\":\"todo\",\"priority\":0,\"size\":1,\"items\":[]}";

    var read = Shapes.read(Everything.class, bytes(body));

    assertThat(read.description()).isNull();
    assertThat(read.pinned()).isNull();
    assertThat(read.items()).isEmpty();
  }

  @Test
  void keepsStringsOfEveryScriptByteForByte() {
    var random = new SplittableRandom(20260101);
    for (int round = 0; round < 500; round++) {
      var text = text(random, random.nextInt(0, 200));
      boolean escaped = random.nextBoolean();

      var read = Shapes.read(Note.class, bytes("{\"text\":" + quoted(text, escaped) + "}"));

      assertThat(read.text()).isEqualTo(text);
      var written = Shapes.write(read, Clearance.INTERNAL, null);
      assertThat(Shapes.read(Note.class, bytes(written)).text()).isEqualTo(text);
    }
  }

  @Test
  void countsCharactersAsCodePoints() {
    assertThat(errors(Item.class, "{\"title\":\"" + "😀".repeat(10) + "\"}")).isEmpty();
    assertThat(errors(Item.class, "{\"title\":\"" + "😀".repeat(11) + "\"}"))
        .containsExactly(new FieldError("title", "must have at most 10 characters"));
  }

  @Test
  void looksIntoARecordThatMayBeNull() {
    var refused =
        catchThrowableOfType(
            InvalidShape.class,
            () ->
                Shapes.read(
                    Item.class,
                    "{\"title\": \"a\", \"within\": {\"titel\": \"b\"}}"
                        .getBytes(StandardCharsets.UTF_8)));

    assertThat(refused.errors())
        .containsExactly(
            new FieldError("within.titel", "is not a known field"),
            new FieldError("within.title", "is required"));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    var body =
        """
        {"title": "", "description": 7, "status": "started", "priority": 9, "size": 1.5,
         "assignee_id": "1-1-1-1-1", "due_at": "2026-01-01", "start_on": "2026-02-30", "pinned": null,
         "items": [{"title": "ok"}, {"titel": "x"}, {"title": null, "within": {"title": 1}}, 4],
         "colour": "red", "accessToken": false}
        """;

    assertThat(errors(Everything.class, body))
        .containsExactly(
            new FieldError("accessToken", "must be a string or null"),
            new FieldError(
                "assignee_id", "must be a UUID, for example 01890a5d-ac96-774b-bcce-b302099a8057"),
            new FieldError("colour", "is not a known field"),
            new FieldError("description", "must be a string or null"),
            new FieldError(
                "due_at",
                "must be a time with an offset, for example 2026-01-31T09:30:00Z, in the years"
                    + " 0001 to 9999"),
            new FieldError("items", "must have at most 3 items"),
            new FieldError("items[1].titel", "is not a known field"),
            new FieldError("items[1].title", "is required"),
            new FieldError("items[2].title", "must not be null"),
            new FieldError("items[2].within.title", "must be a string"),
            new FieldError("items[3]", "must be an object"),
            new FieldError("priority", "must be at most 5"),
            new FieldError("size", "must be a whole number"),
            new FieldError(
                "start_on", "must be a date, for example 2026-01-31, in the years 0001 to 9999"),
            new FieldError("status", "must be one of todo, doing, done"),
            new FieldError("title", "must not be empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | is empty, a JSON object is needed
          '   '                     | is empty, a JSON object is needed
          null                      | must be a JSON object
          []                        | must be a JSON object
          7                         | must be a JSON object
          "text"                    | must be a JSON object
          {                         | is not valid JSON (line 1, column 2)
          {"text": "a",}            | is not valid JSON (line 1, column 14)
          {"text": "a"} {}          | must be one JSON object with nothing after it
          {"text": "a"} x           | is not valid JSON (line 1, column 15)
          {"text": NaN}             | is not valid JSON (line 1, column 13)
          {"text": 01}              | is not valid JSON (line 1, column 11)
          {"text": +1}              | is not valid JSON (line 1, column 11)
          {text: "a"}               | is not valid JSON (line 1, column 2)
          {"text": "a" /* hi */}    | is not valid JSON (line 1, column 14)
          {"a\\udfff": 1}            | is not valid JSON (line 1, column 10)
          {"\\ud800": 1}             | is not valid JSON (line 1, column 9)
          {"text": "\\ud8"}          | is not valid JSON (line 1, column 15)
          """)
  void refusesABodyThatIsNotOneJsonObject(String body, String message) {
    assertThat(errors(Note.class, body)).containsExactly(new FieldError("", message));
  }

  @Test
  void dropsTheBlanksAroundAName() {
    var read =
        Shapes.read(Named.class, bytes("{\"name\":\" \\u00a0New crew\\t\",\"title\":\" Lead \"}"));

    assertThat(read.name()).isEqualTo("New crew");
    assertThat(read.title()).isEqualTo(new Change.To<>("Lead"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\\t\\n", "\\u00a0\\u2003", "\\u200b", "two\\nlines", "two\\u2028lines"})
  void refusesANameThatNobodyCouldRead(String name) {
    assertThat(errors(Named.class, "{\"name\":\"" + name + "\"}"))
        .containsExactly(new FieldError("name", "must be one line, and not of blanks alone"));
  }

  @Test
  void refusesAByteOrderMark() {
    assertThat(errors(Note.class, "\uFEFF{\"text\":\"a\"}"))
        .containsExactly(new FieldError("", "is not valid JSON (line 1, column 1)"));
  }

  @Test
  void refusesAnythingButUtf8() {
    var refused = List.of(new FieldError("", "is not valid UTF-8"));

    assertThat(errors(Note.class, "{\"text\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(refused);
    assertThat(errors(Note.class, "{\"text\":\"é\"}".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo(refused);
    assertThat(errors(Note.class, around(0xC0, 0x80))).as("an overlong NUL").isEqualTo(refused);
    assertThat(errors(Note.class, around(0xED, 0xA0, 0x80))).as("a surrogate").isEqualTo(refused);
    assertThat(errors(Note.class, around(0xF4, 0x90, 0x80, 0x80)))
        .as("beyond U+10FFFF")
        .isEqualTo(refused);
  }

  @Test
  void refusesUtf16WithoutAMarkAsMalformed() {
    var body = "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThat(errors(Note.class, body)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "x\\udfffx"})
  void refusesWhatTheDatabaseCanNotStore(String escaped) {
    assertThat(errors(Note.class, "{\"text\":\"" + escaped + "\"}"))
        .containsExactly(
            new FieldError("text", "must not have a NUL or half a surrogate pair in it"));
  }

  @Test
  void refusesItInsideFreeObjectsAndTheirNamesToo() {
    var body =
        """
        {"title": "Paint", "status": "todo", "priority": 0, "size": 1, "items": [],
         "extra": {"a": ["\\ud800"], "b\\u0000": 1, "c": {"\\ud83d\\ude00\\u0000": {}}}}
        """;

    assertThat(errors(Everything.class, body))
        .containsExactly(
            new FieldError("extra.a[0]", "must not have a NUL or half a surrogate pair in it"),
            new FieldError("extra.b\uFFFD", "has a name with a NUL or half a surrogate pair in it"),
            new FieldError(
                "extra.c.😀\uFFFD", "has a name with a NUL or half a surrogate pair in it"));
  }

  @Test
  void refusesNamesGivenTwice() {
    assertThat(errors(Note.class, "{\"text\":\"a\",\"text\":\"a\"}"))
        .containsExactly(new FieldError("text", "is given more than once"));
    assertThat(errors(Note.class, "{\"text\":\"a\",\"\\u0074ext\":\"a\"}"))
        .containsExactly(new FieldError("text", "is given more than once"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          small | 1.0                          | must be a whole number, written without a point or an exponent
          small | 1e3                          | must be a whole number, written without a point or an exponent
          small | 1.5                          | must be a whole number or null
          small | "1"                          | must be a whole number or null
          small | true                         | must be a whole number or null
          small | 2147483648                   | must be at most 2147483647
          small | -2147483649                  | must be at least -2147483648
          large | 9223372036854775808          | must be at most 9223372036854775807
          large | -9223372036854775809         | must be at least -9223372036854775808
          large | 1e400                        | is a number out of range
          large | 1e-400                       | is a number out of range
          large | 1e99999999999999             | is a number out of range
          large | 11111111111111111111111111111111111111111 | must not be a number of more than 40 digits
          slug  | 1                            | must be a string or null
          slug  | true                         | must be a string or null
          words | "a"                          | must be a list or null
          words | {}                           | must be a list or null
          words | []                           | must have at least 1 item
          """)
  void coercesNothing(String field, String value, String message) {
    assertThat(errors(Formatted.class, "{\"%s\":%s}".formatted(field, value)))
        .containsExactly(new FieldError(field, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0e0", "-0", "0.0", "0.00e-500"})
  void knowsAZeroFromANumberTooSmall(String zero) {
    var read = Shapes.read(Patch.class, bytes("{\"extra\":{\"a\":" + zero + "}}"));

    assertThat(read.extra()).isInstanceOf(Change.To.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id|1-1-1-1-1",
        "id|01890a5dac96774bbcceb302099a8057",
        "id|{01890a5d-ac96-774b-bcce-b302099a8057}",
        "id|01890a5d-ac96-774b-bcce-b302099a805g",
        "id| 01890a5d-ac96-774b-bcce-b302099a8057",
        "id|",
        "at|2026-01-01T00:00:00",
        "at|2026-01-01T00:00Z",
        "at|2026-01-01 00:00:00Z",
        "at|2026-13-01T00:00:00Z",
        "at|2026-02-29T00:00:00Z",
        "at|2026-01-01T24:00:00Z",
        "at|2026-01-01T23:59:60Z",
        "at|2026-01-01T00:00:00.Z",
        "at|2026-01-01T00:00:00.1234567890Z",
        "at|2026-01-01T00:00:00+25:00",
        "at|2026-01-01T00:00:00+0100",
        "at|0000-01-01T00:00:00Z",
        "at|0001-01-01T00:00:00+01:00",
        "at|9999-12-31T23:59:59-01:00",
        "at|+12026-01-01T00:00:00Z",
        "at|infinity",
        "day|2026-02-30",
        "day|0000-01-01",
        "day|2026-1-1",
        "day|20260101",
        "day|2026-01-01T00:00:00Z",
        "day|٢٠٢٦-٠١-٠١",
        "email|anna",
        "email|anna@",
        "email|@example.com",
        "email|a@b@example.com",
        "email|anna smith@example.com",
        "email|anna@example.com\\r\\nBcc: x@example.com",
        "email|anna@example.com, bob@example.com",
        "email|<anna@example.com>",
        "email|anna@example..com",
        "email|anna@example.com.",
        "slug|Acme",
        "slug|acme--crm",
        "slug|-acme",
        "slug|acme-",
        "slug|acme\\n",
        "zone|Mars/Olympus",
        "zone|europe/madrid",
        "zone|UTC+25",
        "language|english_GB",
        "language|pt-",
        "language|x",
        "url|http://example.com",
        "url|https:///path",
        "url|https://user:secret@example.com",
        "url|javascript:alert(1)",
        "url|https://exa mple.com",
        "url|//example.com",
        "order|a-b",
        "order|é"
      })
  void refusesWhatHasNotTheForm(String fieldAndValue) {
    var parts = fieldAndValue.split("\\|", -1);

    var errors = errors(Formatted.class, "{\"%s\":\"%s\"}".formatted(parts[0], parts[1]));

    assertThat(errors).isNotEmpty().allSatisfy(e -> assertThat(e.field()).isEqualTo(parts[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id|01890A5D-AC96-774B-BCCE-B302099A8057",
        "at|2026-01-01T00:00:00Z",
        "at|2026-01-01t00:00:00.123456789z",
        "at|2024-02-29T23:59:59-11:30",
        "at|0001-01-01T00:00:00Z",
        "at|9999-12-31T23:59:59.999999Z",
        "day|0001-01-01",
        "day|9999-12-31",
        "email|anna@example.com",
        "email|o'brien+tag@mail.example.co.uk",
        "email|用户@例え.jp",
        "slug|acme-crm-2",
        "zone|Europe/Madrid",
        "zone|UTC",
        "language|pt-BR",
        "language|zh-Hant-TW",
        "url|https://example.com:8443/a?b=c#d",
        "order|a0V"
      })
  void takesWhatHas(String fieldAndValue) {
    var parts = fieldAndValue.split("\\|", -1);

    assertThat(errors(Formatted.class, "{\"%s\":\"%s\"}".formatted(parts[0], parts[1]))).isEmpty();
  }

  @Test
  void survivesLongTextInEveryFormat() {
    for (var field : List.of("email", "slug", "zone", "language", "url", "order", "id", "at")) {
      var body = "{\"%s\":\"%s\"}".formatted(field, "a-a.a@".repeat(200_000));

      assertThat(errors(Formatted.class, body)).isNotEmpty();
    }
  }

  @Test
  void boundsBytesWhereCharactersAreNotEnough() {
    assertThat(errors(Formatted.class, "{\"password\":\"" + "é".repeat(36) + "\"}")).isEmpty();
    assertThat(errors(Formatted.class, "{\"password\":\"" + "é".repeat(37) + "\"}"))
        .containsExactly(new FieldError("password", "must have at most 72 bytes in UTF-8"));
  }

  @Test
  void boundsFreeObjects() {
    assertThat(errors(Patch.class, "{\"extra\":{\"a\":{\"b\":{}}}}")).isEmpty();
    assertThat(errors(Everything.class, extra("{\"a\":{\"b\":{\"c\":1}}}"))).isEmpty();
    assertThat(errors(Everything.class, extra("{\"a\":{\"b\":[[1]]}}")))
        .containsExactly(new FieldError("extra", "must not be nested deeper than 3 levels"));
    assertThat(errors(Everything.class, extra("{\"a\":\"" + "é".repeat(40) + "\"}")))
        .containsExactly(
            new FieldError("extra", "must have at most 60 bytes, written without blanks in UTF-8"));
    assertThat(errors(Everything.class, extra("[]")))
        .containsExactly(new FieldError("extra", "must be an object or null"));
  }

  @Test
  void refusesNestingBeyondThirtyTwoLevels() {
    var levels32 = "{\"extra\":" + "[".repeat(31) + "]".repeat(31) + "}";
    var levels33 = "{\"extra\":" + "[".repeat(32) + "]".repeat(32) + "}";
    var bottomless = "{\"extra\":" + "[".repeat(1_000_000);

    var tooDeep = new FieldError("", "must not be nested deeper than 32 levels");
    assertThat(errors(Patch.class, levels32))
        .containsExactly(new FieldError("extra", "must be an object or null"));
    assertThat(errors(Patch.class, levels33)).containsExactly(tooDeep);
    assertThat(errors(Patch.class, bottomless)).containsExactly(tooDeep);
  }

  @Test
  void stopsAtAHundredThousandValues() {
    var body = "{\"words\":[" + "1,".repeat(150_000) + "1]}";

    assertThat(errors(Formatted.class, body))
        .containsExactly(new FieldError("", "must not hold more than 100000 values"));
  }

  @Test
  void listsAtMostFiftyErrorsInTheSameOrderEachTime() {
    var body =
        IntStream.range(0, 500)
            .mapToObj(i -> "\"k%d\":%d".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));

    var errors = errors(Note.class, body);

    assertThat(errors).hasSize(50).isEqualTo(errors(Note.class, body));
    assertThat(errors).isSortedAccordingTo(Comparator.comparing(FieldError::field));
  }

  @Test
  void neverRepeatsTheValueAndShortensHostileNames() {
    var secret = "Tr0ub4dor&3-secret";
    var name = "n".repeat(10_000) + "\\n";

    var errors =
        errors(
            Everything.class, "{\"status\":\"%s\",\"%s\":\"%s\"}".formatted(secret, name, secret));

    assertThat(errors.toString()).doesNotContain(secret);
    assertThat(errors)
        .contains(new FieldError("n".repeat(60) + "…", "is not a known field"))
        .allSatisfy(error -> assertThat(error.field().length()).isLessThan(100));
  }

  @Test
  void readsAMergePatch() {
    var read =
        Shapes.read(
            Patch.class, bytes("{\"title\":\"New\",\"due_at\":null,\"labels\":[\"a\",\"b\"]}"));

    assertThat(read.title()).isEqualTo(new Change.To<>("New"));
    assertThat(read.dueAt()).isEqualTo(new Change.Clear<Instant>());
    assertThat(read.labels()).isEqualTo(new Change.To<>(List.of("a", "b")));
    assertThat(read.extra()).isEqualTo(Change.keep());
  }

  @Test
  void refusesToClearWhatCanNotBeEmpty() {
    assertThat(errors(Patch.class, "{\"title\":null}"))
        .containsExactly(new FieldError("title", "must not be null"));
    assertThat(errors(Patch.class, "{\"title\":\"\"}"))
        .containsExactly(new FieldError("title", "must not be empty"));
  }

  @Test
  void readsFromManyThreadsAtOnce() throws Exception {
    record Fresh(String title, List<Item> items) {}
    var body = bytes("{\"title\":\"a\",\"items\":[{\"title\":\"b\"}]}");
    var expected = new Fresh("a", List.of(new Item("b", null)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads =
          IntStream.range(0, 200)
              .mapToObj(_ -> threads.submit(() -> Shapes.read(Fresh.class, body)))
              .toList();

      for (var read : reads) {
        assertThat(read.get()).isEqualTo(expected);
      }
    }
  }

  private static List<FieldError> errors(Class<? extends Record> type, String body) {
    return errors(type, bytes(body));
  }

  private static List<FieldError> errors(Class<? extends Record> type, byte[] body) {
    var refused = catchThrowableOfType(InvalidShape.class, () -> Shapes.read(type, body));
    return refused == null ? List.of() : refused.errors();
  }

  private static String extra(String json) {
    return "{\"title\":\"a\",\"status\":\"todo\",\"priority\":0,\"size\":1,\"items\":[],\"extra\":"
        + json
        + "}";
  }

  private static byte[] around(int... middle) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(bytes("{\"text\":\""));
    for (int b : middle) {
      body.write(b);
    }
    body.writeBytes(bytes("\"}"));
    return body.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Any code points but NUL and surrogates, all planes.
  private static String text(SplittableRandom random, int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      int plane = random.nextInt(4) == 0 ? random.nextInt(1, 17) : 0;
      int point = plane * 0x10000 + random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
      if (point != 0 && !(point >= 0xD800 && point <= 0xDFFF)) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static String quoted(String text, boolean escaped) {
    var json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < 0x20 || c == '"' || c == '\\' || (escaped && c > 0x7e)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
