package dev.cellwright.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleCostTest {
  private static final Prices PRICES = Prices.read();

  @TempDir private Path folder;

  @Test
  void whatIsMerelyThereAddsUp() {
    var cost =
        cost(
            "{'Type': 'AWS::KMS::Key'}",
            "{'Type': 'AWS::KMS::Key'}",
            "{'Type': 'AWS::SecretsManager::Secret'}",
            "{'Type': 'AWS::SQS::Queue'}");

    assertThat(cost.usd()).isEqualTo(2.40, within(0.001));
    assertThat(cost.lines()).extracting(IdleCost.Line::resources).containsExactly(2, 1);
  }

  @Test
  void anAlarmOverAFormulaIsPaidForEachOfItsMetrics() {
    var cost =
        cost(
            "{'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Period': 60}}",
            "{'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Metrics': [{'Expression': 'a/b'},"
                + " {'MetricStat': {'Period': 300}}, {'MetricStat': {'Period': 300}}]}}",
            "{'Type': 'AWS::CloudWatch::Alarm', 'Properties': {'Period': 10}}");

    assertThat(cost.usd()).isEqualTo(0.10 + 0.20 + 0.30, within(0.001));
  }

  @Test
  void aWebAclIsPaidForEachOfItsRules() {
    var cost =
        cost(
            "{'Type': 'AWS::WAFv2::WebACL', 'Properties': {'Rules': [{}, {'Statement':"
                + " {'ManagedRuleGroupStatement': {'Name': 'AWSManagedRulesBotControlRuleSet'}}}]}}");

    assertThat(cost.usd()).isEqualTo(5 + 2 + 10, within(0.001));
  }

  @Test
  void aDatabaseThatPausesIsPaidForWhatItKeeps() {
    assertThat(cost(database(0)).usd()).isEqualTo(0.119, within(0.001));
    assertThat(cost(database(1)).usd()).isEqualTo(730 * 0.14 + 0.119, within(0.001));
  }

  @Test
  void aScheduleEachMinuteKeepsTheDatabaseAwake() {
    var daily = schedule("ENABLED", "cron(17 3 * * ? *)");
    var eachMinute = schedule("ENABLED", "cron(* * * * ? *)");

    assertThat(cost(database(0), daily, schedule("DISABLED", "rate(1 minute)")).awake()).isFalse();
    assertThat(cost(database(0), daily, eachMinute).usd())
        .isEqualTo(365 * 0.14 + 0.119, within(0.001));
    assertThat(cost(database(0), schedule("ENABLED", "rate(1 minute)")).awake()).isTrue();
  }

  @Test
  void anUnknownTypeIsNotFree() {
    assertThatThrownBy(() -> cost("{'Type': 'AWS::EC2::NatGateway'}"))
        .isInstanceOf(NoPrice.class)
        .hasMessageContaining("AWS::EC2::NatGateway");
  }

  @Test
  void aRegionWithoutPricesIsNotFree() {
    assertThatThrownBy(() -> costIn("sa-east-1", "{'Type': 'AWS::KMS::Key'}"))
        .isInstanceOf(NoPrice.class)
        .hasMessageContaining("sa-east-1");
  }

  @Test
  void everyPriceIsUsedAndSaysWhereItWasSeen() {
    var used =
        PRICES.resources().values().stream().flatMap(each -> each.keySet().stream()).toList();

    assertThat(used).containsExactlyInAnyOrderElementsOf(PRICES.prices().keySet());
    assertThat(PRICES.prices().values())
        .allMatch(price -> price.source().startsWith("https://aws.amazon.com/"))
        .allMatch(price -> List.of("page", "secondary", "no").contains(price.seen()))
        .allMatch(
            price -> price.usd().keySet().equals(java.util.Set.of("eu-central-1", "us-east-1")));
  }

  private IdleCost cost(String... resources) {
    return costIn("eu-central-1", resources);
  }

  /// Written out and read again, as the CDK leaves it.
  private IdleCost costIn(String region, String... resources) {
    var all = new ArrayList<String>();
    for (var resource : resources) {
      all.add("'R%d': %s".formatted(all.size(), resource));
    }
    write(
        "manifest.json",
        ("{'artifacts': {'S': {'type': 'aws:cloudformation:stack', 'environment':"
                + " 'aws://111111111111/%s', 'properties': {'templateFile': 'S.template.json'}}}}")
            .formatted(region));
    write("S.template.json", "{'Resources': {" + String.join(",", all) + "}}");
    try {
      return IdleCost.of(Assembly.read(folder), PRICES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String json) {
    try {
      JsonNode read = new ObjectMapper().readTree(json.replace('\'', '"'));
      Files.writeString(folder.resolve(name), read.toString(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String database(double least) {
    return ("{'Type': 'AWS::RDS::DBCluster', 'Properties': {'ServerlessV2ScalingConfiguration':"
            + " {'MinCapacity': %s}}}")
        .formatted(least);
  }

  private static String schedule(String state, String expression) {
    return ("{'Type': 'AWS::Scheduler::Schedule', 'Properties': {'State': '%s',"
            + " 'ScheduleExpression': '%s'}}")
        .formatted(state, expression);
  }
}
