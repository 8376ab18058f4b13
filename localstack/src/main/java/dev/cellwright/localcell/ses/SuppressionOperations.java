package dev.cellwright.localcell.ses;

import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Body;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Input;
import dev.cellwright.localcell.aws.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is done to the account's suppression list.
record SuppressionOperations(Suppressions suppressions) {
  private static final Set<String> REASONS = Set.of("BOUNCE", "COMPLAINT");

  AwsOperation put(byte[] body) {
    var input = Input.of(body, Set.of("EmailAddress", "Reason"));
    var address = Address.of(input.text("EmailAddress")).bare();
    var reason = input.text("Reason");
    if (!REASONS.contains(reason)) {
      throw SendEmail.bad("the Reason is one of " + REASONS);
    }
    return operation(
        "ses:PutSuppressedDestination",
        () -> {
          suppressions.put(address, reason);
          return MailService.answer(Json.object());
        });
  }

  AwsOperation get(String address) {
    return operation(
        "ses:GetSuppressedDestination",
        () -> {
          var found = suppressions.find(Address.of(address).bare());
          if (found == null) {
            throw notThere(address);
          }
          var answer = Json.object();
          answer
              .putObject("SuppressedDestination")
              .put("EmailAddress", found.address())
              .put("Reason", found.reason())
              .put("LastUpdateTime", found.at().toEpochMilli() / 1000.0);
          return MailService.answer(answer);
        });
  }

  AwsOperation delete(String address) {
    return operation(
        "ses:DeleteSuppressedDestination",
        () -> {
          if (!suppressions.delete(Address.of(address).bare())) {
            throw notThere(address);
          }
          return MailService.answer(Json.object());
        });
  }

  private static AwsError notThere(String address) {
    return new AwsError(
        "NotFoundException",
        404,
        "Email address " + address + " does not exist on your suppression list.");
  }

  private static AwsOperation operation(String action, Body body) {
    return new AwsOperation(List.of(new Need(action, "*", Map.of())), body);
  }
}
