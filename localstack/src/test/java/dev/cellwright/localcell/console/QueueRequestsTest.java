package dev.cellwright.localcell.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Json;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.gateway.Reply;
import dev.cellwright.localcell.sqs.MessageAttributes;
import dev.cellwright.localcell.sqs.Outgoing;
import dev.cellwright.localcell.sqs.QueueSettings;
import dev.cellwright.localcell.sqs.Queues;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueRequestsTest {

  private final Queues queues = TestingAws.usual().front().queues();
  private final QueueRequests requests = new QueueRequests(queues);
  private final String name = "looked-at-" + UUID.randomUUID();
  private final String dead = name + "-dead";

  @BeforeEach
  void make() throws Exception {
    var arn = queues.create(dead, QueueSettings.USUAL);
    queues.create(name, QueueSettings.USUAL.withRedrive(arn, 2));
    queues.send(
        arn,
        Outgoing.of("{\"hostile\": \"<script>\"}", "tester", "acme", null)
            .with(MessageAttributes.texts("reason", "it is unusable", "received", "5")));
  }

  @Test
  void showDeadLettersAndWhyTheyAre() throws Exception {
    var queue = json(answer("GET", "queues/" + dead, ""));

    assertThat(queue.path("visible").asInt()).isEqualTo(1);
    var message = queue.at("/messages/0");
    assertThat(message.path("reason").asText()).isEqualTo("it is unusable");
    assertThat(message.path("group").asText()).isEqualTo("acme");
    assertThat(message.path("body").asText()).isEqualTo("{\"hostile\": \"<script>\"}");
    assertThat(message.at("/attributes/received/StringValue").asText()).isEqualTo("5");
    assertThat(message.path("received").asInt()).isZero();
  }

  @Test
  void listEveryQueueWithItsDeadLetterQueue() throws Exception {
    var all = json(answer("GET", "queues", ""));

    assertThat(all.valueStream())
        .anySatisfy(each -> {
          assertThat(each.path("name").asText()).isEqualTo(name);
          assertThat(each.path("deadLetterQueue").asText()).isEqualTo(dead);
        });
  }

  @Test
  void bringDeadLettersBack() throws Exception {
    var moved = json(answer("POST", "queues/" + dead + "/redrive", ""));

    assertThat(moved.path("moved").asInt()).isEqualTo(1);
    assertThat(moved.path("left").asInt()).isZero();
    assertThat(queues.peek(name)).hasSize(1);
  }

  @Test
  void refuseWhatIsNoQueue() throws Exception {
    assertThat(answer("GET", "queues/never", "").status()).isEqualTo(404);
    assertThat(answer("POST", "queues/" + name + "/redrive", "").status()).isEqualTo(409);
    assertThat(answer("POST", "queues/" + dead + "/redrive", "{\"to\":\"never\"}").status())
        .isEqualTo(404);
    assertThat(answer("DELETE", "queues", "").status()).isEqualTo(405);
  }

  private Reply answer(String method, String path, String body) throws Exception {
    var incoming = TestingIncoming.of(method, "/_cell/" + path);
    return Objects.requireNonNull(requests.answer(path, incoming, body.getBytes(UTF_8)));
  }

  private static JsonNode json(Reply reply) throws IOException {
    assertThat(reply.status()).isEqualTo(200);
    return Json.MAPPER.readTree(reply.body());
  }
}
