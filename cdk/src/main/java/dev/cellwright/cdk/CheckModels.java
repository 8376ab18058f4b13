package dev.cellwright.cdk;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.sql.ModelFiles;
import dev.cellwright.permissions.sql.ModelSql;
import java.util.List;

/// The program that looks, at the end of a build, whether the `permissions.fga` of all modules make
/// a model together: a mistake is told with its file and line before anything is synthesized.
public final class CheckModels {
  private CheckModels() {}

  public static void main(String[] arguments) {
    try {
      ModelSql.of(ModelFiles.merged(List.copyOf(CellModule.onClassPath().keySet())));
    } catch (InvalidModel problems) {
      System.err.println(problems.getMessage());
      System.exit(1);
    }
  }
}
