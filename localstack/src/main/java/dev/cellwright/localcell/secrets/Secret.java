package dev.cellwright.localcell.secrets;

import dev.cellwright.localcell.aws.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A secret and its versions. `declared` is what the template said of its value, to notice that it
/// changed.
record Secret(String name, String arn, String declared, Instant createdAt, List<Version> versions) {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  /// A value of a secret: text or bytes, never both, and the stages that point at it.
  record Version(
      String id,
      @Nullable String string,
      byte @Nullable [] binary,
      Set<String> stages,
      Instant createdAt) {

    Version withStages(Set<String> other) {
      return new Version(id, string, binary, Set.copyOf(other), createdAt);
    }
  }

  Version at(String stage) {
    for (var version : versions) {
      if (version.stages().contains(stage)) {
        return version;
      }
    }
    throw new AwsError(
        "ResourceNotFoundException",
        400,
        "Secrets Manager can't find the specified secret value for staging label: " + stage);
  }

  @Nullable Version version(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst().orElse(null);
  }

  Secret declaring(String text) {
    return new Secret(name, arn, text, createdAt, versions);
  }

  /// Adds a version under these stages. What was current becomes previous; a version without a
  /// stage is dropped.
  Secret with(Version added) {
    var kept = new ArrayList<Version>();
    for (var version : versions) {
      var stages = new HashSet<>(version.stages());
      if (stages.contains(CURRENT) && added.stages().contains(CURRENT)) {
        stages.add(PREVIOUS);
      } else if (added.stages().contains(CURRENT)) {
        stages.remove(PREVIOUS);
      }
      stages.removeAll(added.stages());
      if (!stages.isEmpty()) {
        kept.add(version.withStages(stages));
      }
    }
    kept.add(added);
    return new Secret(name, arn, declared, createdAt, List.copyOf(kept));
  }

  /// Moves a stage to a version, or takes it away. What was current becomes previous; a version
  /// without a stage is dropped.
  ///
  /// @param to null takes the stage away
  Secret moving(String stage, @Nullable String to) {
    var kept = new ArrayList<Version>();
    for (var version : versions) {
      var stages = new HashSet<>(version.stages());
      var had = stages.remove(stage);
      if (version.id().equals(to)) {
        stages.add(stage);
        if (stage.equals(CURRENT)) {
          stages.remove(PREVIOUS);
        }
      } else if (stage.equals(CURRENT) && to != null) {
        stages.remove(PREVIOUS);
        if (had) {
          stages.add(PREVIOUS);
        }
      }
      if (!stages.isEmpty()) {
        kept.add(version.withStages(stages));
      }
    }
    return new Secret(name, arn, declared, createdAt, List.copyOf(kept));
  }
}
