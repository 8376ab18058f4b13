package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.localcell.aws.AwsFront;
import dev.cellwright.localcell.kms.Keys;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.localcell.secrets.GeneratedString;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import java.sql.SQLException;
import java.util.HashMap;

/// Makes what keeps something: keys, secrets, parameters, the database cluster, mail identities,
/// topics.
final class StoredResources {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CellTemplate template;
  private final LiveAttributes live;
  private final AwsFront aws;
  private final LocalPostgres postgres;
  private final MailResources mail;
  private final StoredBuckets buckets;

  StoredResources(
      CellTemplate template, LiveAttributes live, AwsFront aws, LocalPostgres postgres) {
    this.template = template;
    this.live = live;
    this.aws = aws;
    this.postgres = postgres;
    this.mail = new MailResources(template, aws.mailbox());
    this.buckets = new StoredBuckets(template, aws.buckets());
  }

  /// Makes them all, or finds those that were made before on the same data.
  void make() {
    for (var resource : template.resources()) {
      try {
        switch (resource.type()) {
          case "AWS::KMS::Key" -> makeKey(resource);
          case "AWS::KMS::Alias" -> makeAlias(resource);
          case "AWS::SecretsManager::Secret" -> makeSecret(resource);
          case "AWS::SecretsManager::SecretTargetAttachment" -> attachSecret(resource);
          case "AWS::SSM::Parameter" -> makeParameter(resource);
          case "AWS::RDS::DBCluster" -> makeCluster(resource);
          case "AWS::SES::EmailIdentity" -> mail.identity(resource);
          case "AWS::SES::ConfigurationSet" -> mail.configurationSet(resource);
          case "AWS::SES::ConfigurationSetEventDestination" -> mail.destination(resource);
          case "AWS::SNS::Topic" -> aws.sns().addTopic(template.arn(resource));
          case "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Custom::S3BucketNotifications" ->
              buckets.make(resource);
          default -> {}
        }
      } catch (SQLException e) {
        throw new CellProblem(resource + " can't be made: " + e.getMessage(), e);
      }
    }
  }

  private void makeKey(Resource key) throws SQLException {
    var properties = template.resolve(key);
    var kind =
        Keys.Kind.of(
            properties.path("KeySpec").asText("SYMMETRIC_DEFAULT"),
            properties.path("KeyUsage").asText("ENCRYPT_DECRYPT"));
    var tags = new HashMap<String, String>();
    properties
        .path("Tags")
        .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    var arn = aws.keys().create(key.key(), kind, properties.path("Description").asText(), tags);
    live.set(key, "Arn", arn);
    var id = arn.substring(arn.indexOf('/') + 1);
    live.set(key, "Ref", id);
    live.set(key, "KeyId", id);
  }

  private void makeAlias(Resource alias) throws SQLException {
    var properties = template.resolve(alias);
    var arn = keyArn(alias, properties.path("TargetKeyId").asText());
    aws.keys().alias(properties.path("AliasName").asText(), arn);
  }

  private void makeSecret(Resource secret) throws SQLException {
    var properties = template.resolve(secret);
    var name = template.name(secret);
    String arn;
    if (properties.has("SecretString")) {
      arn = aws.secrets().create(name, properties.path("SecretString").asText());
    } else if (properties.has("GenerateSecretString")) {
      var generated = new GeneratedString(properties.path("GenerateSecretString"));
      arn = aws.secrets().create(name, generated);
    } else {
      throw new CellProblem(secret + " has neither SecretString nor GenerateSecretString");
    }
    live.set(secret, "Ref", arn);
    live.set(secret, "Id", arn);
    if (properties.has("KmsKeyId")) {
      aws.secrets().encryptedWith(arn, keyArn(secret, properties.path("KmsKeyId").asText()));
    }
  }

  private static String keyArn(Resource user, String idOrArn) {
    return idOrArn.startsWith("arn:")
        ? idOrArn
        : "arn:aws:kms:%s:%s:key/%s"
            .formatted(user.stack().region(), user.stack().account(), idOrArn);
  }

  private void attachSecret(Resource attachment) throws SQLException {
    var properties = template.resolve(attachment);
    var secret = properties.path("SecretId").asText();
    var value = parse(aws.secrets().value(secret), attachment);
    var attached = value.deepCopy();
    attached.put("engine", "postgres");
    attached.put("host", "127.0.0.1");
    attached.put("port", postgres.port());
    attached.put("dbClusterIdentifier", properties.path("TargetId").asText());
    if (!attached.equals(value)) {
      aws.secrets().put(secret, attached.toString());
    }
  }

  private void makeParameter(Resource parameter) throws SQLException {
    var properties = template.resolve(parameter);
    aws.parameters()
        .put(
            template.name(parameter),
            properties.path("Type").asText(),
            properties.path("Value").asText());
  }

  private void makeCluster(Resource cluster) throws SQLException {
    if (!cluster.properties().path("Engine").asText().equals("aurora-postgresql")) {
      throw new CellProblem(
          cluster + " is no aurora-postgresql: the local cell has PostgreSQL only");
    }
    if (!cluster.properties().path("EnableHttpEndpoint").asBoolean()) {
      throw new CellProblem(cluster + " has no Data API: set EnableHttpEndpoint");
    }
    live.set(cluster, "Endpoint.Address", "127.0.0.1");
    live.set(cluster, "ReadEndpoint.Address", "127.0.0.1");
    live.set(cluster, "Endpoint.Port", String.valueOf(postgres.port()));
    aws.dataApi()
        .addCluster(
            template.attribute(cluster, "DBClusterArn").asText(),
            masterSecret(cluster),
            databaseName(template, cluster));
  }

  private String masterSecret(Resource cluster) throws SQLException {
    if (cluster.properties().path("ManageMasterUserPassword").asBoolean()) {
      var user = template.resolve(cluster, cluster.properties().path("MasterUsername")).asText();
      var generated = JSON.createObjectNode();
      generated.put("SecretStringTemplate", "{\"username\":\"" + user + "\"}");
      generated.put("GenerateStringKey", "password");
      generated.put("ExcludePunctuation", true);
      var arn =
          aws.secrets().create("rds!" + template.name(cluster), new GeneratedString(generated));
      live.set(cluster, "MasterUserSecret.SecretArn", arn);
      return arn;
    }
    var password = cluster.properties().path("MasterUserPassword");
    return template
        .referencedBy(cluster, password)
        .filter(each -> each.type().equals("AWS::SecretsManager::Secret"))
        .map(template::reference)
        .findFirst()
        .orElseThrow(() -> new CellProblem(cluster + " takes its master password from no secret"));
  }

  static String databaseName(CellTemplate template, Resource cluster) {
    return template.resolve(cluster, cluster.properties().path("DatabaseName")).asText("postgres");
  }

  private static ObjectNode parse(String secret, Resource attachment) {
    try {
      if (JSON.readTree(secret) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new CellProblem(attachment + " attaches a secret that is not JSON", e);
    }
    throw new CellProblem(attachment + " attaches a secret that is no JSON object");
  }
}
