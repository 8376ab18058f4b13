package dev.cellwright.config;

import dev.cellwright.config.Yaml.Scalar;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a value must be.
///
/// @param allowed the same in words, as complaints and the reference page say it
/// @param reading the value, or null where the scalar isn't one
record Rule<T>(String allowed, Function<Scalar, @Nullable T> reading) {

  /// Physical names are made of it. `<product>-<environment>-<module>` must stay under the 64
  /// characters of a Lambda function name, RDS refuses `--` and a dash at the end, and SSM refuses
  /// parameters that begin with `aws` or `ssm`.
  static final Rule<String> PRODUCT_NAME =
      text(
          "2 to 24 lower-case letters and digits, parted by single dashes, a letter first, not"
              + " beginning with aws or ssm",
          name ->
              name.length() >= 2
                  && name.length() <= 24
                  && name.matches("(?!aws|ssm)[a-z][a-z0-9]*(-[a-z0-9]+)*"));

  static final Rule<String> ACCOUNT = text("12 digits", account -> account.matches("[0-9]{12}"));

  /// Regions where Aurora has Serverless v2 and the Data API, and Lambda has SnapStart.
  static final Set<String> REGIONS =
      Set.of(
          "af-south-1",
          "ap-east-1",
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-south-2",
          "ap-southeast-1",
          "ap-southeast-2",
          "ap-southeast-3",
          "ap-southeast-4",
          "ap-southeast-5",
          "ap-southeast-7",
          "ca-central-1",
          "ca-west-1",
          "eu-central-1",
          "eu-central-2",
          "eu-north-1",
          "eu-south-1",
          "eu-south-2",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "il-central-1",
          "me-central-1",
          "me-south-1",
          "mx-central-1",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  static final Rule<String> REGION = oneOf("an AWS region such as eu-central-1", REGIONS);

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  static final Rule<String> DOMAIN =
      text("a host name in lower case, such as api.example.com", Rule::isHostName);

  static final Rule<String> ADDRESS =
      text("a mail address in lower case, such as no-reply@acme-crm.example", Rule::isAddress);

  static final Rule<String> CONNECTION =
      text(
          "the ARN of a connection, arn:aws:codeconnections:<region>:<account>:connection/<id>",
          arn ->
              arn.matches(
                  "arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}"
                      + ":connection/[0-9a-f-]{36}"));

  static final Rule<String> REPOSITORY =
      text(
          "a repository as owner/name",
          name -> name.matches("[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}"));

  static final Rule<String> BRANCH =
      text("a branch's name", name -> name.matches("[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}"));

  static final Rule<String> HOSTED_ZONE =
      text(
          "the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ",
          zone -> zone.matches("Z[A-Z0-9]{7,31}"));

  static final Rule<String> CERTIFICATE =
      text(
          "the ARN of an ACM certificate, arn:aws:acm:<region>:<account>:certificate/<id>",
          arn -> arn.matches("arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]{36}"));

  static final Rule<String> TRUSTSTORE =
      text(
          "a PEM file in a bucket, s3://<bucket>/<key>",
          file ->
              file.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[A-Za-z0-9!_.*'()/-]{1,900}"));

  static final Rule<String> CONSUMER =
      text(
          "2 to 32 lower-case letters and digits, parted by single dashes, a letter first",
          name -> name.length() <= 32 && name.matches("[a-z][a-z0-9]+(-[a-z0-9]+)*"));

  static final Rule<Edge.Tls> TLS =
      new Rule<>(
          "1.2 or 1.3",
          scalar ->
              switch (scalar.text()) {
                case "1.2" -> Edge.Tls.V1_2;
                case "1.3" -> Edge.Tls.V1_3;
                default -> null;
              });

  /// ISO 3166-1, two letters: what a web ACL tells countries by.
  static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  static final Rule<String> COUNTRY =
      oneOf("the two capital letters of a country in ISO 3166, such as DE", COUNTRIES);

  static final Rule<String> SMS_SENDER =
      text(
          "1 to 11 letters and digits, one letter at least",
          sender -> sender.matches("(?=.*[A-Za-z])[A-Za-z0-9]{1,11}"));

  static final Rule<String> PLAN =
      text(
          "a name of lower-case letters, digits and single dashes, at most 63",
          plan -> plan.length() <= 63 && plan.matches("[a-z0-9]+(-[a-z0-9]+)*"));

  static final Rule<Boolean> SWITCH =
      new Rule<>(
          "true or false",
          scalar ->
              switch (scalar.kind()) {
                case BOOLEAN -> scalar.text().equals("true") ? Boolean.TRUE : falseOnly(scalar);
                case TEXT, NUMBER, NOTHING -> null;
              });

  /// The periods CloudWatch Logs knows.
  private static final List<Long> LOG_PERIODS =
      List.of(
          1L, 3L, 5L, 7L, 14L, 30L, 60L, 90L, 120L, 150L, 180L, 365L, 400L, 545L, 731L, 1096L,
          1827L, 2192L, 2557L, 2922L, 3288L, 3653L);

  static final Rule<Long> LOG_DAYS =
      new Rule<>(
          "one of " + LOG_PERIODS.stream().map(String::valueOf).collect(Collectors.joining(", ")),
          scalar -> {
            var days = wholeNumber(scalar);
            return days != null && LOG_PERIODS.contains(days) ? days : null;
          });

  static Rule<Long> whole(long least, long most) {
    return new Rule<>(
        "a whole number from " + least + " to " + most,
        scalar -> {
          var number = wholeNumber(scalar);
          return number != null && number >= least && number <= most ? number : null;
        });
  }

  static Rule<BigDecimal> percent(String least, String most) {
    var from = new BigDecimal(least);
    var to = new BigDecimal(most);
    return new Rule<>(
        "a number from " + least + " to " + most + " with at most two decimals",
        scalar -> {
          if (scalar.kind() != Scalar.Kind.NUMBER
              || !scalar.text().matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
            return null;
          }
          var percent = new BigDecimal(scalar.text());
          return percent.compareTo(from) >= 0 && percent.compareTo(to) <= 0 ? percent : null;
        });
  }

  /// @param platforms as SNS names them: `GCM`
  static Rule<String> platformApplication(String... platforms) {
    var kind = String.join("|", platforms);
    return text(
        "the ARN of an SNS platform application, arn:aws:sns:<region>:<account>:app/"
            + String.join(" or ", platforms)
            + "/<name>",
        arn ->
            arn.matches(
                "arn:aws:sns:[a-z0-9-]+:[0-9]{12}:app/(" + kind + ")/[A-Za-z0-9_.-]{1,256}"));
  }

  /// Aurora Serverless v2 scales in steps of half a unit.
  static Rule<BigDecimal> capacity(String least, String most) {
    var from = new BigDecimal(least);
    var to = new BigDecimal(most);
    return new Rule<>(
        "a number from " + least + " to " + most + " in steps of 0.5",
        scalar -> {
          if (scalar.kind() != Scalar.Kind.NUMBER
              || !scalar.text().matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            return null;
          }
          var units = new BigDecimal(scalar.text());
          var isStep = units.remainder(new BigDecimal("0.5")).signum() == 0;
          return isStep && units.compareTo(from) >= 0 && units.compareTo(to) <= 0
              ? units.stripTrailingZeros()
              : null;
        });
  }

  /// One of an enum's constants, written in lower case with dashes: `canary-5-minutes`.
  static <E extends Enum<E>> Rule<E> choice(Class<E> of) {
    var constants =
        Arrays.stream(of.getEnumConstants())
            .collect(
                Collectors.toMap(
                    Rule::written, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    return new Rule<>(
        "one of " + String.join(", ", constants.keySet()),
        scalar -> scalar.kind() == Scalar.Kind.TEXT ? constants.get(scalar.text()) : null);
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Rule<String> oneOf(String allowed, Set<String> values) {
    return text(allowed, values::contains);
  }

  private static Rule<String> text(String allowed, Predicate<String> fits) {
    return new Rule<>(
        allowed,
        scalar ->
            scalar.kind() != Scalar.Kind.NOTHING && fits.test(scalar.text())
                ? scalar.text()
                : null);
  }

  private static boolean isHostName(String name) {
    var labels = name.split("\\.", -1);
    return name.length() <= 253
        && labels.length >= 2
        && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())
        && !labels[labels.length - 1].matches("[0-9-]+");
  }

  private static boolean isAddress(String address) {
    var at = address.indexOf('@');
    return at >= 1
        && at <= 64
        && address.substring(0, at).matches("[a-z0-9]+([._+-][a-z0-9]+)*")
        && isHostName(address.substring(at + 1))
        && address.length() <= 254;
  }

  private static @Nullable Boolean falseOnly(Scalar scalar) {
    return scalar.text().equals("false") ? Boolean.FALSE : null;
  }

  private static @Nullable Long wholeNumber(Scalar scalar) {
    return scalar.kind() == Scalar.Kind.NUMBER && scalar.text().matches("-?[0-9]{1,15}")
        ? Long.valueOf(scalar.text())
        : null;
  }
}
