package dev.cellwright.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts that a pipeline runs, with a command line of AWS that answers what a test says.
class ReleaseScriptsTest {
  private static final Path SCRIPTS = Path.of("../.ci").toAbsolutePath().normalize();
  private static final String STACK =
      """
      {"artifacts": {"data": {"type": "aws:cloudformation:stack", "environment": "aws://111111111111/eu-central-1",
        "properties": {"stackName": "acme-dev-data", "lookupRole": {"arn": "arn:${AWS::Partition}:iam::111111111111:role/look"}}}}}
      """;

  @TempDir private Path folder;

  private record Ended(int status, String said) {}

  @Test
  void aGraveWeaknessOfWhatIsShippedStopsARelease() throws Exception {
    aws("cat '%s'".formatted(bom("high")));

    var ended = run("scan", write("bom.json", "{}").toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.said())
        .contains("CVE-2026-1 of pkg:maven/acme/parser@1")
        .contains("1 components, 1 known weaknesses, 1 of them grave and not accepted");
  }

  @Test
  void aSlightOneDoesNotAndAnAnswerThatIsNoneDoes() throws Exception {
    aws("cat '%s'".formatted(bom("medium")));
    assertThat(run("scan", write("bom.json", "{}").toString()).status()).isZero();

    aws("echo '{}'");
    assertThat(run("scan", write("bom.json", "{}").toString()).status()).isEqualTo(2);

    aws("exit 255");
    assertThat(run("scan", write("bom.json", "{}").toString()).status()).isNotZero();
  }

  @Test
  void whatIsDeployedIsReadByTheRoleOfItsAccount() throws Exception {
    write("new/manifest.json", STACK);
    aws(
        """
        case "$*" in
          *"assume-role --role-arn arn:aws:iam::111111111111:role/look"*) echo "KEY SECRET TOKEN" ;;
          *"get-template --region eu-central-1 --stack-name acme-dev-data"*)
            [ "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN" = "KEY SECRET TOKEN" ]
            echo '{"Resources": {"Key": {"Type": "AWS::KMS::Key"}}}' ;;
        esac\
        """);

    var ended = run("deployed", folder.resolve("new").toString(), folder.resolve("old").toString());

    assertThat(ended.status()).as(ended.said()).isZero();
    assertThat(Assembly.templates(folder.resolve("old")))
        .hasEntrySatisfying(
            "acme-dev-data",
            template ->
                assertThat(template.at("/Resources/Key"))
                    .hasToString("{\"Type\":\"AWS::KMS::Key\"}"));
  }

  @Test
  void aStackThatIsNotThereHasNothingToLoseAndOneThatCannotBeReadStopsTheRelease()
      throws Exception {
    write("new/manifest.json", STACK);
    var arguments =
        new String[] {folder.resolve("new").toString(), folder.resolve("old").toString()};
    aws(template("Stack with id acme-dev-data does not exist"));
    assertThat(run("deployed", arguments).status()).isZero();
    assertThat(Assembly.templates(folder.resolve("old"))).isEmpty();

    aws(template("AccessDenied"));
    assertThat(run("deployed", arguments).status()).isEqualTo(2);

    aws("exit 255");
    assertThat(run("deployed", arguments).status()).isNotZero();
  }

  @Test
  void theSignedFileTakesThePlaceOfWhatWasBuilt() throws Exception {
    var manifest =
        write(
            "new/cell.assets.json",
            """
            {"files": {"c0de": {"source": {"path": "asset.c0de", "packaging": "zip"}},
              "text": {"source": {"path": "text.json", "packaging": "file"}}}}
            """);
    write("new/asset.c0de/lib/module.jar", "code");
    aws(
        """
        echo "$*" >> '%s'
        case "$*" in
          *put-object*) echo "version-1" ;;
          *start-signing-job*) echo "job-1" ;;
          *describe-signing-job*) echo "signed/of-job-1.zip" ;;
          *get-object*) printf 'signed code' > "${@: -1}" ;;
        esac\
        """
            .formatted(folder.resolve("asked")));

    var ended =
        run("sign", folder.resolve("new").toString(), "bucket", "acme_prod", "333333333333");

    assertThat(ended.status()).as(ended.said()).isZero();
    var files = new ObjectMapper().readTree(manifest.toFile()).path("files");
    assertThat(files.at("/c0de/source"))
        .hasToString("{\"path\":\"signed/c0de.zip\",\"packaging\":\"file\"}");
    assertThat(files.at("/text/source/path").asText()).isEqualTo("text.json");
    assertThat(folder.resolve("new/signed/c0de.zip")).hasContent("signed code");
    assertThat(folder.resolve("asked"))
        .content()
        .contains("start-signing-job --profile-name acme_prod --profile-owner 333333333333")
        .contains("key=unsigned/c0de.zip,version=version-1");
  }

  @Test
  void onlyAFirstReleaseMayGoWithoutASignature() throws Exception {
    write("new/cell.assets.json", "{\"files\": {}}");
    var assembly = folder.resolve("new").toString();

    aws("echo 'ResourceNotFoundException' >&2; exit 254");
    assertThat(run("sign", assembly, "bucket", "acme_prod").status()).isEqualTo(1);
    var first = run("sign", "--if-there", assembly, "bucket", "acme_prod");
    assertThat(first.status()).isZero();
    assertThat(first.said()).contains("nothing is signed");

    aws("echo 'ThrottlingException' >&2; exit 254");
    assertThat(run("sign", "--if-there", assembly, "bucket", "acme_prod").status()).isEqualTo(1);
  }

  private static String template(String error) {
    return """
    case "$*" in
      *assume-role*) echo "KEY SECRET TOKEN" ;;
      *) echo '%s' >&2; exit 254 ;;
    esac\
    """
        .formatted(error);
  }

  private Path bom(String severity) throws IOException {
    return write(
        "answer.json",
        """
        {"sbom": {"bomFormat": "CycloneDX",
          "components": [{"bom-ref": "1", "purl": "pkg:maven/acme/parser@1"}],
          "vulnerabilities": [{"id": "CVE-2026-1", "ratings": [{"severity": "%s"}], "affects": [{"ref": "1"}]}]}}
        """
            .formatted(severity));
  }

  private void aws(String script) throws IOException {
    var aws = write("bin/aws", "#!/usr/bin/env bash\nset -eu\n" + script + "\n");
    assertThat(aws.toFile().setExecutable(true)).isTrue();
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Ended run(String script, String... arguments) throws Exception {
    var process =
        new ProcessBuilder(
            Stream.concat(Stream.of(SCRIPTS.resolve(script).toString()), Stream.of(arguments))
                .toList());
    process
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, mine) -> mine + ":" + path);
    process.environment().keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_PROFILE"));
    var running = process.redirectErrorStream(true).start();
    var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(running.waitFor(), said);
  }
}
