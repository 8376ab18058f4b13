package dev.cellwright.localcell.gateway;

/// OpenAPI documents for the gateway's tests.
final class Documents {

  static final String TASKS =
      """
      {
        "openapi": "3.0.3",
        "info": {"title": "Tasks", "version": "1"},
        "x-amazon-apigateway-request-validators": {
          "everything": {"validateRequestBody": true, "validateRequestParameters": true}
        },
        "x-amazon-apigateway-gateway-responses": {
          "MISSING_AUTHENTICATION_TOKEN": {
            "statusCode": "404",
            "responseParameters": {
              "gatewayresponse.header.X-Correlation-Id": "context.requestId",
              "gatewayresponse.header.X-Colour": "stageVariables.colour",
              "gatewayresponse.header.X-Fixed": "'fixed'",
              "gatewayresponse.header.X-Origin": "method.request.header.Origin"
            },
            "responseTemplates": {
              "application/json": "{\\"error\\":{\\"code\\":\\"NOT_FOUND\\",\\"message\\":$context.error.messageString,\\"correlationId\\":\\"$context.requestId\\"}}"
            }
          },
          "BAD_REQUEST_BODY": {
            "responseTemplates": {
              "application/json": "{\\"message\\":\\"$context.error.message\\",\\"why\\":\\"$context.error.validationErrorString\\"}"
            }
          },
          "DEFAULT_5XX": {
            "responseTemplates": {"application/json": "{\\"ours\\":$context.error.messageString}"}
          },
          "REQUEST_TOO_LARGE": {
            "responseTemplates": {"application/json": "{\\"error\\":{\\"code\\":\\"PAYLOAD_TOO_LARGE\\"}}"}
          }
        },
        "paths": {
          "/api/v1/tasks": {
            "get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}},
            "post": {
              "x-amazon-apigateway-request-validator": "everything",
              "requestBody": {
                "required": true,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewTask"}}}
              },
              "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}
            }
          },
          "/api/v1/tasks/{id}": {
            "get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}},
            "delete": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}}
          },
          "/api/v1/tasks/search": {
            "get": {
              "x-amazon-apigateway-request-validator": "everything",
              "parameters": [
                {"name": "q", "in": "query", "required": true, "schema": {"type": "string"}},
                {"$ref": "#/components/parameters/Tenant"}
              ],
              "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}
            }
          },
          "/api/v1/slow": {
            "get": {
              "x-amazon-apigateway-integration": {
                "type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION", "timeoutInMillis": 100
              }
            }
          },
          "/files/{path+}": {
            "x-amazon-apigateway-any-method": {
              "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": "FUNCTION"}
            }
          }
        },
        "components": {
          "parameters": {"Tenant": {"name": "X-Tenant", "in": "header", "required": true, "schema": {"type": "string"}}},
          "schemas": {
            "NewTask": {
              "type": "object",
              "required": ["title"],
              "additionalProperties": false,
              "properties": {"title": {"type": "string", "maxLength": 5}, "place": {"type": "integer", "minimum": 0}}
            }
          }
        }
      }
      """;

  /// A document with this many paths under `/`, each with one GET.
  static String ofPaths(int count) {
    var paths = new StringBuilder();
    for (var i = 0; i < count; i++) {
      paths
          .append(i == 0 ? "" : ",")
          .append("\"/p")
          .append(i)
          .append(
              "\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":\"aws_proxy\",\"uri\":\"FUNCTION\"}}}");
    }
    return "{\"openapi\":\"3.0.1\",\"paths\":{" + paths + "}}";
  }

  private Documents() {}
}
