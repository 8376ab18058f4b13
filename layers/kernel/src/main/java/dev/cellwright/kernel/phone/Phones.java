package dev.cellwright.kernel.phone;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What pushes to devices and sends text messages. Each method is one attempt.
public interface Phones {

  /// A device as it is reached.
  ///
  /// @param platform `gcm` or `apns`
  /// @param endpointArn null where it has none yet
  record Device(UUID id, String platform, String token, @Nullable String endpointArn) {
    Device at(String arn) {
      return new Device(id, platform, token, arn);
    }

    /// Never shows the token.
    @Override
    public String toString() {
      return "Device[" + id + "]";
    }
  }

  /// What a device shows.
  ///
  /// @param link where it leads; null for nowhere
  record Push(
      UUID notificationId,
      String type,
      String title,
      @Nullable String body,
      @Nullable String link) {}

  /// How an attempt came out.
  sealed interface Result {
    /// @param endpointArn by which the device is reached
    record Done(String endpointArn) implements Result {}

    /// The device can't be reached any more: the app was removed, or its token was replaced.
    record Gone() implements Result {}

    /// The cell pushes to no devices of this platform.
    record Nowhere() implements Result {}

    /// It may work another time.
    ///
    /// @param reason for the log
    record Failed(String reason) implements Result {}
  }

  /// Makes the endpoint of a device, or sees to it that the one that is there has its token and is
  /// enabled.
  Result ready(Device device);

  Result push(Device device, Push push);

  /// @return null where it was taken; else why not
  @Nullable String text(String number, String message);
}
