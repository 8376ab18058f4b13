package dev.cellwright.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.event.Errand;

/// The comparison of each night, by hand and from any seal on: `{"Errand": "verify", "After": 0}`.
/// What isn't finished in the function's time is asked for again, behind the last seal that it came
/// to.
record VerifyErrand(VerifyCell verifyCell) implements Errand {

  static VerifyErrand of(Kernel kernel) {
    return new VerifyErrand(new VerifyCell(kernel));
  }

  @Override
  public ObjectNode run(JsonNode asked) {
    var after = asked.path("After").asLong();
    var verified = verifyCell.verify(after);
    var compared = verifyCell.compared(after, verified.last());
    var told =
        JsonNodeFactory.instance
            .objectNode()
            .put("after", after)
            .put("last", verified.last())
            .put("finished", verified.finished())
            .put("seals", verified.seals())
            .put("batches", compared.batches())
            .put("organizations", compared.organizations())
            .put("rows", compared.rows())
            .put("archived", compared.archived());
    var complaints = told.putArray("complaints");
    verified.complaints().forEach(complaints::add);
    return told;
  }
}
