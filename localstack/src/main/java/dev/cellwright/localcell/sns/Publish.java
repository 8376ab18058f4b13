package dev.cellwright.localcell.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsAnswer;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.AwsOperation;
import dev.cellwright.localcell.aws.AwsOperation.Body;
import dev.cellwright.localcell.aws.AwsOperation.Need;
import dev.cellwright.localcell.aws.Place;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The operation `Publish`: to a device, a topic or a phone.
record Publish(Sns sns, Place place, TargetStore targets, SentStore sent, InstantSource clock) {
  private static final int MOST_BYTES = 256 * 1024;
  private static final int LONGEST_SMS = 1600;
  private static final int LONGEST_SUBJECT = 100;
  private static final String SENDER = "AWS.SNS.SMS.SenderID";
  private static final String TYPE = "AWS.SNS.SMS.SMSType";
  private static final Pattern SENDER_ID = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}");
  private static final Set<String> DATA_TYPES = Set.of("String", "Number");

  AwsOperation prepare(Form form) {
    form.only(
        Set.of("TargetArn", "TopicArn", "PhoneNumber", "Message", "MessageStructure", "Subject"),
        Set.of("MessageAttributes"));
    var targets =
        Stream.of("TargetArn", "TopicArn", "PhoneNumber")
            .filter(each -> form.optional(each) != null)
            .toList();
    if (targets.size() != 1) {
      throw Form.invalid("one of TopicArn, TargetArn and PhoneNumber is required");
    }
    if (form.text("Message").getBytes(UTF_8).length > MOST_BYTES) {
      throw Form.invalid("Message too long");
    }
    var target = form.text(targets.getFirst());
    if (targets.getFirst().equals("PhoneNumber")) {
      return toPhone(form, Phone.of(target, "PhoneNumber"));
    }
    return target.contains(":endpoint/") ? toEndpoint(form, target) : toTopic(form, target);
  }

  private AwsOperation toEndpoint(Form form, String arn) {
    var platform = PushTarget.platformOfEndpoint(place, arn);
    var payload =
        PushPayload.forPlatform(form.text("Message"), form.optional("MessageStructure"), platform);
    var attributes = attributes(form);
    return publish(
        arn,
        () -> {
          var endpoint = targets.endpoint(arn);
          if (endpoint == null) {
            throw Form.invalid("TargetArn Reason: No endpoint found for the target arn specified");
          }
          if (!endpoint.enabled()) {
            throw new AwsError("EndpointDisabled", 400, "Endpoint is disabled");
          }
          var id = UUID.randomUUID().toString();
          sent.add(new Push(id, clock.instant(), arn, endpoint.token(), null, payload, attributes));
          return published(id);
        });
  }

  private AwsOperation toTopic(Form form, String arn) {
    var payload = PushPayload.byDefault(form.text("Message"), form.optional("MessageStructure"));
    var subject = form.optional("Subject");
    if (subject != null
        && (subject.length() > LONGEST_SUBJECT || !subject.matches("[!-~][ -~]*"))) {
      throw Form.invalid("Subject");
    }
    var attributes = attributes(form);
    return publish(
        arn,
        () -> {
          if (!sns.hasTopic(arn)) {
            throw new AwsError("NotFound", 404, "Topic does not exist");
          }
          var id = UUID.randomUUID().toString();
          sent.add(new Push(id, clock.instant(), arn, null, subject, payload, attributes));
          return published(id);
        });
  }

  private AwsOperation toPhone(Form form, Phone phone) {
    var text = PushPayload.byDefault(form.text("Message"), form.optional("MessageStructure"));
    if (text.codePointCount(0, text.length()) > LONGEST_SMS) {
      throw Form.invalid("Message Reason: a text message has at most 1600 characters");
    }
    var attributes = attributes(form);
    var sender = attributes.get(SENDER);
    if (sender != null && !SENDER_ID.matcher(sender).matches()) {
      throw Form.invalid(SENDER + " Reason: 1 to 11 letters and digits, at least one a letter");
    }
    var type = attributes.getOrDefault(TYPE, "Promotional");
    if (!Set.of("Promotional", "Transactional").contains(type)) {
      throw Form.invalid(TYPE + " Reason: it is Promotional or Transactional");
    }
    return publish(
        phone.number(),
        () -> {
          var id = UUID.randomUUID().toString();
          var outcome = targets.isOptedOut(phone.number()) ? "opted out" : "delivered";
          sent.add(new Sms(id, clock.instant(), phone.number(), sender, type, text, outcome));
          return published(id);
        });
  }

  private static Map<String, String> attributes(Form form) {
    var attributes = new LinkedHashMap<String, String>();
    for (var entry : form.entries("MessageAttributes").values()) {
      var name = Form.member(entry, "Name", "MessageAttributes");
      var type = Form.member(entry, "Value.DataType", name);
      if (!DATA_TYPES.contains(type)) {
        throw Form.invalid("the local cell knows attributes of " + DATA_TYPES + ", not " + type);
      }
      attributes.put(name, Form.member(entry, "Value.StringValue", name));
    }
    return Map.copyOf(attributes);
  }

  private static AwsOperation publish(String resource, Body body) {
    return new AwsOperation(List.of(new Need("sns:Publish", resource, Map.of())), body);
  }

  private static AwsAnswer published(String id) {
    return SnsXml.result("Publish", Map.of("MessageId", id));
  }
}
