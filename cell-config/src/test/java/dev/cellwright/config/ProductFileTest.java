package dev.cellwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductFileTest {
  private static final String GOOD =
      """
      name: acme
      modules: [tasks]
      features:
        maxTeamSize: 50
      environments:
        dev:
          account: "111111111111"
          region: eu-central-1
          database: {minCapacity: 0, maxCapacity: 2}
          retention: {logsDays: 14, backupsDays: 1}
        prod:
          account: "333333333333"
          region: eu-central-1
          database: {minCapacity: 0.5, maxCapacity: 16}
          retention: {logsDays: 365, backupsDays: 35}
          domain: api.acme.example
          edge: {hostedZone: Z0123456789ABCDEFGHIJ}
          alarms: {platform: [night@acme.example], security: [guard@acme.example]}
      """;

  @TempDir private Path directory;
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("cell-config"));
  }

  @Test
  void aGoodFileIsRead() throws IOException {
    var product = read(GOOD);

    assertThat(product.name()).isEqualTo("acme");
    assertThat(product.modules()).containsExactly("tasks");
    assertThat(product.features()).containsEntry("maxTeamSize", 50L);
    assertThat(product.environments().values())
        .extracting(Environment::database)
        .extracting(Database::pauses, Database::instances)
        .containsExactly(tuple(true, 1), tuple(false, 2));
  }

  @Test
  void phonesAreReachedByApplicationsOfTheSameAccountAndRegion() throws IOException {
    var ours = "arn:aws:sns:eu-central-1:111111111111:app/GCM/acme";
    var others = "arn:aws:sns:eu-west-1:111111111111:app/GCM/acme";

    var environments = read(pushing(ours)).environments();

    assertThat(environments.values())
        .first()
        .extracting(Environment::push)
        .isEqualTo(new Push(ours, null, "Acme"));
    assertThat(complaints(pushing(others)))
        .containsExactly(
            "cell-config/acme.yaml:9: environments.dev.push.gcm: got \""
                + others
                + "\", allowed: one in the account and region of the environment");
    assertThat(complaints(pushing(ours.replace("GCM", "APNS"))))
        .singleElement()
        .asString()
        .contains("push.gcm", "app/GCM/<name>");
  }

  private static String pushing(String application) {
    return GOOD.replace(
        "    database: {minCapacity: 0, maxCapacity: 2}",
        "    push: {gcm: \""
            + application
            + "\", smsSender: Acme}\n"
            + "    database: {minCapacity: 0, maxCapacity: 2}");
  }

  @Test
  void sealsAreLockedForSevenYearsInProductionUnlessTheFileSaysOtherwise() throws IOException {
    assertThat(sealsDays(GOOD)).containsExactly(1, 2557);
    assertThat(sealsDays(GOOD.replace("backupsDays: 35", "backupsDays: 35, sealsDays: 3653")))
        .containsExactly(1, 3653);
  }

  @Test
  void whatCloudTrailWroteIsLockedForSevenYearsInProductionUnlessTheFileSaysOtherwise()
      throws IOException {
    assertThat(auditDays(GOOD)).containsExactly(1, 2557);
    assertThat(auditDays(GOOD.replace("backupsDays: 35", "backupsDays: 35, auditDays: 30")))
        .containsExactly(1, 30);
  }

  private List<Integer> auditDays(String yaml) throws IOException {
    return read(yaml).environments().values().stream()
        .map(environment -> environment.retention().auditDays())
        .toList();
  }

  private List<Integer> sealsDays(String yaml) throws IOException {
    return read(yaml).environments().values().stream()
        .map(environment -> environment.retention().sealsDays())
        .toList();
  }

  @Test
  void everyMistakeOfAFileIsToldAtOnceInTheOrderOfTheFile() {
    var complaints =
        complaints(
            GOOD.replace("modules: [tasks]", "modules: [task]")
                .replace("maxTeamSize", "maxTeamsize")
                .replace("\"111111111111\"", "12")
                .replace("logsDays: 14", "logDays: 14"));

    assertThat(complaints)
        .containsExactly(
            "cell-config/acme.yaml:2: modules[0]: got \"task\", allowed: contacts, documents,"
                + " documents.redline, finance, tasks; did you mean tasks?",
            "cell-config/acme.yaml:4: features.maxTeamsize: got an unknown feature, allowed:"
                + " maxTeamSize; did you mean maxTeamSize?",
            "cell-config/acme.yaml:7: environments.dev.account: got 12, allowed: 12 digits",
            "cell-config/acme.yaml:10: environments.dev.retention.logDays: got an unknown key,"
                + " allowed: logsDays, backupsDays, sealsDays, auditDays; did you mean logsDays?",
            "cell-config/acme.yaml:10: environments.dev.retention.logsDays: got nothing, allowed:"
                + " one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,"
                + " 1827, 2192, 2557, 2922, 3288, 3653");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: acme        | name: Acme          | name: got \"Acme\"",
        "name: acme        | name: acme-         | name: got \"acme-\"",
        "name: acme        | name: awsome        | not beginning with aws or ssm",
        "name: acme        | name: other         | allowed: the file's name, acme",
        "name: acme        | nam: acme           | nam: got an unknown key",
        "name: acme        | name: [acme]        | name: got a list",
        "name: acme        | name:               | name: got nothing",
        "[tasks]           | tasks               | modules: got \"tasks\", allowed: a list of modules",
        "[tasks]           | {tasks: true}       | modules: got a mapping",
        "[tasks]           | [tasks, tasks]      | modules[1]: got \"tasks\" a second time",
        "[tasks]           | [identity, tasks]   | modules[0]: got \"identity\", which every cell has",
        "[tasks]           | [tasks, finance]    | modules[1]: got \"finance\" without contacts, which it needs",
        "[tasks]           | [documents.redline, tasks] | modules[0]: got \"documents.redline\" without documents, whose part it is",
        "[tasks]           | [tasks, [contacts]] | modules[1]: got a list",
        "[tasks]           | [tasks, ]]          | is not YAML",
        "modules: [tasks]  | plans: [Gold!]      | plans[0]: got \"Gold!\", allowed: a name of lower-case letters",
        "modules: [tasks]  | plans: [a, b, c, d, e, f, g, h, i] | plans: got 9 names, allowed: a list of at most 8",
        "maxTeamSize: 50   | maxTeamSize: 0      | features.maxTeamSize: got 0, allowed: a whole number from 1 to 1000",
        "maxTeamSize: 50   | maxTeamSize: '50'   | features.maxTeamSize: got \"50\"",
        "maxTeamSize: 50   | maxTeamSize: 5e1    | features.maxTeamSize: got",
        "maxTeamSize: 50   | enableKanban: 1     | features.enableKanban: got 1, allowed: true or false",
        "maxTeamSize: 50   | enableKanban: yes   | features.enableKanban: got",
        "\"111111111111\"  | 1111111111111       | account: got 1111111111111",
        "\"111111111111\"  | 0x1F4F4F4F4F4F      | account: got",
        "eu-central-1      | eu-centrl-1         | did you mean eu-central-1?",
        "eu-central-1      | mars-north-1        | region: got \"mars-north-1\", allowed: an AWS region such as",
        "minCapacity: 0,   | minCapacity: 0.7,   | database.minCapacity: got 0.7, allowed: a number from 0 to 256 in steps of 0.5",
        "minCapacity: 0,   | minCapacity: -1,    | database.minCapacity: got -1",
        "minCapacity: 0,   | minCapacity: .nan,  | database.minCapacity: got",
        "minCapacity: 0,   | minCapacity: 4,     | environments.dev.database.minCapacity: got 4 above maxCapacity 2",
        "maxCapacity: 2    | maxCapacity: 0.5    | database.maxCapacity: got 0.5, allowed: a number from 1 to 256",
        "maxCapacity: 2    | maxCapacity: 256.5  | database.maxCapacity: got 256.5",
        "maxCapacity: 16   | maxCapacity: 16, instances: 1 | prod.database.instances: got 1, allowed: at least 2 in prod",
        "maxCapacity: 16   | maxCapacity: 16, pauseAfterMinutes: 10 | prod.database.pauseAfterMinutes: got a pause",
        "logsDays: 14      | logsDays: 15        | retention.logsDays: got 15",
        "backupsDays: 1}   | backupsDays: 36}    | retention.backupsDays: got 36",
        "domain: api.acme.example | domain: https://api.acme.example | prod.domain: got",
        "domain: api.acme.example | domain: API.acme.example | prod.domain: got",
        "domain: api.acme.example | domain: 10.0.0.1 | prod.domain: got",
        "domain: api.acme.example | domain: localhost | prod.domain: got",
        "domain: api.acme.example | email: no-reply@acme.example | prod.email: got \"no-reply@acme.example\", allowed: a mapping",
        "domain: api.acme.example | email: {to: anna@acme.example} | prod.email.to: got an unknown key",
        "domain: api.acme.example | email: {from: acme.example} | prod.email.from: got \"acme.example\", allowed: a mail address",
        "domain: api.acme.example | email: {from: Acme <no-reply@acme.example>} | prod.email.from: got",
        "domain: api.acme.example | email: {from: no-reply@localhost} | prod.email.from: got",
        "[night@acme.example] | night@acme.example | prod.alarms.platform: got \"night@acme.example\", allowed: a list of mail addresses",
        "[night@acme.example] | [night]          | prod.alarms.platform[0]: got \"night\", allowed: a mail address",
        "[night@acme.example] | []               | prod.alarms.platform: got nobody, allowed: a list of mail addresses",
        "domain: api.acme.example | objectives: {availability: 100} | prod.objectives.availability: got 100, allowed: a number from 95 to 99.99",
        "domain: api.acme.example | objectives: {availability: 99.999} | prod.objectives.availability: got 99.999",
        "domain: api.acme.example | objectives: {p50Ms: 600} | prod.objectives.p50Ms: got 600 above p99Ms 500, allowed: at most p99Ms",
        "domain: api.acme.example | costs: {monthlyUsd: 0} | prod.costs.monthlyUsd: got 0, allowed: a whole number from 1",
        "domain: api.acme.example | watched: maybe | prod.watched: got \"maybe\", allowed: true or false",
        "domain: api.acme.example | auditKey: false | prod.auditKey: got false, allowed: true in prod",
        ", security: [guard@acme.example] | ''   | prod.alarms.security: got nobody",
        "dev:              | develop:            | environments.develop: got an unknown environment",
        "environments:     | environments: 7 #   | is not YAML",
      })
  void aMistakeIsToldWithWhatWasGotAndWhatIsAllowed(String right, String wrong, String told) {
    var complaints = complaints(GOOD.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

    assertThat(String.join("\n", complaints)).contains(told);
  }

  @Test
  void prodWithoutADomainIsRefused() {
    var complaints = complaints(GOOD.replaceFirst(" +domain: .*\n +edge: .*\n", ""));

    assertThat(complaints)
        .singleElement()
        .asString()
        .startsWith("cell-config/acme.yaml:")
        .contains("environments.prod.domain: got nothing, allowed: a host name");
  }

  @Test
  void inDevelopmentNobodyNeedsToBeToldOfAlarms() throws IOException {
    var environments = read(GOOD).environments();

    assertThat(environments.values())
        .extracting(Environment::alarms)
        .containsExactly(
            new Alarms(List.of(), List.of()),
            new Alarms(List.of("night@acme.example"), List.of("guard@acme.example")));
  }

  @Test
  void aFeatureOfAModuleThatIsNotPickedIsRefused() {
    var complaints =
        complaints(GOOD.replace("[tasks]", "[]").replace("maxTeamSize: 50", "enableKanban: true"));

    assertThat(complaints)
        .singleElement()
        .asString()
        .contains("features.enableKanban: got a feature of tasks, which is not picked");
  }

  @Test
  void aMissingSectionIsOneComplaintAndNotOneForEachOfItsKeys() {
    var complaints = complaints(GOOD.replaceFirst(" +database: .*\n", ""));

    assertThat(complaints)
        .singleElement()
        .asString()
        .contains("environments.dev.database: got nothing");
  }

  @Test
  void aKeyWrittenTwiceIsRefused() {
    assertThat(complaints(GOOD + "name: acme\n"))
        .singleElement()
        .asString()
        .isEqualTo(
            "cell-config/acme.yaml:19: name: got the key a second time, allowed: each key once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: !!str acme\n",
        "name: &n acme\nmodules: [*n]\n",
        "name: acme\n<<: {modules: [tasks]}\n",
      })
  void cleverYamlIsRefused(String beginning) {
    var rest = GOOD.substring(GOOD.indexOf("environments:"));

    assertThat(complaints(beginning + rest)).isNotEmpty();
  }

  @Test
  void aBombOfAliasesIsRefusedWithoutBeingBlownUp() {
    var bomb =
        """
        a: &a [x,x,x,x,x,x,x,x,x]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b]
        d: &d [*c,*c,*c,*c,*c,*c,*c,*c]
        """;

    assertThat(complaints(GOOD + bomb))
        .anyMatch(line -> line.contains("b[0]: got an alias (*)"))
        .hasSizeLessThan(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | is empty, allowed: a mapping with name and environments",
        "'# a comment'   | is empty, allowed: a mapping with name and environments",
        "'- acme'        | got a list, allowed: a mapping with name and environments",
        "'acme'          | got \"acme\", allowed: a mapping with name and environments",
        "'\t- acme'      | is not YAML",
        "'a: b: c'       | is not YAML: mapping values are not allowed here",
        "'name: \"a\\u0000\"' | name: got \"a\\u0000\"",
        "'? [a]\n: b'    | is not YAML",
      })
  void aFileThatIsNoMappingIsRefused(String text, String told) {
    assertThat(String.join("\n", complaints(text))).contains(told);
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(complaints(GOOD + "---\nname: other\n"))
        .singleElement()
        .asString()
        .contains("got a second document, allowed: one document");
  }

  @Test
  void depthAndSizeHaveABound() {
    assertThat(complaints("a: " + "[".repeat(10_000))).isNotEmpty();
    assertThat(complaints("a: " + "x".repeat(100_000)))
        .containsExactly("cell-config/acme.yaml: got 100003 bytes, allowed: at most 65536");
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    var file = Files.write(folder.resolve("acme.yaml"), new byte[] {'a', (byte) 0xc3, '('});

    assertThat(complaintsOf(file)).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void aComplaintIsOneLineWhateverWasWritten() {
    var complaints =
        complaints(GOOD.replace("name: acme", "name: \"a\\nb\\u202e" + "x".repeat(500) + "\""));

    assertThat(complaints)
        .allSatisfy(line -> assertThat(line).hasLineCount(1).hasSizeLessThan(400));
  }

  @Test
  void aComplaintCarriesNoStackTrace() throws IOException {
    var failure =
        catchThrowableOfType(InvalidConfig.class, () -> read(GOOD.replace("acme", "Acme")));

    assertThat(failure.getStackTrace()).isEmpty();
    assertThat(failure.complaints()).isNotEmpty();
  }

  @Test
  void aProductWithoutAFileIsToldWhichThereAre() throws IOException {
    Files.writeString(folder.resolve("acme.yaml"), GOOD);

    var failure =
        catchThrowableOfType(
            InvalidConfig.class,
            () -> new ProductFiles(folder).read("../acne", TestingCatalogue.catalogue()));

    assertThat(failure)
        .hasMessageStartingWith("command line: productName: got \"../acne\", allowed: acme");
  }

  private Product read(String yaml) throws IOException {
    Files.writeString(folder.resolve("acme.yaml"), yaml, StandardCharsets.UTF_8);
    return new ProductFiles(folder).read("acme", TestingCatalogue.catalogue());
  }

  private List<String> complaints(String yaml) {
    try {
      return complaintsOf(Files.writeString(folder.resolve("acme.yaml"), yaml));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> complaintsOf(Path file) {
    var failure =
        catchThrowableOfType(
            InvalidConfig.class,
            () ->
                new ProductFiles(folder)
                    .read(
                        String.valueOf(file.getFileName()).replace(".yaml", ""),
                        TestingCatalogue.catalogue()));
    assertThat(failure).as("a complaint about the file").isNotNull();
    return failure.complaints().stream().map(Complaint::toString).toList();
  }
}
