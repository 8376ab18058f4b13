package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.TestingS3.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.localcell.contract.LocalContract;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag.Builder;

class ObjectsTest {
  private final TestingS3 cell = TestingS3.plain();
  private final S3Client s3 = cell.s3;
  private final String bucket = cell.bucket;

  @Test
  void givesBackWhatWasPut() {
    var put =
        s3.putObject(
            object ->
                object
                    .bucket(bucket)
                    .key("letters/anna.txt")
                    .contentType("text/plain")
                    .contentDisposition("attachment; filename=\"anna.txt\"")
                    .cacheControl("max-age=60")
                    .metadata(Map.of("author", "anna"))
                    .tagging("kind=letter&year=2026"),
            RequestBody.fromString("dear stranger"));

    var got = s3.getObjectAsBytes(get -> get.bucket(bucket).key("letters/anna.txt"));

    assertThat(got.asUtf8String()).isEqualTo("dear stranger");
    assertThat(got.response().contentType()).isEqualTo("text/plain");
    assertThat(got.response().contentDisposition()).isEqualTo("attachment; filename=\"anna.txt\"");
    assertThat(got.response().cacheControl()).isEqualTo("max-age=60");
    assertThat(got.response().metadata()).containsExactly(Map.entry("author", "anna"));
    assertThat(got.response().tagCount()).isEqualTo(2);
    assertThat(got.response().serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    assertThat(put.eTag())
        .isEqualTo("\"" + md5("dear stranger") + "\"")
        .isEqualTo(got.response().eTag());
  }

  private static String md5(String text) {
    return Crypto.hex(
        Crypto.digest("MD5").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void keepsTheChecksumThatIsAskedFor(ChecksumAlgorithm algorithm) {
    s3.putObject(
        object -> object.bucket(bucket).key("sum").checksumAlgorithm(algorithm),
        RequestBody.fromString("some content"));

    var attributes =
        s3.getObjectAttributes(get ->
            get.bucket(bucket).key("sum").objectAttributesWithStrings("Checksum", "ObjectSize"));

    assertThat(attributes.objectSize()).isEqualTo(12);
    assertThat(attributes.checksum().toString()).contains(algorithm.toString());
  }

  @Test
  void computesTheSumOfNvmeAsItsSpecificationDoes() {
    var sum = Checksum.CRC64NVME.start();
    var text = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    sum.update(text, 0, text.length);

    assertThat(Crypto.hex(sum.value())).isEqualTo("ae8b14860a799888");
  }

  @Test
  void refusesWhatIsNotWhatWasAnnounced() {
    assertRefused(
        "BadDigest",
        400,
        () ->
            s3.putObject(
                object -> object.bucket(bucket).key("bad").checksumCRC32("AAAAAA=="),
                RequestBody.fromString("content")));
    assertRefused(
        "BadDigest",
        400,
        () ->
            s3.putObject(
                object -> object.bucket(bucket).key("bad").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                RequestBody.fromString("content")));

    assertRefused("NoSuchKey", 404, () -> cell.get("bad"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e/%2Fetc",
        "a b+c&d=e?f#g",
        "日本語/Ünïcode/😀",
        "line\nbreak",
        "//two//slashes//",
        "a;b=c",
        "\"<xml>&amp;'",
        "con/./dot",
        "trailing/"
      })
  void takesEveryKeyAsItIs(String key) {
    cell.put(key, "content of " + key);

    assertThat(cell.get(key)).isEqualTo("content of " + key);
    assertThat(s3.listObjectsV2(list -> list.bucket(bucket)).contents())
        .extracting(each -> each.key())
        .containsExactly(key);
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    assertRefused("NoSuchKey", 404, () -> cell.get(key));
  }

  @Test
  void neverMakesAPathOfAKey() {
    assertThatThrownBy(() -> cell.put("../../../../etc/cellwright", "x"))
        .isInstanceOf(software.amazon.awssdk.services.s3.model.S3Exception.class);
    assertThat(java.nio.file.Files.exists(java.nio.file.Path.of("/etc/cellwright"))).isFalse();

    assertThatThrownBy(() -> cell.put("nul\u0000byte", "x"))
        .isInstanceOfSatisfying(
            software.amazon.awssdk.services.s3.model.S3Exception.class,
            e -> assertThat(e.statusCode()).isEqualTo(400));

    assertRefused("KeyTooLongError", 400, () -> cell.put("k".repeat(1025), "x"));
    cell.put("ü".repeat(512), "as long as it may be");
    assertThat(cell.get("ü".repeat(512))).isEqualTo("as long as it may be");
  }

  @Test
  void streamsHundredMegabytesInConstantMemory() throws Exception {
    var size = 100L * 1024 * 1024;
    System.gc();
    var before = used();
    var most = new java.util.concurrent.atomic.AtomicLong();

    s3.putObject(
        put -> put.bucket(bucket).key("large"),
        RequestBody.fromContentProvider(() -> zeros(size, most), size, "application/x-zeros"));
    var read = 0L;
    try (var in = s3.getObject(get -> get.bucket(bucket).key("large"))) {
      var buffer = new byte[64 * 1024];
      for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read += n;
      }
    }

    assertThat(read).isEqualTo(size);
    assertThat(most.get() - before).isLessThan(60L * 1024 * 1024);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// Zeros; looks at the memory after each tenth of them.
  private static InputStream zeros(long size, java.util.concurrent.atomic.AtomicLong most) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] into, int from, int count) {
        if (left <= 0) {
          return -1;
        }
        var n = (int) Math.min(count, left);
        if (left / (size / 10) != (left - n) / (size / 10)) {
          System.gc();
          most.accumulateAndGet(used(), Math::max);
        }
        left -= n;
        return n;
      }
    };
  }

  @Test
  void readsRanges() {
    cell.put("digits", "0123456789");

    assertThat(range("bytes=2-4")).isEqualTo("234");
    assertThat(range("bytes=7-")).isEqualTo("789");
    assertThat(range("bytes=-3")).isEqualTo("789");
    assertThat(range("bytes=5-99")).isEqualTo("56789");
    assertRefused("InvalidRange", 416, () -> range("bytes=10-"));
  }

  private String range(String range) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key("digits").range(range)).asUtf8String();
  }

  @Test
  void readsOnConditions() {
    var etag = cell.put("conditional", "x").eTag();

    assertThat(get(get -> get.ifMatch(etag))).isEqualTo("x");
    assertRefused("PreconditionFailed", 412, () -> get(get -> get.ifMatch("\"other\"")));
    assertStatus(304, () -> get(get -> get.ifNoneMatch(etag)));
    var modified = s3.headObject(head -> head.bucket(bucket).key("conditional")).lastModified();
    assertStatus(304, () -> get(get -> get.ifModifiedSince(modified)));
    assertRefused(
        "PreconditionFailed",
        412,
        () -> get(get -> get.ifUnmodifiedSince(modified.minusSeconds(3600))));
  }

  private static void assertStatus(
      int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            software.amazon.awssdk.services.s3.model.S3Exception.class,
            e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  private String get(java.util.function.Consumer<GetObjectRequest.Builder> more) {
    return s3.getObjectAsBytes(
            get -> {
              get.bucket(bucket).key("conditional");
              more.accept(get);
            })
        .asUtf8String();
  }

  @Test
  void letsOneOfTwentyWritersCreate() throws Exception {
    var writers = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < 20; i++) {
      var text = "writer " + i;
      writers.add(() -> {
        try {
          s3.putObject(
              put -> put.bucket(bucket).key("once").ifNoneMatch("*"), RequestBody.fromString(text));
          return 200;
        } catch (software.amazon.awssdk.services.s3.model.S3Exception e) {
          return e.statusCode();
        }
      });
    }

    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var ending : threads.invokeAll(writers)) {
        statuses.add(ending.get());
      }
    }

    assertThat(statuses).filteredOn(each -> each == 200).hasSize(1);
    assertThat(statuses).filteredOn(each -> each == 412).hasSize(19);
  }

  @Test
  void replacesAndDeletesOnlyWhatIsStillTheSame() {
    var first = cell.put("counter", "1").eTag();
    s3.putObject(
        put -> put.bucket(bucket).key("counter").ifMatch(first), RequestBody.fromString("2"));

    assertRefused(
        "PreconditionFailed",
        412,
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key("counter").ifMatch(first),
                RequestBody.fromString("3")));
    assertRefused(
        "PreconditionFailed",
        412,
        () -> s3.deleteObject(delete -> delete.bucket(bucket).key("counter").ifMatch(first)));
    assertThat(cell.get("counter")).isEqualTo("2");
    assertRefused(
        "NoSuchKey",
        404,
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key("nothing").ifMatch(first),
                RequestBody.fromString("3")));
  }

  @Test
  void listsThousandsInPagesAndFolds() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var ending :
          threads.invokeAll(
              IntStream.range(0, 2_500)
                  .mapToObj(i ->
                      (Callable<Object>) () -> cell.put("list/%02d/%04d".formatted(i % 50, i), ""))
                  .toList())) {
        ending.get();
      }
    }

    var keys =
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix("list/")).contents().stream()
            .map(each -> each.key())
            .toList();
    var folded =
        s3
            .listObjectsV2Paginator(
                list -> list.bucket(bucket).prefix("list/").delimiter("/").maxKeys(7))
            .commonPrefixes()
            .stream()
            .map(each -> each.prefix())
            .toList();

    assertThat(keys).hasSize(2_500).isSorted().doesNotHaveDuplicates();
    assertThat(folded)
        .containsExactlyElementsOf(
            IntStream.range(0, 50).mapToObj("list/%02d/"::formatted).toList());
    assertThat(s3.listObjectsV2(list -> list.bucket(bucket).startAfter("list/49/2448")).contents())
        .extracting(each -> each.key())
        .containsExactly("list/49/2449", "list/49/2499");
  }

  @Test
  void copiesWithMetadataUnlessItIsReplaced() {
    s3.putObject(
        put -> put.bucket(bucket).key("from").metadata(Map.of("a", "1")).tagging("t=1"),
        RequestBody.fromString("content"));

    s3.copyObject(copy ->
        copy.sourceBucket(bucket)
            .sourceKey("from")
            .destinationBucket(bucket)
            .destinationKey("to ü"));
    s3.copyObject(copy ->
        copy.sourceBucket(bucket)
            .sourceKey("from")
            .destinationBucket(bucket)
            .destinationKey("other")
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(Map.of("b", "2")));

    assertThat(cell.get("to ü")).isEqualTo("content");
    assertThat(s3.headObject(head -> head.bucket(bucket).key("to ü")).metadata())
        .containsExactly(Map.entry("a", "1"));
    assertThat(s3.headObject(head -> head.bucket(bucket).key("other")).metadata())
        .containsExactly(Map.entry("b", "2"));
    assertThat(s3.getObjectTagging(get -> get.bucket(bucket).key("to ü")).tagSet())
        .extracting(each -> each.key() + "=" + each.value())
        .containsExactly("t=1");
  }

  @Test
  void deletesSeveralAtOnce() {
    cell.put("one", "1");
    cell.put("two", "2");

    var deleted =
        s3.deleteObjects(delete ->
            delete
                .bucket(bucket)
                .delete(
                    Delete.builder()
                        .objects(
                            ObjectIdentifier.builder().key("one").build(),
                            ObjectIdentifier.builder().key("never").build())
                        .build()));

    assertThat(deleted.deleted()).extracting(each -> each.key()).containsExactly("one", "never");
    assertThat(s3.listObjectsV2(list -> list.bucket(bucket)).contents())
        .extracting(each -> each.key())
        .containsExactly("two");
  }

  @Test
  void keepsTagsOfAnObject() {
    cell.put("tagged", "x");
    java.util.function.Consumer<Builder> tag = each -> each.key("state").value("clean");

    s3.putObjectTagging(put -> put.bucket(bucket).key("tagged").tagging(set -> set.tagSet(tag)));

    assertThat(s3.getObjectTagging(get -> get.bucket(bucket).key("tagged")).tagSet())
        .extracting(each -> each.value())
        .containsExactly("clean");
    s3.deleteObjectTagging(delete -> delete.bucket(bucket).key("tagged"));
    assertThat(s3.getObjectTagging(get -> get.bucket(bucket).key("tagged")).tagSet()).isEmpty();
    assertRefused(
        "BadRequest",
        400,
        () ->
            s3.putObject(
                put ->
                    put.bucket(bucket)
                        .key("tagged")
                        .tagging("a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1"),
                RequestBody.empty()));
  }

  @Test
  @LocalContract
  void readsNoFrozenObject() {
    s3.putObject(
        put -> put.bucket(bucket).key("old").storageClass(StorageClass.GLACIER),
        RequestBody.fromString("ice"));

    assertRefused("InvalidObjectState", 403, () -> cell.get("old"));
    assertThat(s3.headObject(head -> head.bucket(bucket).key("old")).storageClass())
        .isEqualTo(StorageClass.GLACIER);
  }

  @Test
  void refusesTooMuchMetadata() {
    assertRefused(
        "MetadataTooLarge",
        400,
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key("m").metadata(Map.of("a", "x".repeat(2048))),
                RequestBody.empty()));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertRefused("NotImplemented", 501, () -> s3.getBucketAcl(get -> get.bucket(bucket)));
    assertRefused(
        "NotImplemented",
        501,
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key("x").grantRead("id=1"), RequestBody.empty()));
    assertRefused("NoSuchBucket", 404, () -> s3.listObjectsV2(list -> list.bucket("not-there")));
  }

  @Test
  void tellsAboutBuckets() {
    assertThat(s3.listBuckets().buckets()).extracting(each -> each.name()).contains(bucket);
    assertThat(s3.getBucketLocation(get -> get.bucket(bucket)).locationConstraintAsString())
        .isEqualTo("eu-central-1");
    assertThat(s3.headBucket(head -> head.bucket(bucket)).bucketRegion()).isEqualTo("eu-central-1");
    assertThat(s3.getBucketVersioning(get -> get.bucket(bucket)).status()).isNull();
  }
}
