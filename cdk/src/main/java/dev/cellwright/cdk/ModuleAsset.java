package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.openapi.AsyncApi;
import dev.cellwright.kernel.openapi.DocsPage;
import dev.cellwright.kernel.openapi.EventCatalogue;
import dev.cellwright.kernel.openapi.OpenApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// The code of a module's function: its jar, the libraries that only it needs, in the function that
/// publishes them the documents of this cell, and in the one that hears providers what verifies
/// them.
final class ModuleAsset {
  private static final String PUBLISHES_DOCUMENTS = "operations";
  private static final String HEARS_PROVIDERS = "integrations";
  private static final String VERIFIERS =
      "META-INF/services/dev.cellwright.kernel.provider.ProviderVerifier";

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
    if (module.name().equals(HEARS_PROVIDERS)) {
      folder.text("cell/event-types.json", EventCatalogue.of(plan.modules()).outside().toString());
      plan.modules().stream()
          .filter(other -> !other.name().equals(module.name()))
          .map(other -> code.jar(other.name()))
          .filter(ModuleAsset::bringsVerifiers)
          .forEach(folder::library);
    }
    return folder.path();
  }

  /// Whether a module can tell a provider's callbacks from others: its code is at the door, too.
  private static boolean bringsVerifiers(Path jar) {
    try (var opened = new ZipFile(jar.toFile())) {
      return opened.getEntry(VERIFIERS) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
