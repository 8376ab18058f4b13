package dev.cellwright.localcell.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.testing.TestingAssembly;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTemplateTest {

  @TempDir Path directory;

  @Test
  void resolvesWhatCloudFormationResolves() {
    var value =
        resolved(
            """
            {
              "ref": {"Ref": "AWS::Region"},
              "join": {"Fn::Join": ["-", ["a", {"Ref": "AWS::AccountId"}]]},
              "sub": {"Fn::Sub": "${AWS::StackName}/${!Literal}/${Topic.TopicName}"},
              "subOwn": {"Fn::Sub": ["${x}${x}", {"x": {"Ref": "AWS::Partition"}}]},
              "select": {"Fn::Select": ["1", {"Fn::Split": [",", "a,b,c"]}]},
              "if": {"Fn::If": ["IsHome", "here", "there"]},
              "ifNot": {"Fn::If": ["IsAway", "there", {"Ref": "AWS::NoValue"}]},
              "list": ["a", {"Ref": "AWS::NoValue"}, {"Ref": "Size"}],
              "map": {"Fn::FindInMap": ["Sizes", {"Ref": "AWS::Region"}, "small"]},
              "base64": {"Fn::Base64": "x"},
              "arn": {"Fn::GetAtt": ["Function", "Arn"]},
              "nested": {"deep": {"Fn::GetAtt": "Role.Arn"}},
              "number": 3,
              "flag": true
            }
            """);

    assertThat(value.path("ref").asText()).isEqualTo("us-east-1");
    assertThat(value.path("join").asText()).isEqualTo("a-000000000000");
    assertThat(value.path("sub").asText()).startsWith("one/${Literal}/one-Topic");
    assertThat(value.path("subOwn").asText()).isEqualTo("awsaws");
    assertThat(value.path("select").asText()).isEqualTo("b");
    assertThat(value.path("if").asText()).isEqualTo("here");
    assertThat(value.has("ifNot")).isFalse();
    assertThat(value.path("list").toString()).isEqualTo("[\"a\",\"7\"]");
    assertThat(value.path("map").asText()).isEqualTo("t4g");
    assertThat(value.path("base64").asText()).isEqualTo("eA==");
    assertThat(value.path("arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f");
    assertThat(value.at("/nested/deep").asText()).isEqualTo("arn:aws:iam::000000000000:role/r");
    assertThat(value.path("number").asInt()).isEqualTo(3);
    assertThat(value.path("flag").asBoolean()).isTrue();
  }

  @Test
  void givesTheSameIdsEachTime() {
    var once = template(one("{}")).resources().stream().map(Resource::key).toList();

    var key = resolved("{\"key\": {\"Ref\": \"Key\"}, \"role\": {\"Ref\": \"Generated\"}}");
    var again = resolved("{\"key\": {\"Ref\": \"Key\"}, \"role\": {\"Ref\": \"Generated\"}}");

    assertThat(key).isEqualTo(again);
    assertThat(key.path("key").asText()).matches("[0-9a-f-]{36}");
    assertThat(key.path("role").asText()).matches("one-Generated-[0-9A-F]{12}");
    assertThat(once).contains("one/Key");
  }

  @Test
  void stopsAtAnIntrinsicItDoesNotKnow() {
    assertThatThrownBy(() -> resolved("{\"x\": {\"Fn::ImportValue\": \"other\"}}"))
        .isInstanceOf(TemplateProblem.class)
        .hasMessageContaining("one/Subject (AWS::Lambda::Function)")
        .hasMessageContaining("Fn::ImportValue");
  }

  @Test
  void stopsAtATypeItDoesNotKnow() {
    var stack = "{\"Resources\": {\"Table\": {\"Type\": \"AWS::DynamoDB::Table\"}}}";

    assertThatThrownBy(() -> template(stack))
        .isInstanceOf(TemplateProblem.class)
        .hasMessageContaining("one/Table (AWS::DynamoDB::Table)");
  }

  @Test
  void leavesOutAResourceWhoseConditionIsFalse() {
    var stack =
        """
        {
          "Conditions": {"Never": {"Fn::And": [{"Fn::Equals": ["a", "a"]}, {"Fn::Not": [{"Fn::Equals": ["a", "a"]}]}]}},
          "Resources": {"Table": {"Type": "AWS::DynamoDB::Table", "Condition": "Never"}}
        }
        """;

    assertThat(template(stack).resources()).isEmpty();
  }

  @Test
  void ordersStacksAndResourcesByWhatTheyDependOn() {
    var assembly = new TestingAssembly(directory, "acme-dev");
    assembly.stack("second", "{\"Resources\": {\"C\": {\"Type\": \"AWS::KMS::Key\"}}}", "first");
    assembly.stack(
        "first",
        """
        {"Resources": {
          "A": {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/a", "TargetKeyId": {"Fn::Sub": "${B}"}}},
          "B": {"Type": "AWS::KMS::Key", "DependsOn": "D"},
          "D": {"Type": "AWS::KMS::Key"}
        }}
        """);

    var template = CellTemplate.read(assembly.write(), "acme-dev", LiveValues.NONE);

    assertThat(template.resources())
        .extracting(Resource::key)
        .containsExactly("first/D", "first/B", "first/A", "second/C");
  }

  @Test
  void namesACircleOfDependencies() {
    var stack =
        """
        {"Resources": {
          "A": {"Type": "AWS::KMS::Key", "DependsOn": ["B"]},
          "B": {"Type": "AWS::KMS::Key", "DependsOn": ["A"]}
        }}
        """;

    assertThatThrownBy(() -> template(stack)).hasMessageContaining("A -> B -> A");
  }

  @Test
  void readsParametersOfStacksThatAreDeployedBefore() {
    var writer =
        """
        {"Resources": {"P": {"Type": "AWS::SSM::Parameter", "Properties": {
          "Name": "/acme-dev/list", "Type": "StringList", "Value": {"Fn::Join": [",", ["a", {"Ref": "AWS::Region"}]]}}}}}
        """;
    var reader =
        """
        {
          "Parameters": {"List": {"Type": "AWS::SSM::Parameter::Value<List<String>>", "Default": "/acme-dev/list"}},
          "Resources": {"Subject": {"Type": "AWS::Lambda::Function", "Properties": {
            "parameter": {"Ref": "List"}, "dynamic": "x{{resolve:ssm:/acme-dev/list:1}}y"}}}
        }
        """;
    var assembly =
        new TestingAssembly(directory, "acme-dev")
            .stack("writer", writer)
            .stack("reader", reader, "writer");

    var value = subject(CellTemplate.read(assembly.write(), "acme-dev", LiveValues.NONE));

    assertThat(value.path("parameter").toString()).isEqualTo("[\"a\",\"us-east-1\"]");
    assertThat(value.path("dynamic").asText()).isEqualTo("xa,us-east-1y");
  }

  @Test
  void refusesToReadAParameterThatMayNotBeWrittenYet() {
    var writer =
        """
        {"Resources": {"P": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/x", "Type": "String", "Value": "1"}}}}
        """;
    var reader =
        """
        {"Resources": {"Subject": {"Type": "AWS::Lambda::Function", "Properties": {"x": "{{resolve:ssm:/x}}"}}}}
        """;
    var assembly =
        new TestingAssembly(directory, "acme-dev").stack("writer", writer).stack("reader", reader);
    var template = CellTemplate.read(assembly.write(), "acme-dev", LiveValues.NONE);

    assertThatThrownBy(() -> subject(template)).hasMessageContaining("does not depend on writer");
  }

  @Test
  void readsSecretsByKey() {
    var stack =
        """
        {"Resources": {"Subject": {"Type": "AWS::Lambda::Function", "Properties": {
          "whole": "{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:0:secret:s-abc}}",
          "key": "{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:0:secret:s-abc:SecretString:user::}}"}}}}
        """;
    var live =
        new LiveValues() {
          @Override
          public JsonNode attribute(Resource resource, String name) {
            throw new AssertionError("nothing else is asked");
          }

          @Override
          public String secret(String id) {
            return id.endsWith("s-abc") ? "{\"user\":\"anna\"}" : "";
          }
        };
    var assembly = new TestingAssembly(directory, "acme-dev").stack("one", stack);

    var value = subject(CellTemplate.read(assembly.write(), "acme-dev", live));

    assertThat(value.path("whole").asText()).isEqualTo("{\"user\":\"anna\"}");
    assertThat(value.path("key").asText()).isEqualTo("anna");
  }

  @Test
  void saysWhichCellsAnAssemblyHolds() {
    var assembly = new TestingAssembly(directory, "acme-dev").stack("one", one("{}")).write();

    assertThatThrownBy(() -> CellTemplate.read(assembly, "other-dev", LiveValues.NONE))
        .hasMessageContaining("no cell other-dev")
        .hasMessageContaining("acme-dev");
  }

  @Test
  void saysWhatToDoWithoutAnAssembly() throws Exception {
    assertThatThrownBy(() -> CellTemplate.read(directory, "acme-dev", LiveValues.NONE))
        .hasMessageContaining("synthesize it first");

    Files.writeString(directory.resolve("manifest.json"), "{ broken");

    assertThatThrownBy(() -> CellTemplate.read(directory, "acme-dev", LiveValues.NONE))
        .hasMessageContaining("can't read");
  }

  private JsonNode resolved(String properties) {
    return subject(template(one(properties)));
  }

  private static JsonNode subject(CellTemplate template) {
    return template
        .ofType("AWS::Lambda::Function")
        .filter(each -> each.logicalId().equals("Subject"))
        .map(template::resolve)
        .findFirst()
        .orElseThrow();
  }

  private static String one(String properties) {
    return """
    {
      "Parameters": {"Size": {"Type": "Number", "Default": 7}},
      "Mappings": {"Sizes": {"us-east-1": {"small": "t4g"}}},
      "Conditions": {
        "IsHome": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]},
        "IsAway": {"Fn::Not": [{"Condition": "IsHome"}]}
      },
      "Resources": {
        "Subject": {"Type": "AWS::Lambda::Function", "Properties": PROPERTIES},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f"}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r"}},
        "Generated": {"Type": "AWS::IAM::Role"},
        "Key": {"Type": "AWS::KMS::Key"},
        "Topic": {"Type": "AWS::SNS::Topic"}
      }
    }
    """
        .replace("PROPERTIES", properties);
  }

  private CellTemplate template(String stack) {
    return CellTemplate.read(
        new TestingAssembly(directory, "acme-dev").stack("one", stack).write(),
        "acme-dev",
        LiveValues.NONE);
  }
}
