package dev.cellwright.localcell.s3;

import static dev.cellwright.localcell.s3.TestingS3.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

class MultipartTest {
  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

  private final TestingS3 cell = TestingS3.plain();

  @Test
  void makesOneObjectOfItsParts() {
    var upload = create();
    var first = part(upload, 1, bytes('a', FIVE_MEGABYTES));
    part(upload, 2, bytes('x', 10));
    var second = part(upload, 2, bytes('b', 100));

    var listed =
        cell.s3.listParts(list -> list.bucket(cell.bucket).key("big").uploadId(upload)).parts();
    var done = complete(upload, first, second);

    assertThat(listed).extracting(each -> each.partNumber()).containsExactly(1, 2);
    assertThat(done.eTag()).endsWith("-2\"");
    var got = cell.s3.getObjectAsBytes(get -> get.bucket(cell.bucket).key("big"));
    assertThat(got.asByteArray()).hasSize(FIVE_MEGABYTES + 100).startsWith('a').endsWith('b');
    var across =
        cell.s3
            .getObjectAsBytes(get ->
                get.bucket(cell.bucket)
                    .key("big")
                    .range("bytes=%d-%d".formatted(FIVE_MEGABYTES - 2, FIVE_MEGABYTES + 1)))
            .asUtf8String();
    assertThat(across).isEqualTo("aabb");
    assertRefused("NoSuchUpload", 404, () -> part(upload, 3, bytes('c', 1)));
  }

  @Test
  void refusesPartsThatAreSmallOrUnknownOrOutOfOrder() {
    var upload = create();
    var first = part(upload, 1, bytes('a', 100));
    var second = part(upload, 2, bytes('b', 100));

    assertRefused("EntityTooSmall", 400, () -> complete(upload, first, second));
    assertRefused("InvalidPartOrder", 400, () -> complete(upload, second, first));
    assertRefused(
        "InvalidPart", 400, () -> complete(upload, first.copy(part -> part.eTag("\"other\""))));
    complete(upload, first);

    assertThat(cell.get("big")).hasSize(100);
  }

  @Test
  void forgetsAnUploadThatIsAborted() {
    var upload = create();
    var first = part(upload, 1, bytes('a', 100));

    cell.s3.abortMultipartUpload(abort -> abort.bucket(cell.bucket).key("big").uploadId(upload));

    assertRefused("NoSuchUpload", 404, () -> complete(upload, first));
    assertThat(cell.s3.listMultipartUploads(list -> list.bucket(cell.bucket)).uploads()).isEmpty();
  }

  @Test
  void sumsTheSumsOfParts() {
    var upload =
        cell.s3
            .createMultipartUpload(create ->
                create.bucket(cell.bucket).key("big").checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    var sent =
        cell.s3.uploadPart(
            put ->
                put.bucket(cell.bucket)
                    .key("big")
                    .uploadId(upload)
                    .partNumber(1)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromString("content"));

    var done =
        complete(
            upload,
            CompletedPart.builder()
                .partNumber(1)
                .eTag(sent.eTag())
                .checksumSHA256(sent.checksumSHA256())
                .build());

    assertThat(done.checksumSHA256()).endsWith("-1");
    assertThat(cell.get("big")).isEqualTo("content");
  }

  private String create() {
    return cell.s3.createMultipartUpload(put -> put.bucket(cell.bucket).key("big")).uploadId();
  }

  private CompletedPart part(String upload, int number, byte[] content) {
    var sent =
        cell.s3.uploadPart(
            put -> put.bucket(cell.bucket).key("big").uploadId(upload).partNumber(number),
            RequestBody.fromBytes(content));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(sent.eTag())
        .checksumCRC32(sent.checksumCRC32())
        .build();
  }

  private software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse complete(
      String upload, CompletedPart... parts) {
    return cell.s3.completeMultipartUpload(done ->
        done.bucket(cell.bucket)
            .key("big")
            .uploadId(upload)
            .multipartUpload(all -> all.parts(new ArrayList<>(Arrays.asList(parts)))));
  }

  private static byte[] bytes(char each, int count) {
    var bytes = new byte[count];
    Arrays.fill(bytes, (byte) each);
    return bytes;
  }
}
