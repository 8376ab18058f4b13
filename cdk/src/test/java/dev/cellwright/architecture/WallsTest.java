package dev.cellwright.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;

/// The walls of the house: who may know whom.
@AnalyzeClasses(packages = "dev.cellwright", importOptions = DoNotIncludeTests.class)
class WallsTest {
  private static final String[] MODULES = {
    "dev.cellwright.access..",
    "dev.cellwright.audit..",
    "dev.cellwright.identity..",
    "dev.cellwright.integrations..",
    "dev.cellwright.notifications..",
    "dev.cellwright.operations..",
    "dev.cellwright.tasks.."
  };

  @ArchTest
  static final ArchRule modulesMeetOnlyInTheKernel =
      slices()
          .matching(
              "dev.cellwright.(access|audit|identity|integrations|notifications|operations|tasks|migrations)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule modulesKnowNothingButTheKernel =
      noClasses()
          .that()
          .resideInAnyPackage(MODULES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.cellwright.cdk..",
              "dev.cellwright.config..",
              "dev.cellwright.localcell..",
              "dev.cellwright.testing..",
              "dev.cellwright.kernel.lambda..",
              "software.amazon..",
              "com.amazonaws..");

  @ArchTest
  static final ArchRule theKernelKnowsNoModule =
      noClasses()
          .that()
          .resideInAPackage("dev.cellwright.kernel..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.cellwright..")
                  .and(
                      describe(
                          "outside the kernel",
                          type -> !type.getPackageName().startsWith("dev.cellwright.kernel"))));

  @ArchTest
  static final ArchRule theLocalCellKnowsOnlyTheTemplate =
      noClasses()
          .that()
          .resideInAPackage("dev.cellwright.localcell..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.cellwright..")
                  .and(
                      describe(
                          "outside the local cell",
                          type -> !type.getPackageName().startsWith("dev.cellwright.localcell"))));

  @ArchTest
  static final ArchRule theCdkSeesDeclarationsOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.cellwright.cdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MODULES);

  @ArchTest
  static final ArchRule onlyTheDeclarationOfAModuleIsPublic =
      classes()
          .that()
          .resideInAnyPackage(MODULES)
          .and()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .should()
          .beAssignableTo(CellModule.class)
          .orShould()
          .beAssignableTo(dev.cellwright.kernel.VectorCase.class)
          .orShould()
          .beAssignableTo(dev.cellwright.kernel.provider.ProviderVerifier.class);

  @ArchTest
  static final ArchRule onlyStoresSpeakSql =
      noClasses()
          .that()
          .resideInAnyPackage(MODULES)
          .and()
          .haveSimpleNameNotEndingWith("Store")
          .should()
          .callMethod(Sql.class, "of", String.class)
          .orShould()
          .callMethod(Query.class, "of", Class.class, String.class);

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideInAnyPackage(MODULES)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule onlyTheEnvironmentReadsTheProcess =
      noClasses()
          .that(
              describe(
                  "are shipped",
                  (JavaClass type) ->
                      !type.getPackageName().startsWith("dev.cellwright.localcell")
                          && !type.getSimpleName().equals("Environment")))
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv");
}
