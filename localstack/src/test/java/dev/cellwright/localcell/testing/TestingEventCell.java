package dev.cellwright.localcell.testing;

import java.nio.file.Path;

/// The assembly of a small cell with events: a bus, a rule, a queue with dead letters, the function
/// that takes from it, a schedule; and one that answers HTTP.
public final class TestingEventCell {

  public static final String NAME = "acme-events";

  private static final String TEMPLATE =
      """
      {
        "Resources": {
          "Kernel": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Bucket": "b", "S3Key": "layer.zip"}}},
          "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "acme-events"}},
          "Archive": {"Type": "AWS::Events::Archive", "Properties": {"SourceArn": {"Fn::GetAtt": ["Bus", "Arn"]}}},
          "DeadLetters": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "acme-events-dead"}},
          "Queue": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
              "QueueName": "acme-events-tasks", "VisibilityTimeout": 60, "SqsManagedSseEnabled": true,
              "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["DeadLetters", "Arn"]}, "maxReceiveCount": 5}
            }
          },
          "QueuePolicy": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {
              "Queues": [{"Ref": "Queue"}],
              "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sqs:*", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": ["sqs:SendMessage", "sqs:GetQueueAttributes"], "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}, "Condition": {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}}}}
              ]}
            }
          },
          "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {
              "Name": "to-tasks", "EventBusName": {"Ref": "Bus"}, "State": "ENABLED",
              "EventPattern": {"detail-type": [{"prefix": "task."}]},
              "Targets": [{"Id": "tasks", "Arn": {"Fn::GetAtt": ["Queue", "Arn"]}, "SqsParameters": {"MessageGroupId": "$.detail.organization"}}]
            }
          },
          "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
              "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]},
              "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [
                {"Effect": "Allow", "Action": "events:PutEvents", "Resource": {"Fn::GetAtt": ["Bus", "Arn"]}},
                {"Effect": "Allow", "Action": [CONSUME], "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}
              ]}}]
            }
          },
          "Web": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "FunctionName": "acme-events-web", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "task.zip"}, "Handler": "HANDLER", "Timeout": 10, "Layers": [{"Ref": "Kernel"}],
              "Environment": {"Variables": {"QUEUE_URL": {"Ref": "Queue"}, "BUS": {"Fn::GetAtt": ["Bus", "Name"]}}}
            }
          },
          "Consumer": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "FunctionName": "acme-events-consumer", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "task.zip"}, "Handler": "HANDLER", "Timeout": 30, "Layers": [{"Ref": "Kernel"}],
              "Environment": {"Variables": {"INBOX": "INBOX_FILE"}}
            }
          },
          "Mapping": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
              "FunctionName": {"Ref": "Consumer"}, "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]},
              "BatchSize": 10, "FunctionResponseTypes": ["ReportBatchItemFailures"], "ScalingConfig": {"MaximumConcurrency": 2}
            }
          },
          "SchedulerRole": {
            "Type": "AWS::IAM::Role",
            "Properties": {
              "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "scheduler.amazonaws.com"}}]},
              "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}]}}]
            }
          },
          "Group": {"Type": "AWS::Scheduler::ScheduleGroup", "Properties": {"Name": "acme"}},
          "Schedule": {
            "Type": "AWS::Scheduler::Schedule",
            "Properties": {
              "Name": "nightly", "GroupName": {"Ref": "Group"}, "State": "ENABLED", "FlexibleTimeWindow": {"Mode": "OFF"},
              "ScheduleExpression": "SCHEDULE", "ScheduleExpressionTimezone": "Europe/Berlin",
              "Target": {"Arn": {"Fn::GetAtt": ["Queue", "Arn"]}, "RoleArn": {"Fn::GetAtt": ["SchedulerRole", "Arn"]}, "Input": "{\\"job\\":\\"nightly\\"}"}
            }
          },
          "Api": {
            "Type": "AWS::ApiGateway::RestApi",
            "Properties": {"Name": "acme", "Body": {"openapi": "3.0.1", "info": {"title": "acme", "version": "1"}, "paths": {
              "/web": {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": {"Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Web.Arn}/invocations"}}}}
            }}}
          },
          "Deployment": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
          "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {"RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Deployment"}, "StageName": "live"}},
          "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": {"Fn::GetAtt": ["Web", "Arn"]}, "Principal": "apigateway.amazonaws.com",
              "SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/web"}
            }
          }
        }
      }
      """;

  private static final String CONSUME =
      "\"sqs:ReceiveMessage\", \"sqs:DeleteMessage\", \"sqs:GetQueueAttributes\"";

  private TestingEventCell() {}

  /// Writes the assembly below a directory. The consumer keeps what it gets in the inbox beside it.
  public static Path write(Path directory) {
    return write(directory, "nothing to replace", "");
  }

  /// The same with a part of the template replaced.
  public static Path write(Path directory, String part, String by) {
    var template =
        TEMPLATE
            .replace(part, by)
            .replace("CONSUME", CONSUME)
            .replace("SCHEDULE", "cron(0 3 * * ? *)")
            .replace("HANDLER", TestingAssets.HANDLER)
            .replace("INBOX_FILE", inbox(directory).toString());
    return new TestingAssembly(directory, NAME)
        .stack("acme-events", template)
        .asset("task", TestingAssets.function(directory.resolve("asset.task")))
        .asset("layer", TestingAssets.layer(directory.resolve("asset.layer")))
        .write();
  }

  public static Path inbox(Path directory) {
    return directory.resolve("inbox");
  }
}
