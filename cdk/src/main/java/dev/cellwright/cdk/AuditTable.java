package dev.cellwright.cdk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/// CloudTrail's files as a table: one row for each call.
///
/// Its partitions follow from the region and the day and are told nowhere; a query that names both
/// reads that day's files only.
final class AuditTable extends Construct {
  static final String NAME = "calls";

  /// Before the first cell.
  private static final String FIRST_DAY = "2026/01/01";

  private static final String IDENTITY =
      "struct<type:string,principalId:string,arn:string,accountId:string,invokedBy:string,"
          + "accessKeyId:string,userName:string,"
          + "sessionContext:struct<attributes:struct<mfaAuthenticated:string,creationDate:string>,"
          + "sessionIssuer:struct<type:string,principalId:string,arn:string,accountId:string,"
          + "userName:string>>>";

  private static final List<String> COLUMNS =
      List.of(
          "eventVersion string",
          "userIdentity " + IDENTITY,
          "eventTime string",
          "eventSource string",
          "eventName string",
          "awsRegion string",
          "sourceIpAddress string",
          "userAgent string",
          "errorCode string",
          "errorMessage string",
          "requestParameters string",
          "responseElements string",
          "additionalEventData string",
          "requestId string",
          "eventId string",
          "readOnly string",
          "resources array<struct<arn:string,accountId:string,type:string>>",
          "eventType string",
          "recipientAccountId string",
          "sharedEventId string",
          "vpcEndpointId string",
          "eventCategory string",
          "tlsDetails struct<tlsVersion:string,cipherSuite:string,clientProvidedHostHeader:string>");

  private final String database;

  AuditTable(Construct scope, String id, CellNames names, Bucket files) {
    super(scope, id);
    var account = Stack.of(this).getAccount();
    database = names.audit().replace('-', '_');
    var made =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(account)
            .databaseInput(CfnDatabase.DatabaseInputProperty.builder().name(database).build())
            .build();
    var place = "s3://" + files.getBucketName() + "/AWSLogs/" + account + "/CloudTrail";
    CfnTable.Builder.create(this, "Calls")
        .catalogId(account)
        .databaseName(made.getRef())
        .tableInput(
            CfnTable.TableInputProperty.builder()
                .name(NAME)
                .description("Calls of AWS, as CloudTrail wrote them")
                .tableType("EXTERNAL_TABLE")
                .parameters(projection(place))
                .partitionKeys(List.of(column("region string"), column("day string")))
                .storageDescriptor(
                    CfnTable.StorageDescriptorProperty.builder()
                        .location(place)
                        .inputFormat("com.amazon.emr.cloudtrail.CloudTrailInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                        .serdeInfo(
                            CfnTable.SerdeInfoProperty.builder()
                                .serializationLibrary("org.apache.hive.hcatalog.data.JsonSerDe")
                                .build())
                        .columns(COLUMNS.stream().map(AuditTable::column).toList())
                        .build())
                .build())
        .build();
  }

  String database() {
    return database;
  }

  private static Map<String, String> projection(String place) {
    return new TreeMap<>(
        Map.of(
            "projection.enabled", "true",
            "projection.region.type", "enum",
            "projection.region.values", regions(),
            "projection.day.type", "date",
            "projection.day.format", "yyyy/MM/dd",
            "projection.day.range", FIRST_DAY + ",NOW",
            "projection.day.interval", "1",
            "projection.day.interval.unit", "DAYS",
            "storage.location.template", place + "/${region}/${day}"));
  }

  private static String regions() {
    return RegionInfo.getRegions().stream()
        .filter(region -> "aws".equals(region.getPartition()))
        .map(RegionInfo::getName)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static CfnTable.ColumnProperty column(String definition) {
    var parts = Arrays.asList(definition.split(" ", 2));
    return CfnTable.ColumnProperty.builder()
        .name(parts.getFirst().toLowerCase(Locale.ROOT))
        .type(parts.getLast())
        .build();
  }
}
