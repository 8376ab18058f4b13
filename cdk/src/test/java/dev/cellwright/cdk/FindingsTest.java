package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void nothingIsFoundInACellThatIsNotAcceptedWithAReason() throws IOException {
    assertThat(findings()).filteredOn(finding -> !finding.contains(TestingCells.FAULTY)).isEmpty();
  }

  @Test
  void everyPackFindsWhatIsFaulty() throws IOException {
    assertThat(findings())
        .filteredOn(finding -> finding.contains(TestingCells.FAULTY))
        .anyMatch(finding -> finding.startsWith("AwsSolutions-S1 "))
        .anyMatch(finding -> finding.startsWith("Serverless-LambdaTracing "))
        .anyMatch(finding -> finding.startsWith("NIST.800.53.R5-S3BucketVersioningEnabled "));
  }

  private static List<String> findings() throws IOException {
    var findings = new ArrayList<String>();
    for (var report : reports()) {
      for (var violation : report.path("violations")) {
        for (var construct : violation.path("violatingConstructs")) {
          findings.add(
              violation.path("ruleName").asText()
                  + " at "
                  + construct.path("constructPath").asText());
        }
      }
    }
    return findings;
  }

  private static List<JsonNode> reports() throws IOException {
    var file = TestingCells.assembly().resolve("validation-report.json").toFile();
    return new ObjectMapper().readTree(file).path("pluginReports").valueStream().toList();
  }
}
