package dev.cellwright.localcell.sns;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Body;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Place;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is done to the endpoints of platform applications.
record EndpointOperations(Place place, TargetStore targets) {
  private static final Set<String> ATTRIBUTES = Set.of("Token", "Enabled", "CustomUserData");
  private static final Pattern APPLE_TOKEN = Pattern.compile("[0-9a-fA-F]{64,400}");
  private static final Pattern GOOGLE_TOKEN = Pattern.compile("[!-~]{1,4096}");
  private static final int LONGEST_USER_DATA = 2048;

  AwsOperation create(Form form) {
    form.only(Set.of("PlatformApplicationArn", "Token", "CustomUserData"), Set.of("Attributes"));
    var application = form.text("PlatformApplicationArn");
    var platform = PushTarget.platform(place, application);
    var attributes = attributes(form);
    var given = form.optional("CustomUserData");
    var asked =
        new Endpoint(
            PushTarget.newEndpoint(application),
            application,
            token(platform, form.text("Token")),
            userData(given == null ? attributes.get("CustomUserData") : given),
            enabled(attributes.getOrDefault("Enabled", "true")));
    return operation("CreatePlatformEndpoint", application, () -> create(asked));
  }

  private AwsAnswer create(Endpoint asked) throws SQLException {
    var endpoint = targets.addEndpoint(asked);
    if (endpoint.enabled() != asked.enabled() || !endpoint.userData().equals(asked.userData())) {
      throw Form.invalid(
          "Token Reason: Endpoint "
              + endpoint.arn()
              + " already exists with the same Token, but different attributes.");
    }
    return SnsXml.result("CreatePlatformEndpoint", Map.of("EndpointArn", endpoint.arn()));
  }

  AwsOperation get(Form form) {
    var operation = "GetEndpointAttributes";
    var arn = arn(form.only(Set.of("EndpointArn"), Set.of()));
    return operation(
        operation,
        arn,
        () -> {
          var endpoint = find(arn);
          var attributes = new LinkedHashMap<String, String>();
          attributes.put("Enabled", String.valueOf(endpoint.enabled()));
          attributes.put("Token", endpoint.token());
          if (!endpoint.userData().isEmpty()) {
            attributes.put("CustomUserData", endpoint.userData());
          }
          return SnsXml.attributes(operation, attributes);
        });
  }

  AwsOperation change(Form form) {
    var arn = arn(form.only(Set.of("EndpointArn"), Set.of("Attributes")));
    var platform = PushTarget.platformOfEndpoint(place, arn);
    var attributes = attributes(form);
    return operation(
        "SetEndpointAttributes",
        arn,
        () -> {
          var old = find(arn);
          var changed =
              new Endpoint(
                  arn,
                  old.application(),
                  token(platform, attributes.getOrDefault("Token", old.token())),
                  userData(attributes.getOrDefault("CustomUserData", old.userData())),
                  enabled(attributes.getOrDefault("Enabled", String.valueOf(old.enabled()))));
          if (!targets.change(changed)) {
            throw Form.invalid("Token Reason: another endpoint already exists with the same Token");
          }
          return SnsXml.result("SetEndpointAttributes", Map.of());
        });
  }

  /// Deleting what is not there is no error.
  AwsOperation delete(Form form) {
    var arn = arn(form.only(Set.of("EndpointArn"), Set.of()));
    return operation(
        "DeleteEndpoint",
        arn,
        () -> {
          targets.deleteEndpoint(arn);
          return SnsXml.result("DeleteEndpoint", Map.of());
        });
  }

  private Endpoint find(String arn) throws SQLException {
    var endpoint = targets.endpoint(arn);
    if (endpoint == null) {
      throw new AwsError("NotFound", 404, "Endpoint does not exist");
    }
    return endpoint;
  }

  private String arn(Form form) {
    var arn = form.text("EndpointArn");
    PushTarget.platformOfEndpoint(place, arn);
    return arn;
  }

  private static Map<String, String> attributes(Form form) {
    var attributes = form.textMap("Attributes");
    attributes.keySet().stream()
        .filter(each -> !ATTRIBUTES.contains(each))
        .findFirst()
        .ifPresent(each -> {
          throw Form.invalid("Attributes Reason: " + each + " is no attribute of an endpoint");
        });
    return attributes;
  }

  private static String token(String platform, String token) {
    var apple = platform.startsWith("APNS");
    if (!(apple ? APPLE_TOKEN : GOOGLE_TOKEN).matcher(token).matches()) {
      throw Form.invalid(
          apple
              ? "Token Reason: iOS device tokens must be no more than 400 hexadecimal characters"
              : "Token Reason: it is no registration token");
    }
    return token;
  }

  private static String userData(@Nullable String data) {
    if (data == null) {
      return "";
    }
    if (data.length() > LONGEST_USER_DATA) {
      throw Form.invalid("CustomUserData Reason: must be at most 2048 bytes long");
    }
    return data;
  }

  private static boolean enabled(String text) {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw Form.invalid("Attributes Reason: Enabled is true or false");
    }
    return Boolean.parseBoolean(text);
  }

  private static AwsOperation operation(String name, String resource, Body body) {
    return new AwsOperation(List.of(new Need("sns:" + name, resource, Map.of())), body);
  }
}
