package dev.cellwright.notifications;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.OneOf;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// A device to be pushed to.
@Doc("A device to be pushed to, as long as the log-in lasts that registers it")
record NewDevice(
    @OneOf({"gcm", "apns"}) String platform,
    @Doc("What Firebase or Apple gave the app") @Text(min = 8, max = 4096, maxBytes = 4096)
        String token,
    @Text(max = 100) @Nullable String name) {

  /// Never shows the token.
  @Override
  public String toString() {
    return "NewDevice[" + platform + "]";
  }
}
