package dev.cellwright.kernel.phone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.Shortened;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/// Amazon SNS: mobile push to Firebase and Apple, and text messages. The applications are made by
/// whoever runs the cell, whose secrets they hold; `PUSH_GCM_APPLICATION_ARN` and
/// `PUSH_APNS_APPLICATION_ARN` name them.
public final class SnsPhones implements Phones {
  private static final Pattern EXISTING =
      Pattern.compile(".*Endpoint (arn:aws[-a-z]*:sns:\\S+) already exists.*", Pattern.DOTALL);

  private final SnsClient sns;
  private final Environment environment;

  /// @param sns with the time limits of one attempt
  public SnsPhones(SnsClient sns, Environment environment) {
    this.sns = sns;
    this.environment = environment;
  }

  @Override
  public Result ready(Device device) {
    var application = application(device.platform());
    if (application == null) {
      return new Result.Nowhere();
    }
    try {
      var arn = device.endpointArn() != null ? device.endpointArn() : made(device, application);
      return new Result.Done(enabled(device, arn, application));
    } catch (InvalidParameterException _) {
      // The token is none of this platform.
      return new Result.Gone();
    } catch (SdkException e) {
      return new Result.Failed(reason(e));
    }
  }

  @Override
  public Result push(Device device, Push push) {
    var endpoint = device.endpointArn();
    if (endpoint == null) {
      var ready = ready(device);
      return ready instanceof Result.Done(var arn) ? push(device.at(arn), push) : ready;
    }
    try {
      sns.publish(request ->
          request
              .targetArn(endpoint)
              .messageStructure("json")
              .message(PushMessage.of(push).toString()));
      return new Result.Done(endpoint);
    } catch (EndpointDisabledException | NotFoundException _) {
      // Disabled by Firebase or Apple: registering the device again enables it.
      return new Result.Gone();
    } catch (SdkException e) {
      return new Result.Failed(reason(e));
    }
  }

  @Override
  public @Nullable String text(String number, String message) {
    try {
      sns.publish(request ->
          request
              .phoneNumber(number)
              .message(message)
              .messageAttributes(
                  Map.of(
                      "AWS.SNS.SMS.SMSType",
                      MessageAttributeValue.builder()
                          .dataType("String")
                          .stringValue("Transactional")
                          .build())));
      return null;
    } catch (SdkException e) {
      return reason(e);
    }
  }

  /// An endpoint with this token that has other attributes is refused, and named in the refusal.
  private String made(Device device, String application) {
    try {
      return sns.createPlatformEndpoint(
              request -> request.platformApplicationArn(application).token(device.token()))
          .endpointArn();
    } catch (InvalidParameterException e) {
      var named = EXISTING.matcher(Objects.requireNonNullElse(e.getMessage(), ""));
      if (named.matches()) {
        return named.group(1);
      }
      throw e;
    }
  }

  /// One that was deleted is made anew; one that is disabled, or has another token, is put right.
  private String enabled(Device device, String arn, String application) {
    try {
      var attributes = sns.getEndpointAttributes(request -> request.endpointArn(arn)).attributes();
      if (!device.token().equals(attributes.get("Token"))
          || !"true".equalsIgnoreCase(attributes.get("Enabled"))) {
        sns.setEndpointAttributes(request ->
            request
                .endpointArn(arn)
                .attributes(Map.of("Token", device.token(), "Enabled", "true")));
      }
      return arn;
    } catch (NotFoundException _) {
      return made(device, application);
    }
  }

  private @Nullable String application(String platform) {
    var arn =
        environment.find(
            platform.equals("gcm") ? "PUSH_GCM_APPLICATION_ARN" : "PUSH_APNS_APPLICATION_ARN");
    return arn == null || arn.isEmpty() ? null : arn;
  }

  /// The kind of error, and nothing of what was sent.
  private static String reason(SdkException e) {
    return e.getClass().getSimpleName();
  }

  /// What a push is on each platform. SNS takes the platforms' messages as text in JSON.
  private static final class PushMessage {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Apple takes 4096 bytes in all.
    private static final int LONGEST_BODY = 500;

    static ObjectNode of(Push push) {
      var body = push.body() == null ? null : Shortened.to(LONGEST_BODY, push.body());
      return JSON.objectNode()
          .put("default", push.title())
          .put("GCM", firebase(push, body).toString())
          .put("APNS", apple(push, body).toString())
          .put("APNS_SANDBOX", apple(push, body).toString());
    }

    private static ObjectNode firebase(Push push, @Nullable String body) {
      var root = JSON.objectNode();
      var message = root.putObject("fcmV1Message").putObject("message");
      message.putObject("notification").put("title", push.title()).put("body", body);
      about(message.putObject("data"), push);
      return root;
    }

    private static ObjectNode apple(Push push, @Nullable String body) {
      var root = JSON.objectNode();
      var alert = root.putObject("aps").putObject("alert").put("title", push.title());
      if (body != null) {
        alert.put("body", body);
      }
      about(root, push);
      return root;
    }

    private static void about(ObjectNode data, Push push) {
      data.put("notification_id", push.notificationId().toString()).put("type", push.type());
      if (push.link() != null) {
        data.put("url", push.link());
      }
    }
  }
}
