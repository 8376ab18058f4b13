package dev.cellwright.localcell.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.s3.BucketSettings;
import dev.cellwright.localcell.s3.Notification;
import dev.cellwright.localcell.s3.ObjectEvents.Destination;
import dev.cellwright.localcell.ses.EventDestination;
import dev.cellwright.localcell.sqs.QueueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// What AWS's services tell by themselves reaches queues by rules of the default bus.
class DefaultBusTest {
  private final TestingAws aws = TestingAws.with(DataApiLimits.AWS);
  private final String name = "news-" + UUID.randomUUID();

  @BeforeEach
  void listen() throws Exception {
    var arn = aws.front().queues().create(name, QueueSettings.USUAL);
    aws.front().buses().rule("default", name, "{\"source\": [\"aws.ses\", \"aws.s3\"]}", arn, null);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void hearsThatAMailBounced() throws Exception {
    var mailbox = aws.front().mailbox();
    mailbox.verify("acme.example");
    mailbox.addConfigurationSet(name);
    mailbox.addDestination(name, new EventDestination(Set.of("bounce"), null));

    aws.client(SesV2Client.builder(), aws.everything())
        .sendEmail(mail ->
            mail.fromEmailAddress("no-reply@acme.example")
                .configurationSetName(name)
                .destination(to -> to.toAddresses("bounce@simulator.amazonses.com"))
                .content(content ->
                    content.simple(simple ->
                        simple
                            .subject(subject -> subject.data("Hello"))
                            .body(body -> body.text(text -> text.data("Are you there?"))))));

    assertThat(heard())
        .singleElement()
        .returns("aws.ses", event -> event.path("source").asText())
        .returns("Email Bounced", event -> event.path("detail-type").asText())
        .returns("Bounce", event -> event.at("/detail/eventType").asText());
  }

  @Test
  void hearsThatAnObjectWasMade() throws Exception {
    var buckets = aws.front().buckets();
    buckets.create(name, BucketSettings.plain());
    buckets.tell(
        name,
        List.of(
            new Notification(
                new Destination.EventBridge(), List.of("s3:ObjectCreated:*"), "", "")));

    aws.client(S3Client.builder().forcePathStyle(true), aws.everything())
        .putObject(put -> put.bucket(name).key("in/a"), RequestBody.fromString("abc"));

    assertThat(heard())
        .singleElement()
        .returns("Object Created", event -> event.path("detail-type").asText())
        .returns("in/a", event -> event.at("/detail/object/key").asText());
  }

  private List<JsonNode> heard() throws Exception {
    var events = new ArrayList<JsonNode>();
    for (var message : aws.front().queues().takeAll(name)) {
      events.add(Json.MAPPER.readTree(message.body()));
    }
    return events;
  }
}
