package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.openapi.AsyncApi;
import dev.cellwright.kernel.openapi.DocsPage;
import dev.cellwright.kernel.openapi.OpenApi;
import java.nio.file.Path;

/// The code of a module's function: its jar, the libraries that only it needs, and, in the function
/// that publishes them, the documents of this cell.
final class ModuleAsset {
  private static final String PUBLISHES_DOCUMENTS = "operations";

  private ModuleAsset() {}

  static Path folder(CellPlan plan, ModuleDeclaration module) {
    var code = plan.code();
    var folder = code.assetFolder(plan.config().cellName(), module.name());
    folder.library(code.jar(module.name()));
    code.libraries(module.name()).forEach(folder::library);
    if (module.name().equals(PUBLISHES_DOCUMENTS)) {
      var published = OpenApi.published(plan.info(), plan.modules());
      folder.text("cell/openapi.json", published.toString());
      folder.text("cell/asyncapi.json", AsyncApi.published(plan.info(), plan.modules()).toString());
      folder.text("cell/docs.html", DocsPage.of(published));
    }
    return folder.path();
  }
}
