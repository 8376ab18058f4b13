package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;

import dev.cellwright.config.CodeSigning;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.lambda.CfnCodeSigningConfig;
import software.amazon.awscdk.services.lambda.CfnCodeSigningConfig.AllowedPublishersProperty;
import software.amazon.awscdk.services.lambda.CfnCodeSigningConfig.CodeSigningPoliciesProperty;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.signer.CfnProfilePermission;
import software.amazon.awscdk.services.signer.CfnSigningProfile;
import software.amazon.awscdk.services.signer.CfnSigningProfile.SignatureValidityPeriodProperty;
import software.constructs.Construct;

/// Whose code Lambda takes in this cell: what the cell's signing profile has signed. Of other code
/// it warns, or refuses it, as the configuration says.
final class CellSigning extends Construct {
  private static final String PLATFORM = "AWSLambda-SHA384-ECDSA";

  CellSigning(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var profile =
        CfnSigningProfile.Builder.create(this, "Profile")
            .profileName(plan.names().signingProfile())
            .platformId(PLATFORM)
            .signatureValidityPeriod(
                SignatureValidityPeriodProperty.builder().type("MONTHS").value(135).build())
            .build();
    var trusted =
        CfnCodeSigningConfig.Builder.create(this, "Trusted")
            .description("Code of " + plan.config().cellName())
            .allowedPublishers(
                AllowedPublishersProperty.builder()
                    .signingProfileVersionArns(List.of(profile.getAttrProfileVersionArn()))
                    .build())
            .codeSigningPolicies(
                CodeSigningPoliciesProperty.builder()
                    .untrustedArtifactOnDeployment(
                        plan.config().environment().codeSigning() == CodeSigning.ENFORCE
                            ? "Enforce"
                            : "Warn")
                    .build())
            .build();
    new CellParameters(plan.names())
        .publish(this, CellParameters.CODE_SIGNING, trusted.getAttrCodeSigningConfigArn());
    var pipeline = plan.config().pipeline();
    if (pipeline != null && !pipeline.account().equals(plan.config().environment().account())) {
      maySign(profile, pipeline.account());
    }
  }

  /// The pipeline signs with the cell's profile, from its own account.
  private void maySign(CfnSigningProfile profile, String account) {
    // One after the other: each changes the one policy of the profile.
    CfnResource before = profile;
    for (var action : List.of("GetSigningProfile", "StartSigningJob")) {
      var permission =
          CfnProfilePermission.Builder.create(this, "Pipeline" + action)
              .profileName(requireNonNull(profile.getProfileName()))
              .action("signer:" + action)
              .principal(account)
              .statementId("Pipeline" + action)
              .build();
      permission.addResourceDependency(before);
      before = permission;
    }
  }

  static boolean isOn(CellPlan plan) {
    return plan.config().environment().codeSigning() != CodeSigning.OFF;
  }

  /// Lets a function have only code that is trusted, its layers included.
  static void trust(CellPlan plan, Function function) {
    if (isOn(plan)) {
      var resource = (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
      resource.setCodeSigningConfigArn(
          new CellParameters(plan.names()).read(function, CellParameters.CODE_SIGNING));
    }
  }
}
