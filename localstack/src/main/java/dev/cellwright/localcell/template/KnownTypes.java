package dev.cellwright.localcell.template;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which resource types the local cell brings to life, and which it leaves out knowingly, each with
/// its reason.
///
/// A type in neither list stops the cell: what a template says and nobody does would be a silent
/// difference to AWS.
public final class KnownTypes {

  private static final Set<String> REALIZED =
      Set.of(
          "AWS::ApiGateway::Deployment",
          "AWS::ApiGateway::RestApi",
          "AWS::ApiGateway::Stage",
          "AWS::ApiGatewayV2::Api",
          "AWS::ApiGatewayV2::Authorizer",
          "AWS::ApiGatewayV2::Deployment",
          "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::IntegrationResponse",
          "AWS::ApiGatewayV2::Route",
          "AWS::ApiGatewayV2::RouteResponse",
          "AWS::ApiGatewayV2::Stage",
          "AWS::CloudFormation::CustomResource",
          "AWS::Events::EventBus",
          "AWS::Events::Rule",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Function",
          "AWS::Lambda::LayerVersion",
          "AWS::Lambda::Permission",
          "AWS::Lambda::Version",
          "AWS::RDS::DBCluster",
          "AWS::S3::Bucket",
          "AWS::S3::BucketPolicy",
          "AWS::SES::ConfigurationSet",
          "AWS::SES::ConfigurationSetEventDestination",
          "AWS::SES::EmailIdentity",
          "AWS::SQS::Queue",
          "AWS::SQS::QueuePolicy",
          "AWS::SSM::Parameter",
          "AWS::Scheduler::Schedule",
          "AWS::Scheduler::ScheduleGroup",
          "AWS::SecretsManager::Secret",
          "AWS::SecretsManager::SecretTargetAttachment");

  private static final Map<String, String> LEFT_OUT = leftOut();

  private KnownTypes() {}

  /// Why a type has no meaning here, or null when it has one.
  public static @Nullable String reasonToLeaveOut(String type) {
    return LEFT_OUT.get(type);
  }

  static boolean isLeftOut(Resource resource) {
    return LEFT_OUT.containsKey(resource.type());
  }

  static void check(Resource resource) {
    var type = resource.type();
    if (!REALIZED.contains(type) && !type.startsWith("Custom::") && !LEFT_OUT.containsKey(type)) {
      throw new TemplateProblem(
          resource
              + " is of a type the local cell does not know: teach it, or leave it out with a reason");
    }
  }

  private static Map<String, String> leftOut() {
    var reasons = new TreeMap<String, String>();
    because(
            "there is no network between the parts of a local cell; everything listens on 127.0.0.1")
        .of("AWS::EC2::", "EIP FlowLog InternetGateway NetworkAcl NetworkAclEntry Route RouteTable")
        .of("AWS::EC2::", "SecurityGroup SecurityGroupEgress SecurityGroupIngress Subnet")
        .of("AWS::EC2::", "SubnetNetworkAclAssociation SubnetRouteTableAssociation VPC VPCEndpoint")
        .of("AWS::EC2::", "VPCGatewayAttachment")
        .of("AWS::RDS::", "DBSubnetGroup")
        .of("Custom::", "VpcRestrictDefaultSG")
        .into(reasons);
    because("the local database is one embedded PostgreSQL with its own settings")
        .of("AWS::RDS::", "DBClusterParameterGroup DBInstance DBParameterGroup")
        .into(reasons);
    because("function logs are a file of the local cell")
        .of("AWS::Logs::", "Delivery DeliveryDestination DeliverySource")
        .of("AWS::Logs::", "LogGroup LogStream MetricFilter QueryDefinition ResourcePolicy")
        .of("AWS::ApiGateway::", "Account")
        .of("Custom::", "LogRetention")
        .into(reasons);
    because("nobody is paged by a laptop")
        .of("AWS::CloudWatch::", "Alarm CompositeAlarm Dashboard")
        .of("AWS::SNS::", "Subscription Topic TopicPolicy")
        .of("AWS::Budgets::", "Budget")
        .of("AWS::CE::", "AnomalyMonitor AnomalySubscription")
        .into(reasons);
    because("the local cell replaces functions at once; there is no gradual roll-out")
        .of("AWS::CodeDeploy::", "Application DeploymentConfig DeploymentGroup")
        .into(reasons);
    because("the local cell runs what was just built here, signed by nobody")
        .of("AWS::Lambda::", "CodeSigningConfig")
        .of("AWS::Signer::", "ProfilePermission SigningProfile")
        .into(reasons);
    because("local secrets and keys live and die with the data directory")
        .of("AWS::SecretsManager::", "ResourcePolicy RotationSchedule")
        .of("AWS::Backup::", "BackupPlan BackupSelection BackupVault")
        .into(reasons);
    because("the local cell has one address and no edge in front of it")
        .of("AWS::ApiGateway::", "BasePathMapping DomainName")
        .of("AWS::ApiGatewayV2::", "ApiMapping DomainName RoutingRule")
        .of("AWS::CertificateManager::", "Certificate")
        .of("AWS::CloudFront::", "CachePolicy Distribution Function OriginRequestPolicy")
        .of("AWS::CloudFront::", "ResponseHeadersPolicy")
        .of("AWS::Route53::", "HostedZone RecordSet")
        .of("AWS::Shield::", "Protection")
        .of("AWS::WAFv2::", "LoggingConfiguration WebACL WebACLAssociation")
        .into(reasons);
    because("the door for other systems is a second address of the same routes")
        .of("AWS::ApiGateway::", "ApiKey UsagePlan UsagePlanKey")
        .into(reasons);
    because("nobody but its owner is at a laptop: there is no account to watch")
        .of("AWS::Athena::", "NamedQuery WorkGroup")
        .of("AWS::CloudTrail::", "Trail")
        .of("AWS::Glue::", "Database Table")
        .into(reasons);
    because("the bucket itself is told whom to tell, without a function in between")
        .of("Custom::", "S3BucketNotifications")
        .into(reasons);
    because("local objects live and die with the data directory")
        .of("Custom::", "S3AutoDeleteObjects")
        .into(reasons);
    because("the local cell remembers its last events to look at, and replays none")
        .of("AWS::Events::", "Archive")
        .into(reasons);
    because("nobody outside of its account can reach a local bus")
        .of("AWS::Events::", "EventBusPolicy")
        .into(reasons);
    because("it describes the synthesis").of("AWS::CDK::", "Metadata").into(reasons);
    return Map.copyOf(reasons);
  }

  private static Reason because(String reason) {
    return new Reason(reason, new TreeMap<>());
  }

  private record Reason(String text, Map<String, String> types) {

    Reason of(String service, String names) {
      for (var name : names.split(" ")) {
        types.put(service + name, text);
      }
      return this;
    }

    void into(Map<String, String> all) {
      all.putAll(types);
    }
  }
}
