import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Verifies an export of a trail, offline, with nothing but a JDK 25 and the public keys of the cell's seals:
///
/// ```
/// java VerifyTrail.java export.jsonl --key public.pem [--key older.pem] [--checkpoint seal.json]
/// ```
///
/// A checkpoint is a seal that was kept from before, as the API answers it under `/api/v1/audit/seals`. Without
/// one, an export can't be told from an older one that was as good in its time.
///
/// The product writes exports with other code than this; each checks the other. `docs/audit.md` has the form.
public final class VerifyTrail {
  /// Why an export is refused; the number is the exit status.
  enum Why {
    UNREADABLE(2),
    EDITED_ROW(10),
    DELETED_ROW(11),
    REORDERED_ROWS(12),
    TRUNCATED(13),
    OTHER_KEY(14),
    MISSING_SEAL(15),
    INSERTED_ROW(16),
    FORGED_SEAL(17),
    FORKED(18),
    OLD_BACKUP(19),
    BROKEN_CHAIN(20),
    WITHHELD(21),
    NOTHING(22);

    final int status;

    Why(int status) {
      this.status = status;
    }
  }

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    final Why why;

    Refused(Why why, String message) {
      super(message);
      this.why = why;
    }
  }

  /// A batch, with the text of the seal that holds it.
  private record Batch(long number, String text, String sealText, long seal, Map<?, ?> says) {}

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  /// No cell archives what is younger.
  private static final int LEAST_MONTHS = 12;

  private final Map<String, PublicKey> keys = new HashMap<>();
  private String cell = "";
  private String organization = "";
  private String from = "";
  private String until = "";
  private boolean archive;
  private long headBatch;
  private final Map<Long, Batch> batches = new LinkedHashMap<>();
  private Batch first;
  private Batch last;
  private String holds = "";
  private final Tree tree = new Tree();
  private long rowsOfBatch;
  private boolean sorted;
  private String previousXid = "";
  private String previousId = "";
  private long rows;
  private long archived;
  private String latestArchived = "";
  private boolean ended;
  private long lastAnnounced;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// @return the exit status: 0 for an export that verifies
  static int run(String... arguments) {
    try {
      var verifier = new VerifyTrail();
      Path export = null;
      Path checkpoint = null;
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--key" -> verifier.key(file(arguments, ++i));
          case "--checkpoint" -> checkpoint = file(arguments, ++i);
          default -> export = Path.of(arguments[i]);
        }
      }
      if (export == null || verifier.keys.isEmpty()) {
        System.err.println("usage: java VerifyTrail.java EXPORT.jsonl --key PUBLIC.pem [--key OLDER.pem] [--checkpoint SEAL.json]");
        return 2;
      }
      verifier.read(export);
      var now = later(Instant.now().toString(), sealedAt(verifier.last));
      if (checkpoint != null) {
        now = later(now, sealedAt(verifier.compare(Files.readString(checkpoint))));
      }
      verifier.compareArchived(now);
      System.out.println(verifier.summary(checkpoint != null));
      return 0;
    } catch (Refused e) {
      System.out.println("REFUSED " + e.why + ": " + e.getMessage());
      return e.why.status;
    } catch (IOException | GeneralSecurityException e) {
      System.err.println("can't verify: " + e);
      return 2;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | java.time.DateTimeException e) {
      System.out.println("REFUSED " + Why.UNREADABLE + ": what was given has a part in no form that there is: " + e.getMessage());
      return Why.UNREADABLE.status;
    }
  }

  private static Path file(String[] arguments, int at) throws IOException {
    if (at == arguments.length) {
      throw new IOException(arguments[at - 1] + " wants a file");
    }
    return Path.of(arguments[at]);
  }

  /// A file may hold several, one behind the other.
  private void key(Path file) throws IOException, GeneralSecurityException {
    var found = PEM.matcher(Files.readString(file));
    if (!found.find()) {
      throw new IOException(file + " holds no public key");
    }
    do {
      var der = Base64.getMimeDecoder().decode(found.group(1));
      keys.put(
          hex(MessageDigest.getInstance("SHA-256").digest(der)),
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
    } while (found.find());
  }

  private void read(Path file) throws IOException, GeneralSecurityException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      var line = lines.readLine();
      if (line == null) {
        throw new Refused(Why.TRUNCATED, "the file is empty");
      }
      begin(object(line));
      while ((line = lines.readLine()) != null) {
        if (ended) {
          throw new Refused(Why.INSERTED_ROW, "something stands behind the end");
        }
        var said = objectOrCut(line);
        switch (said.get("kind") instanceof String kind ? kind : null) {
          case null -> row(line, said);
          case "batch" -> batch(said);
          case "leaf" -> leaf(text(said, "timestamp"), HexFormat.of().parseHex(text(said, "digest")));
          case "end" -> end(said);
          default -> throw new Refused(Why.UNREADABLE, "a line of an unknown kind");
        }
      }
    }
    if (!ended) {
      throw new Refused(Why.TRUNCATED, "the export stops without its end");
    }
  }

  private void begin(Map<?, ?> said) {
    if (!"export".equals(said.get("kind")) && !"archive".equals(said.get("kind"))) {
      throw new Refused(Why.UNREADABLE, "this is no export of a trail");
    }
    archive = "archive".equals(said.get("kind"));
    cell = text(said, "cell");
    organization = text(said, "organization");
    from = text(said, "from");
    until = text(said, "until");
    headBatch = number(member(said, "head"), "batch");
    lastAnnounced = number(said, "last");
  }

  private void batch(Map<?, ?> said) throws GeneralSecurityException {
    closeBatch(false);
    var batch = sealed(text(said, "batch"), said.get("path"), text(said, "seal"), text(said, "signature"));
    if (last != null) {
      if (batch.number() != last.number() + 1) {
        throw new Refused(
            batch.number() > last.number() ? Why.MISSING_SEAL : Why.REORDERED_ROWS,
            "batch " + batch.number() + " stands behind batch " + last.number());
      }
      follow(batch, last);
    }
    first = first == null ? batch : first;
    last = batch;
    batches.put(batch.number(), batch);
    holds = text(said, "holds");
    if (!holds.equals("rows")) {
      if (holds.equals("archived")) {
        archived += number(batch.says(), "rows");
        latestArchived = later(latestArchived, text(batch.says(), "latest"));
      } else if (overlaps(batch)) {
        throw new Refused(Why.WITHHELD, "batch " + batch.number() + " has rows of this time, and none is given");
      }
    }
  }

  private static void follow(Batch batch, Batch before) {
    if (!text(batch.says(), "previous").equals(hex(hash(2, before.text())))) {
      throw new Refused(Why.BROKEN_CHAIN, "batch " + batch.number() + " does not follow the batch before it");
    }
    if (number(batch.says(), "rows_before") != number(before.says(), "rows_before") + number(before.says(), "rows")) {
      throw new Refused(Why.BROKEN_CHAIN, "batch " + batch.number() + " does not count on from the batch before it");
    }
    if (batch.seal() <= before.seal()) {
      throw new Refused(Why.BROKEN_CHAIN, "seal " + batch.seal() + " does not come behind seal " + before.seal());
    }
  }

  /// Reads a batch, and follows its path to the root that a known key signed.
  private Batch sealed(String text, Object path, String sealText, String signature) throws GeneralSecurityException {
    var seal = object(sealText);
    var key = keys.get(text(seal, "key"));
    if (key == null) {
      throw new Refused(Why.OTHER_KEY, "seal " + number(seal, "number") + " is signed by a key that was not given: " + text(seal, "key"));
    }
    if (!signed(key, sealText, signature)) {
      throw new Refused(Why.FORGED_SEAL, "seal " + number(seal, "number") + " was not signed so by its key");
    }
    var node = hash(2, text);
    if (!(path instanceof List<?> steps)) {
      throw new Refused(Why.UNREADABLE, "a batch without its path");
    }
    for (var step : steps) {
      var beside = HexFormat.of().parseHex(step.toString().substring(1));
      node = step.toString().charAt(0) == 'L' ? hash(1, beside, node) : hash(1, node, beside);
    }
    if (!hex(node).equals(text(seal, "root"))) {
      throw new Refused(Why.FORGED_SEAL, "a batch is not the one that seal " + number(seal, "number") + " holds");
    }
    var says = object(text);
    if (!text(says, "organization").equals(organization) || !text(says, "cell").equals(cell) || !text(seal, "cell").equals(cell)) {
      throw new Refused(Why.FORGED_SEAL, "a batch is another organization's or another cell's");
    }
    return new Batch(number(says, "number"), text, sealText, number(seal, "number"), says);
  }

  private static boolean signed(PublicKey key, String text, String signature) {
    try {
      var verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update((byte) 3);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private void row(String line, Map<?, ?> said) {
    var time = text(said, "timestamp");
    var xid = text(said, "xid");
    var id = text(said, "id");
    if (time.compareTo(from) < 0 || time.compareTo(until) >= 0) {
      throw new Refused(Why.INSERTED_ROW, "row " + id + " lies outside the time of the export");
    }
    if (!previousXid.isEmpty()) {
      int order = Long.compareUnsigned(Long.parseUnsignedLong(previousXid), Long.parseUnsignedLong(xid));
      sorted &= order < 0 || (order == 0 && previousId.compareTo(id) < 0);
    }
    previousXid = xid;
    previousId = id;
    rows++;
    add(time, hashOf(line.getBytes(StandardCharsets.UTF_8)));
  }

  private void leaf(String time, byte[] digest) {
    if (time.compareTo(from) >= 0 && time.compareTo(until) < 0) {
      throw new Refused(Why.WITHHELD, "a row of " + time + " is not given, though it is of this time");
    }
    add(time, digest);
  }

  private void add(String time, byte[] digest) {
    if (last == null || !holds.equals("rows")) {
      throw new Refused(Why.INSERTED_ROW, "a row stands where no batch has rows");
    }
    rowsOfBatch++;
    tree.add(hash(0, time.getBytes(StandardCharsets.UTF_8), digest));
  }

  /// Compares the rows that were read with what their batch says of them.
  private void closeBatch(boolean cut) {
    if (last != null && holds.equals("rows")) {
      long sealed = number(last.says(), "rows");
      var name = "batch " + last.number();
      if (rowsOfBatch < sealed) {
        throw new Refused(
            cut ? Why.TRUNCATED : Why.DELETED_ROW,
            name + " has " + rowsOfBatch + " of its " + sealed + " rows");
      }
      if (rowsOfBatch > sealed) {
        throw new Refused(Why.INSERTED_ROW, name + " has " + rowsOfBatch + " rows, and was sealed with " + sealed);
      }
      if (!sorted) {
        throw new Refused(Why.REORDERED_ROWS, "the rows of " + name + " are not in the order in which they were committed");
      }
      if (!hex(tree.root()).equals(text(last.says(), "root"))) {
        throw new Refused(Why.EDITED_ROW, "a row of " + name + " is not the one that was sealed");
      }
    }
    tree.clear();
    rowsOfBatch = 0;
    sorted = true;
    previousXid = "";
    previousId = "";
  }

  private void end(Map<?, ?> said) {
    ended = true;
    if (last == null) {
      throw new Refused(Why.NOTHING, "the export holds no batch, so it proves nothing");
    }
    if (last.number() < lastAnnounced) {
      throw new Refused(Why.TRUNCATED, "the export ends with batch " + last.number() + " and announced " + lastAnnounced);
    }
    closeBatch(false);
    if (number(said, "batches") != batches.size() || number(said, "rows") != rows) {
      throw new Refused(Why.TRUNCATED, "the end counts other batches or rows than there are");
    }
    if (archive) {
      return;
    }
    if (first.number() != 1 && text(first.says(), "latest").compareTo(from) >= 0) {
      throw new Refused(Why.WITHHELD, "the batches before batch " + first.number() + " may have rows of this time");
    }
    if (!reachesBeyond() && last.number() < headBatch) {
      throw new Refused(Why.TRUNCATED, "the batches behind batch " + last.number() + " may have rows of this time");
    }
  }

  private boolean overlaps(Batch batch) {
    return text(batch.says(), "latest").compareTo(from) >= 0 && text(batch.says(), "earliest").compareTo(until) < 0;
  }

  /// Whether the last batch is later than the time asked for: then nothing of it can be missing behind.
  private boolean reachesBeyond() {
    return text(last.says(), "earliest").compareTo(until) >= 0;
  }

  /// That a batch is archived is said by nothing that is signed. So it is believed of what is old enough.
  ///
  /// @param now no earlier than any seal that there is
  private void compareArchived(String now) {
    var bound = Instant.parse(now).atOffset(ZoneOffset.UTC).minusMonths(LEAST_MONTHS).toInstant();
    if (!latestArchived.isEmpty() && Instant.parse(latestArchived).isAfter(bound)) {
      throw new Refused(
          Why.WITHHELD, "rows of " + latestArchived + " are said to be archived, and are not " + LEAST_MONTHS + " months old");
    }
  }

  private static String sealedAt(Batch batch) {
    return text(object(batch.sealText()), "sealed_at");
  }

  private static String later(String one, String other) {
    return one.isEmpty() || (!other.isEmpty() && Instant.parse(other).isAfter(Instant.parse(one))) ? other : one;
  }

  /// Compares the export with a seal that was kept from before, and answers its batch.
  private Batch compare(String json) throws GeneralSecurityException {
    var said = object(json);
    var kept = sealed(text(said, "batch"), said.get("path"), text(said, "seal"), text(said, "signature"));
    for (var batch : batches.values()) {
      if (batch.seal() == kept.seal() && !batch.sealText().equals(kept.sealText())) {
        throw new Refused(Why.FORKED, "seal " + kept.seal() + " is not the one that was kept");
      }
    }
    var same = batches.get(kept.number());
    if (same != null && !same.text().equals(kept.text())) {
      throw new Refused(Why.FORKED, "batch " + kept.number() + " is not the one that was kept");
    }
    if (kept.number() > headBatch) {
      throw new Refused(
          Why.OLD_BACKUP,
          "the cell's last batch was " + headBatch + ", and the checkpoint proves batch " + kept.number());
    }
    if (kept.number() > last.number() && !reachesBeyond()) {
      throw new Refused(
          Why.TRUNCATED,
          "the export ends with batch " + last.number() + ", and the checkpoint proves batch " + kept.number());
    }
    if (kept.number() == last.number() + 1) {
      follow(kept, last);
    }
    return kept;
  }

  private String summary(boolean compared) {
    return "VERIFIED "
        + rows
        + " rows of "
        + organization
        + " in batches "
        + first.number()
        + " to "
        + last.number()
        + ", sealed until "
        + sealedAt(last)
        + (archived == 0 ? "" : "; " + archived + " more rows are in archives")
        + (compared ? "" : "; no checkpoint was given: an older state of the cell would look as good");
  }

  /// Hashes leaves into a root while they come, holding one node for each power of two.
  private static final class Tree {
    private final Deque<byte[]> nodes = new ArrayDeque<>();
    private final Deque<Long> sizes = new ArrayDeque<>();

    void add(byte[] leaf) {
      var node = leaf;
      long size = 1;
      while (!sizes.isEmpty() && sizes.peek() == size) {
        node = hash(1, nodes.pop(), node);
        size += sizes.pop();
      }
      nodes.push(node);
      sizes.push(size);
    }

    byte[] root() {
      byte[] root = null;
      for (var node : nodes) {
        root = root == null ? node : hash(1, node, root);
      }
      return root == null ? new byte[0] : root;
    }

    void clear() {
      nodes.clear();
      sizes.clear();
    }
  }

  private static byte[] hash(int kind, String text) {
    return hash(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hash(int kind, byte[]... parts) {
    int length = 1;
    for (var part : parts) {
      length += part.length;
    }
    var whole = java.nio.ByteBuffer.allocate(length).put((byte) kind);
    for (var part : parts) {
      whole.put(part);
    }
    return hashOf(whole.array());
  }

  private static byte[] hashOf(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  // What is read of JSON (RFC 8259): no more than an export needs.

  private Map<?, ?> objectOrCut(String line) {
    try {
      return object(line);
    } catch (Refused e) {
      throw ended || line.endsWith("}") ? e : new Refused(Why.TRUNCATED, "the export stops in the middle of a line");
    }
  }

  private static Map<?, ?> object(String text) {
    try {
      var reader = new Json(text);
      if (reader.value() instanceof Map<?, ?> found && reader.atEnd()) {
        return found;
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new Refused(Why.UNREADABLE, "a line is no JSON");
    }
    throw new Refused(Why.UNREADABLE, "a line is no JSON object");
  }

  private static String text(Map<?, ?> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new Refused(Why.UNREADABLE, "a line lacks " + name);
  }

  private static long number(Map<?, ?> object, String name) {
    if (object.get(name) instanceof Long number) {
      return number;
    }
    throw new Refused(Why.UNREADABLE, "a line lacks " + name);
  }

  private static Map<?, ?> member(Map<?, ?> object, String name) {
    if (object.get(name) instanceof Map<?, ?> found) {
      return found;
    }
    throw new Refused(Why.UNREADABLE, "a line lacks " + name);
  }

  private static final class Json {
    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    boolean atEnd() {
      blanks();
      return at == text.length();
    }

    Object value() {
      blanks();
      char next = text.charAt(at);
      return switch (next) {
        case '{' -> object();
        case '[' -> list();
        case '"' -> string();
        default -> word();
      };
    }

    private Map<String, Object> object() {
      var members = new HashMap<String, Object>();
      at++;
      blanks();
      if (text.charAt(at) == '}') {
        at++;
        return members;
      }
      while (true) {
        blanks();
        var name = string();
        blanks();
        expect(':');
        if (members.containsKey(name)) {
          throw new IllegalArgumentException("said twice: " + name);
        }
        members.put(name, value());
        blanks();
        if (text.charAt(at++) == '}') {
          return members;
        }
        at--;
        expect(',');
      }
    }

    private List<Object> list() {
      var items = new ArrayList<>();
      at++;
      blanks();
      if (text.charAt(at) == ']') {
        at++;
        return items;
      }
      while (true) {
        items.add(value());
        blanks();
        if (text.charAt(at++) == ']') {
          return items;
        }
        at--;
        expect(',');
      }
    }

    private String string() {
      expect('"');
      var found = new StringBuilder();
      while (text.charAt(at) != '"') {
        char next = text.charAt(at++);
        if (next != '\\') {
          found.append(next);
          continue;
        }
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'b' -> found.append('\b');
          case 'f' -> found.append('\f');
          case 'n' -> found.append('\n');
          case 'r' -> found.append('\r');
          case 't' -> found.append('\t');
          case 'u' -> {
            found.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> found.append(escaped);
        }
      }
      at++;
      return found.toString();
    }

    /// A number, true, false or null. Numbers that are not whole are of no use here.
    private Object word() {
      int start = at;
      while (at < text.length() && ",]} \t\n\r".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      var word = text.substring(start, at);
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        case "null" -> "";
        default -> word.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
      };
    }

    private void expect(char wanted) {
      if (text.charAt(at++) != wanted) {
        throw new IllegalArgumentException("expected " + wanted);
      }
    }

    private void blanks() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
