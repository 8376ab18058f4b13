package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.delivery.StatefulChanges;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatefulChangesTest {
  private static final String CLUSTER = "DatabaseCluster5B53A178";

  @Test
  void theSameTemplatesLoseNothing() {
    assertThat(changes(_ -> {})).isEmpty();
  }

  @Test
  void aResourceThatIsTakenAwayIsRefused() {
    assertThat(changes(data -> resources(data).remove("SealsBucketE93CAD23")))
        .containsExactly(
            "data/SealsBucketE93CAD23 (AWS::S3::Bucket) is removed, or has another logical id");
  }

  @Test
  void anotherLogicalIdIsAnotherResource() {
    assertThat(changes(data -> resources(data).set("Cluster", resources(data).remove(CLUSTER))))
        .containsExactly(
            "data/" + CLUSTER + " (AWS::RDS::DBCluster) is removed, or has another logical id");
  }

  @Test
  void aPropertyThatReplacesTheDatabaseIsRefused() {
    assertThat(
            changes(data -> properties(data, CLUSTER).put("DBClusterIdentifier", "another-name")))
        .containsExactly(
            "data/"
                + CLUSTER
                + " (AWS::RDS::DBCluster) is replaced: DBClusterIdentifier changes from"
                + " \"acme-crm-prod\" to \"another-name\"");
  }

  @Test
  void aPropertyThatCanChangeInPlaceMay() {
    assertThat(changes(data -> properties(data, CLUSTER).put("BackupRetentionPeriod", 30)))
        .isEmpty();
  }

  @Test
  void whatWasKeptStaysKept() {
    assertThat(
            changes(data ->
                ((ObjectNode) resources(data).path("KeysDataA2F7C5E6"))
                    .put("DeletionPolicy", "Delete")))
        .containsExactly(
            "data/KeysDataA2F7C5E6 (AWS::KMS::Key) is no longer kept: DeletionPolicy was Retain");
  }

  @Test
  void everyTypeThatIsKeptInTheDataStackIsGuarded() {
    var kept =
        Templates.all(TestingCells.of("acme-prod", "data"))
            .filter(resource -> resource.body().has("DeletionPolicy"))
            .filter(resource -> !resource.type().equals("AWS::Logs::LogGroup"))
            .map(Templates.Resource::type)
            .collect(Collectors.toSet());

    assertThat(kept).hasSizeGreaterThan(3).allMatch(StatefulChanges::isStateful);
  }

  @Test
  void theNextReleaseAndTheWayBackChangeCodeAndNothingThatHoldsSomething() {
    var now = TestingCells.of("acme-dev");
    var next = TestingCells.of("acme-dev-next");

    assertThat(changedTypes(now, next))
        .contains("AWS::Lambda::Function", "AWS::Lambda::Version")
        .isEqualTo(changedTypes(next, now))
        .noneMatch(StatefulChanges::isStateful);
    assertThat(StatefulChanges.between(now, next)).isEmpty();
    assertThat(StatefulChanges.between(next, now)).isEmpty();
    assertThat(StatefulChanges.between(now, next)).isEmpty();
  }

  /// Types of resources that are other in one than in the other, wherever in the app they stand.
  private static Set<String> changedTypes(Map<String, JsonNode> from, Map<String, JsonNode> to) {
    return from.entrySet().stream()
        .flatMap(stack ->
            Templates.all(stack.getValue())
                .filter(resource -> {
                  var other =
                      requireNonNull(to.get(stack.getKey())).path("Resources").path(resource.id());
                  return !place(other).equals(place(resource.body()));
                })
                .map(Templates.Resource::type))
        .collect(Collectors.toSet());
  }

  private static String place(JsonNode resource) {
    return resource.toString().replaceAll("acme-dev(-next)?/", "/");
  }

  private interface Change {
    void to(JsonNode data);
  }

  private static List<String> changes(Change change) {
    var before = TestingCells.of("acme-prod");
    var after = new TreeMap<String, JsonNode>();
    before.forEach((stack, template) -> after.put(stack, template.deepCopy()));
    change.to(requireNonNull(after.get("data")));
    return StatefulChanges.between(before, after);
  }

  private static ObjectNode resources(JsonNode template) {
    return (ObjectNode) template.path("Resources");
  }

  private static ObjectNode properties(JsonNode template, String id) {
    return (ObjectNode) template.path("Resources").path(id).path("Properties");
  }
}
