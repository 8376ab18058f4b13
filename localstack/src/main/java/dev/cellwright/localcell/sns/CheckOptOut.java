package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The operation `CheckIfPhoneNumberIsOptedOut`.
record CheckOptOut(TargetStore targets) {
  private static final String NAME = "CheckIfPhoneNumberIsOptedOut";

  AwsOperation prepare(Form form) {
    form.only(Set.of("phoneNumber"), Set.of());
    var phone = Phone.of(form.text("phoneNumber"), "phoneNumber");
    return new AwsOperation(
        List.of(new Need("sns:" + NAME, "*", Map.of())),
        () ->
            SnsXml.result(
                NAME, Map.of("isOptedOut", String.valueOf(targets.isOptedOut(phone.number())))));
  }
}
