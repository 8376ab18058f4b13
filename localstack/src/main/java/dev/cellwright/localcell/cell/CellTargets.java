package dev.cellwright.localcell.cell;

import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.Queues;
import dev.cellwright.localcell.template.Resource;
import java.sql.SQLException;

/// What rules and schedules send to: the queues and the functions of the cell.
record CellTargets(Queues queues, CellFunctions functions, AsyncInvocations invocations) {

  static boolean isFunction(String arn) {
    return arn.startsWith("arn:") && arn.split(":", -1)[2].equals("lambda");
  }

  /// Throws where it is no queue or function of this cell.
  void check(Resource source, String arn) {
    if (isFunction(arn)) {
      function(source, arn);
    } else if (!queues.has(arn)) {
      throw new CellProblem(
          source + " sends to " + arn + ", which is no queue and no function of this cell");
    }
  }

  FunctionHost function(Resource user, String arn) {
    var host = functions.find(arn);
    if (host == null) {
      throw new CellProblem(user + " invokes " + arn + ", which no template makes");
    }
    return host;
  }

  /// Lets a function be invoked for a source, where a permission of the template says so.
  void letInvoke(Resource source, String principal, String arn, String sourceArn) {
    if (!functions.mayBeInvoked(principal, arn, sourceArn)) {
      throw new CellProblem(
          source + " invokes " + arn + ", but no permission lets " + principal + " do so");
    }
    letInvoke(source, arn);
  }

  void letInvoke(Resource source, String arn) {
    if (invocations.has(arn)) {
      return;
    }
    try {
      invocations.start(arn, function(source, arn)::invoke);
    } catch (SQLException e) {
      throw new CellProblem(source + " can't invoke " + arn + ": " + e.getMessage(), e);
    }
  }
}
