package dev.cellwright.localcell.testing;

import java.nio.file.Path;

/// A stack that pushes: a WebSocket API with its authorizer, mail with a configuration set, a
/// topic, and a function that may use them.
public final class TestingPushes {

  public static final String SENDER = "acme-dev-sender";

  private static final String STACK =
      """
      {
        "Resources": {
          "Layer": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Bucket": "b", "S3Key": "layer.zip"}}},
          "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
              "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]},
              "Policies": [{"PolicyName": "push", "PolicyDocument": {"Statement": [
                {"Effect": "Allow", "Action": "execute-api:ManageConnections", "Resource": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":execute-api:", {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"}, ":", {"Ref": "Api"}, "/live/*/@connections/*"]]}},
                {"Effect": "Allow", "Action": ["sns:*", "ses:SendEmail"], "Resource": "*"}
              ]}}]
            }
          },
          "Sockets": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "FunctionName": "acme-dev-sockets", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "sockets.zip"}, "Handler": "SOCKET_HANDLER", "Timeout": 10,
              "Layers": [{"Ref": "Layer"}],
              "Environment": {"Variables": {"JOURNAL": "JOURNAL_FILE"}}
            }
          },
          "Sender": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
              "FunctionName": "acme-dev-sender", "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "task.zip"}, "Handler": "HANDLER", "Timeout": 10,
              "Layers": [{"Ref": "Layer"}],
              "Environment": {"Variables": {
                "CALLBACK": {"Fn::Join": ["", ["https://", {"Ref": "Api"}, ".execute-api.", {"Ref": "AWS::Region"}, ".", {"Ref": "AWS::URLSuffix"}, "/live"]]},
                "SOCKETS": {"Fn::GetAtt": ["Api", "ApiEndpoint"]}
              }}
            }
          },
          "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "acme-dev", "ProtocolType": "PROTOCOL", "RouteSelectionExpression": "$request.body.action"}},
          "Authorizer": {
            "Type": "AWS::ApiGatewayV2::Authorizer",
            "Properties": {"ApiId": {"Ref": "Api"}, "Name": "people", "AuthorizerType": "REQUEST", "AuthorizerUri": "URI", "IdentitySource": ["route.request.querystring.token"]}
          },
          "Integration": {
            "Type": "AWS::ApiGatewayV2::Integration",
            "Properties": {"ApiId": {"Ref": "Api"}, "IntegrationType": "AWS_PROXY", "IntegrationUri": "URI"}
          },
          "Connect": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {"ApiId": {"Ref": "Api"}, "RouteKey": "$connect", "AuthorizationType": "CUSTOM", "AuthorizerId": {"Ref": "Authorizer"}, "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "Integration"}]]}}
          },
          "Default": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {"ApiId": {"Ref": "Api"}, "RouteKey": "$default", "RouteResponseSelectionExpression": "$default", "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "Integration"}]]}}
          },
          "DefaultResponse": {"Type": "AWS::ApiGatewayV2::RouteResponse", "Properties": {"ApiId": {"Ref": "Api"}, "RouteId": {"Ref": "Default"}, "RouteResponseKey": "$default"}},
          "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": {"Ref": "Api"}, "StageName": "live", "AutoDeploy": true}},
          "Routes": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": {"Fn::GetAtt": ["Sockets", "Arn"]}, "Principal": "apigateway.amazonaws.com",
              "SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*$connect"}
            }
          },
          "Messages": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": {"Fn::GetAtt": ["Sockets", "Arn"]}, "Principal": "apigateway.amazonaws.com",
              "SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*$default"}
            }
          },
          "People": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
              "Action": "lambda:InvokeFunction", "FunctionName": {"Fn::GetAtt": ["Sockets", "Arn"]}, "Principal": "apigateway.amazonaws.com",
              "SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/${Authorizer}"}
            }
          },
          "MailSet": {"Type": "AWS::SES::ConfigurationSet", "Properties": {"Name": "acme-dev"}},
          "MailEvents": {
            "Type": "AWS::SES::ConfigurationSetEventDestination",
            "Properties": {
              "ConfigurationSetName": {"Ref": "MailSet"},
              "EventDestination": {"Enabled": true, "MatchingEventTypes": ["bounce", "complaint"], "SnsDestination": {"TopicARN": {"Ref": "Topic"}}}
            }
          },
          "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "acme-dev-mail"}}
        }
      }
      """;

  private static final String URI =
      "\"AuthorizerUri\": {\"Fn::Sub\": \"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Sockets.Arn}/invocations\"}";

  private TestingPushes() {}

  /// The testing cell with this stack; the function behind the sockets keeps the events it gets in
  /// `sockets` beside it.
  public static Path write(Path directory, String protocol) {
    var task =
        TestingAssets.function(directory.resolve("asset.sockets"), TestingSocketFunction.class);
    return TestingCell.assembly(directory)
        .stack(
            "acme-dev-push",
            STACK
                .replace("\"AuthorizerUri\": \"URI\"", URI)
                .replace(
                    "\"IntegrationUri\": \"URI\"", URI.replace("AuthorizerUri", "IntegrationUri"))
                .replace("PROTOCOL", protocol)
                .replace(
                    "SOCKET_HANDLER", TestingSocketFunction.class.getName() + "::handleRequest")
                .replace("JOURNAL_FILE", directory.resolve("sockets").toString())
                .replace("HANDLER", TestingAssets.HANDLER),
            "acme-dev-data")
        .asset("sockets", task)
        .write();
  }
}
