package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.s3.Operation.Prepared;
import dev.cellwright.localcell.s3.UploadStore.Part;
import dev.cellwright.localcell.s3.UploadStore.Upload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes one object of the parts of an upload, in the order the client names them.
final class CompleteUpload {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;
  private static final long SMALLEST_PART = 5L * 1024 * 1024;
  private static final String UNLIKE =
      "One or more of the specified parts could not be found. The part may not have been uploaded,"
          + " or the specified entity tag may not match the part's entity tag.";
  private static final Set<String> MEMBERS =
      Stream.concat(
              Stream.of("PartNumber", "ETag"), Stream.of(Checksum.values()).map(Checksum::element))
          .collect(Collectors.toUnmodifiableSet());

  private CompleteUpload() {}

  static Prepared prepare(S3Call call) {
    return new Prepared(List.of(Operation.need("s3:PutObject", call.arn())), () -> complete(call));
  }

  private record Named(int number, String etag, Map<String, String> checksums) {}

  private static S3Answer complete(S3Call call) throws Exception {
    var named = named(call.smallBody(LARGEST_BODY, false));
    var s3 = call.s3();
    var all = new ArrayList<Part>();
    var upload =
        s3.store()
            .database()
            .transact(connection -> {
              var held = Multipart.hold(call, connection);
              all.addAll(s3.uploads().parts(connection, held.id()));
              return held;
            });
    var parts = chosen(named, all);
    var draft = Draft.of(s3, call.bucket(), call.key(), upload.headers());
    draft.needs().forEach(call.access()::check);
    var content = content(call, upload, parts);
    var size = parts.stream().mapToLong(each -> each.piece().size()).sum();
    var draftVersion =
        draft.version(call.bucket(), call.key(), s3.now(), size, etag(draft, parts), content);
    var written =
        s3.versions()
            .put(
                call.bucket(),
                draftVersion,
                Preconditions.of(call.request().headers(), ""),
                connection -> {
                  Multipart.hold(call, connection);
                  if (!names(s3.uploads().parts(connection, upload.id())).equals(names(all))) {
                    throw new S3Error("InvalidPart", 400, UNLIKE); // a part was sent meanwhile
                  }
                  s3.uploads().end(connection, upload.id());
                });
    var unused = new ArrayList<>(all);
    unused.removeAll(parts);
    s3.files().delete(unused.stream().map(Part::piece).toList());
    s3.tell(call, "ObjectCreated:CompleteMultipartUpload", "CompleteMultipartUpload", written);
    return answer(call, written);
  }

  private static Set<String> names(List<Part> parts) {
    return parts.stream().map(each -> each.piece().file()).collect(Collectors.toSet());
  }

  private static List<Named> named(byte[] body) {
    var root = Xml.read(body, "CompleteMultipartUpload");
    var named = new ArrayList<Named>();
    for (var each : Xml.children(root, "Part", Set.of("Part"))) {
      var number = Xml.required(each, "PartNumber", MEMBERS);
      if (!number.matches("\\d{1,5}")) {
        throw S3Error.malformedXml();
      }
      var checksums = new LinkedHashMap<String, String>();
      for (var algorithm : Checksum.values()) {
        var sent = Xml.text(each, algorithm.element(), MEMBERS);
        if (sent != null) {
          checksums.put(algorithm.element(), sent);
        }
      }
      var etag = Xml.required(each, "ETag", MEMBERS).replace("\"", "");
      named.add(new Named(Integer.parseInt(number), etag, checksums));
    }
    if (named.isEmpty()) {
      throw S3Error.malformedXml();
    }
    for (var i = 1; i < named.size(); i++) {
      if (named.get(i).number() <= named.get(i - 1).number()) {
        throw new S3Error("InvalidPartOrder", 400, "The list of parts was not in ascending order.");
      }
    }
    return named;
  }

  private static List<Part> chosen(List<Named> named, List<Part> all) {
    var chosen = new ArrayList<Part>();
    for (var each : named) {
      var part =
          all.stream()
              .filter(one -> one.number() == each.number())
              .filter(one -> one.etag().equals(each.etag()))
              .filter(one -> one.checksums().entrySet().containsAll(each.checksums().entrySet()))
              .findFirst()
              .orElseThrow(() -> new S3Error("InvalidPart", 400, UNLIKE));
      chosen.add(part);
    }
    for (var part : chosen.subList(0, chosen.size() - 1)) {
      if (part.piece().size() < SMALLEST_PART) {
        throw new S3Error(
            "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size");
      }
    }
    return chosen;
  }

  private static String etag(Draft draft, List<Part> parts) {
    var digest = Crypto.digest("MD5");
    parts.forEach(each -> digest.update(each.md5()));
    return draft.etag(digest.digest()) + "-" + parts.size();
  }

  private static ObjectVersion.Details content(S3Call call, Upload upload, List<Part> parts)
      throws Exception {
    var pieces = parts.stream().map(Part::piece).toList();
    var name = upload.headers().get(Multipart.ALGORITHM);
    var whole = "FULL_OBJECT".equals(upload.headers().get(Multipart.TYPE));
    var checksums = new LinkedHashMap<String, String>();
    if (name != null) {
      var algorithm = Checksum.named(name);
      var sum = whole ? wholeSum(call, algorithm, pieces) : sumOfSums(algorithm, parts);
      checksums.put(algorithm.element(), sum);
      var sent = call.request().header(algorithm.header());
      if (sent != null && !sent.equals(sum)) {
        throw new S3Error(
            "BadDigest",
            400,
            "The %s you specified did not match the calculated checksum.".formatted(algorithm));
      }
    }
    return new ObjectVersion.Details(pieces, Map.of(), Map.of(), checksums, whole, parts.size());
  }

  private static String wholeSum(S3Call call, Checksum algorithm, List<ObjectFiles.Piece> pieces)
      throws Exception {
    var sum = algorithm.start();
    try (var reader = call.s3().files().read(pieces)) {
      var in = reader.stream();
      var buffer = new byte[64 * 1024];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return Base64.getEncoder().encodeToString(sum.value());
  }

  private static String sumOfSums(Checksum algorithm, List<Part> parts) {
    var sum = algorithm.start();
    for (var part : parts) {
      var sent = part.checksums().get(algorithm.element());
      if (sent == null) {
        throw S3Error.invalidRequest(
            "The upload was created using a %s checksum, and part %d has none"
                .formatted(algorithm, part.number()));
      }
      var bytes = Base64.getDecoder().decode(sent);
      sum.update(bytes, 0, bytes.length);
    }
    return Base64.getEncoder().encodeToString(sum.value()) + "-" + parts.size();
  }

  private static S3Answer answer(S3Call call, ObjectVersion written) {
    var headers = new LinkedHashMap<String, String>();
    headers.putAll(call.versionHeader(written));
    headers.putAll(Draft.encryptionOf(written.details().headers()));
    var xml =
        Xml.of("CompleteMultipartUploadResult")
            .element("Location", "/" + call.bucket().name() + "/" + Escapes.encodePath(call.key()))
            .element("Bucket", call.bucket().name())
            .element("Key", call.key())
            .element("ETag", written.quotedEtag());
    written.details().checksums().forEach(xml::element);
    if (!written.details().checksums().isEmpty()) {
      var type = written.details().wholeChecksums() ? "FULL_OBJECT" : "COMPOSITE";
      xml.element("ChecksumType", type);
    }
    return S3Answer.xml(200, headers, xml);
  }
}
