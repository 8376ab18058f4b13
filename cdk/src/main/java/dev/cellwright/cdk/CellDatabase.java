package dev.cellwright.cdk;

import dev.cellwright.config.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.BackupProps;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.IClusterEngine;
import software.amazon.awscdk.services.rds.IClusterInstance;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.ServerlessV2ClusterInstanceProps;
import software.constructs.Construct;

/// The database of a cell: one Aurora PostgreSQL cluster, as large as the configuration says.
///
/// It is deleted by nobody in passing: deletion protection is on everywhere, and a cluster that is
/// removed from the stack leaves a snapshot.
final class CellDatabase extends Construct {
  /// Not PostgreSQL's usual port, so that nothing finds the database by guessing.
  static final int PORT = 5433;

  static final String NAME = "cell";

  /// Creates roles and does nothing else; Bootstrap alone may read its secret.
  private static final String MASTER = "cw_master";

  CellDatabase(Construct scope, String id, CellPlan plan, CellNetwork network, CellKeys keys) {
    super(scope, id);
    var names = plan.names();
    var settings = plan.config().environment().database();

    var master =
        DatabaseSecret.Builder.create(this, "Master")
            .username(MASTER)
            .secretName(names.databaseSecret("master"))
            .encryptionKey(keys.data())
            .build();
    AcceptedFindings.on(master, AcceptedFindings.SECRET_NOT_ROTATED);

    // RDS would make the group itself, unencrypted and for ever.
    var logs =
        new CellLogs(plan, keys.data())
            .group(this, "Logs", "/aws/rds/cluster/" + names.cluster() + "/postgresql");

    var cluster =
        DatabaseCluster.Builder.create(this, "Cluster")
            .clusterIdentifier(names.cluster())
            .engine(engine())
            .parameterGroup(parameters())
            .defaultDatabaseName(NAME)
            .port(PORT)
            .credentials(Credentials.fromSecret(master, MASTER))
            .vpc(network.vpc())
            .vpcSubnets(network.subnets())
            .securityGroups(List.of(network.database()))
            .writer(instance("writer", true, keys))
            .readers(readers(settings, keys))
            .serverlessV2MinCapacity(settings.minCapacity())
            .serverlessV2MaxCapacity(settings.maxCapacity())
            .serverlessV2AutoPauseDuration(pause(settings))
            .enableDataApi(true)
            .iamAuthentication(true)
            .storageEncrypted(true)
            .storageEncryptionKey(keys.data())
            .enablePerformanceInsights(true)
            .performanceInsightEncryptionKey(keys.data())
            .monitoringInterval(Duration.minutes(1))
            .cloudwatchLogsExports(List.of("postgresql"))
            .backup(
                BackupProps.builder()
                    .retention(Duration.days(plan.config().environment().retention().backupsDays()))
                    .build())
            .copyTagsToSnapshot(true)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.SNAPSHOT)
            .build();
    cluster.getNode().addDependency(logs);
    AcceptedFindings.on(
        cluster,
        "NIST.800.53.R5-RDSInBackupPlan",
        "The cluster is what is backed up, continuously, for as long as the configuration says; an"
            + " Aurora instance has no storage of its own.");
    AcceptedFindings.on(
        cluster,
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
        "The policy that AWS keeps for this one purpose: writing to the log group of RDS's figures.");

    var parameters = new CellParameters(names);
    parameters.publish(
        this, CellParameters.DATABASE_HOST, cluster.getClusterEndpoint().getHostname());
    parameters.publish(
        this, CellParameters.DATABASE_PORT, Token.asString(cluster.getClusterEndpoint().getPort()));
    parameters.publish(
        this, CellParameters.DATABASE_RESOURCE_ID, cluster.getClusterResourceIdentifier());
    parameters.publish(this, CellParameters.databaseSecret("master"), master.getSecretArn());
  }

  /// 17.6 is the first release without CVE-2025-8713, by which statistics told of rows that
  /// row-level security hides.
  private static IClusterEngine engine() {
    return DatabaseClusterEngine.auroraPostgres(
        AuroraPostgresClusterEngineProps.builder()
            .version(AuroraPostgresEngineVersion.VER_17_7)
            .build());
  }

  private ParameterGroup parameters() {
    return ParameterGroup.Builder.create(this, "Parameters")
        .engine(engine())
        .description("TLS only; statements inside functions are counted; no statement text in logs")
        .parameters(
            new TreeMap<>(
                Map.of(
                    "rds.force_ssl", "1",
                    "shared_preload_libraries", "pg_stat_statements",
                    "pg_stat_statements.track", "all",
                    "log_statement", "none",
                    "log_min_duration_statement", "-1")))
        .build();
  }

  private static List<IClusterInstance> readers(Database settings, CellKeys keys) {
    return IntStream.range(1, settings.instances())
        .<IClusterInstance>mapToObj(number -> instance("reader" + number, number == 1, keys))
        .toList();
  }

  /// @param ready whether it keeps the writer's size, to take its place without growing first
  private static IClusterInstance instance(String id, boolean ready, CellKeys keys) {
    return ClusterInstance.serverlessV2(
        id,
        ServerlessV2ClusterInstanceProps.builder()
            .scaleWithWriter(ready)
            .publiclyAccessible(false)
            .autoMinorVersionUpgrade(true)
            // Migrate trusts its authorities.
            .caCertificate(CaCertificate.RDS_CA_RSA2048_G1)
            .enablePerformanceInsights(true)
            .performanceInsightEncryptionKey(keys.data())
            .build());
  }

  private static @Nullable Duration pause(Database settings) {
    return settings.pauses() ? Duration.minutes(settings.pauseAfterMinutes()) : null;
  }
}
