package dev.cellwright.localcell.testing;

import java.nio.file.Path;

/// The assembly of a small cell: a database with its secrets, a migration behind a provider, one
/// function, one API.
public final class TestingCell {

  public static final String NAME = "acme-dev";

  private static final String DATA =
      """
      {
        "Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/version"}},
        "Resources": {
          "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/16", 1, 8]}]}}},
          "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"}},
          "Mail": {"Type": "AWS::SES::EmailIdentity", "Properties": {"EmailIdentity": "acme-dev.example"}},
          "Files": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
              "BucketName": "acme-dev-files",
              "VersioningConfiguration": {"Status": "Enabled"},
              "BucketEncryption": {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]}}}]},
              "PublicAccessBlockConfiguration": {"BlockPublicAcls": true}
            }
          },
          "FilesPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
              "Bucket": {"Ref": "Files"},
              "PolicyDocument": {"Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": [{"Fn::GetAtt": ["Files", "Arn"]}], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
            }
          },
          "FilesTell": {
            "Type": "Custom::S3BucketNotifications",
            "Properties": {"ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:cdk", "BucketName": {"Ref": "Files"}, "Managed": true, "NotificationConfiguration": {"EventBridgeConfiguration": {}}}
          },
          "FilesHost": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/acme-dev/files", "Type": "String", "Value": {"Fn::GetAtt": ["Files", "RegionalDomainName"]}}},
          "Alias": {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/acme-dev-tokens", "TargetKeyId": {"Fn::GetAtt": ["Key", "Arn"]}}},
          "Master": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {
              "Name": "acme-dev/database/master",
              "GenerateSecretString": {"SecretStringTemplate": "{\\"username\\":\\"cw_master\\"}", "GenerateStringKey": "password", "ExcludePunctuation": true}
            }
          },
          "MasterAttachment": {
            "Type": "AWS::SecretsManager::SecretTargetAttachment",
            "Properties": {"SecretId": {"Ref": "Master"}, "TargetId": {"Ref": "Cluster"}, "TargetType": "AWS::RDS::DBCluster"}
          },
          "Cluster": {
            "Type": "AWS::RDS::DBCluster",
            "Properties": {
              "Engine": "aurora-postgresql", "EnableHttpEndpoint": true, "DatabaseName": "cell",
              "DBClusterIdentifier": "acme-dev",
              "MasterUsername": "cw_master",
              "MasterUserPassword": {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "Master"}, ":SecretString:password::}}"]]}
            }
          },
          "MasterArn": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/acme-dev/master", "Type": "String", "Value": {"Ref": "Master"}}},
          "Port": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/acme-dev/port", "Type": "String", "Value": {"Fn::GetAtt": ["Cluster", "Endpoint.Port"]}}}
        }
      }
      """;

  private static final String TASKS =
      """
      {
        "Parameters": {"MasterArn": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/acme-dev/master"}},
        "Resources": {
          "Kernel": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Bucket": "b", "S3Key": "layer.zip"}}},
          "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
              "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]},
              "ManagedPolicyArns": [{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]]}]
            }
          },
          "Policy": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
              "PolicyName": "p", "Roles": [{"Ref": "Role"}],
              "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "MasterArn"}}]}
            }
          },
          "Migrate": {
            "Type": "AWS::Lambda::Function", "DependsOn": ["Policy"],
            "Properties": {
              "FunctionName": "acme-dev-migrate", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "task.zip"}, "Handler": "HANDLER", "Timeout": 60,
              "Layers": [{"Ref": "Kernel"}],
              "Environment": {"Variables": {"JOURNAL": "JOURNAL_FILE"}}
            }
          },
          "Framework": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "Runtime": "nodejs22.x", "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "framework.onEvent",
              "Code": {"S3Bucket": "b", "S3Key": "framework.zip"},
              "Environment": {"Variables": {"USER_ON_EVENT_FUNCTION_ARN": {"Fn::GetAtt": ["Migrate", "Arn"]}}}
            }
          },
          "Migration": {
            "Type": "Custom::Migration",
            "Properties": {"ServiceToken": {"Fn::GetAtt": ["Framework", "Arn"]}, "modules": "tasks", "count": 3, "fail": FAIL}
          },
          "Tasks": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "FunctionName": "acme-dev-tasks", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "task.zip"}, "Handler": "HANDLER", "Timeout": 10, "MemorySize": 512,
              "Layers": [{"Ref": "Kernel"}],
              "Environment": {"Variables": {"MASTER": {"Ref": "MasterArn"}, "MIGRATION": {"Fn::GetAtt": ["Migration", "Version"]}}}
            }
          },
          "TasksVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Tasks"}}},
          "TasksLive": {
            "Type": "AWS::Lambda::Alias",
            "Properties": {"FunctionName": {"Ref": "Tasks"}, "Name": "live", "FunctionVersion": {"Fn::GetAtt": ["TasksVersion", "Version"]}}
          }
        }
      }
      """;

  private static final String API =
      """
      {
        "Resources": {
          "Api": {
            "Type": "AWS::ApiGateway::RestApi",
            "Properties": {
              "Name": "acme-dev",
              "Body": {
                "openapi": "3.0.1", "info": {"title": "acme", "version": "1"},
                "paths": {
                  "/api/v1/tasks": {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": "URI"}}}},
                  "/api/v1/forbidden": {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": "URI"}}}}
                }
              }
            }
          },
          "Deployment": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
          "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {"RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Deployment"}, "StageName": "live"}},
          "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": "acme-dev-tasks:live", "Principal": "apigateway.amazonaws.com",
              "SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/api/v1/tasks"}
            }
          }
        }
      }
      """;

  private static final String URI =
      "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
          + "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:acme-dev-tasks:live/invocations";

  private TestingCell() {}

  /// Writes the assembly below a directory. The migrations tell a journal beside it what they were
  /// asked.
  public static Path write(Path directory) {
    return write(directory, "task", false);
  }

  /// The same with another hash of the function's code, or with a migration that fails.
  public static Path write(Path directory, String codeHash, boolean failing) {
    return assembly(directory, codeHash, failing).write();
  }

  /// The same before it is written, for more stacks.
  public static TestingAssembly assembly(Path directory) {
    return assembly(directory, "task", false);
  }

  private static TestingAssembly assembly(Path directory, String codeHash, boolean failing) {
    var assembly = new TestingAssembly(directory, NAME);
    var task = TestingAssets.function(directory.resolve("asset." + codeHash));
    var layer = TestingAssets.layer(directory.resolve("asset.layer"));
    return assembly
        .stack("acme-dev-data", DATA)
        .stack(
            "acme-dev-tasks",
            TASKS
                .replace("HANDLER", TestingAssets.HANDLER)
                .replace("JOURNAL_FILE", journal(directory).toString())
                .replace("task.zip", codeHash + ".zip")
                .replace("FAIL", String.valueOf(failing)),
            "acme-dev-data")
        .stack("acme-dev-api", API.replace("URI", URI), "acme-dev-tasks")
        .asset(codeHash, task)
        .asset("layer", layer);
  }

  public static Path journal(Path directory) {
    return directory.resolve("journal");
  }
}
