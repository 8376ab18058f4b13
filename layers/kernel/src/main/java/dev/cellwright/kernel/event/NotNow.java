package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Leaves a reaction at its command, because its event is not to be dealt with now. Only the kernel
/// catches it.
public abstract sealed class NotNow extends RuntimeException {
  private static final long serialVersionUID = 1;

  private NotNow(String why) {
    super(why, null, false, false);
  }

  /// The event took effect before.
  public static final class Known extends NotNow {
    private static final long serialVersionUID = 1;

    public Known() {
      super("the event took effect before");
    }
  }

  /// Others of the entity come first.
  public static final class Behind extends NotNow {
    private static final long serialVersionUID = 1;

    private final transient List<Event> first;

    /// @param told as the database tells them, in their order
    public Behind(JsonNode told) {
      super("other events of the entity come first");
      this.first = told.valueStream().map(CloudEvent::told).toList();
    }

    /// The events to deal with first, in their order.
    List<Event> first() {
      return first;
    }
  }
}
