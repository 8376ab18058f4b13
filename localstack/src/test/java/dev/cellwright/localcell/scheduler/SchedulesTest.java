package dev.cellwright.localcell.scheduler;

import static dev.cellwright.localcell.sqs.TestingQueue.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.TestingAws;
import dev.cellwright.localcell.dataapi.DataApiLimits;
import dev.cellwright.localcell.sqs.Message;
import dev.cellwright.localcell.sqs.QueueSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Schedules on a clock that is moved.
class SchedulesTest {
  private final String id = UUID.randomUUID().toString();
  private TestingAws aws = TestingAws.with(DataApiLimits.AWS);

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void itFiresWhenTheClockIsMovedThere() throws Exception {
    start(schedule("rate(5 minutes)", true));

    advance(Duration.ofMinutes(4));
    advance(Duration.ofMinutes(1));

    until(() -> bodies().size() == 1);
    assertThat(bodies().getFirst())
        .matches("\\{\"at\":\"[0-9T:-]+Z\",\"run\":\"[0-9a-f-]{36}\",\"n\":1}");
    assertThat(messages().getFirst().groupId()).isEqualTo("jobs");
  }

  @Test
  void ofSeveralTimesOnlyTheLatestFires() throws Exception {
    start(schedule("rate(5 minutes)", true));

    advance(Duration.ofMinutes(61));
    until(() -> bodies().size() == 1);
    advance(Duration.ofMinutes(4));

    until(() -> bodies().size() == 2);
    assertThat(messages()).hasSize(2);
  }

  @Test
  void aRestartDoesNotFireAgain() throws Exception {
    var schedule = schedule("cron(0 0 1 * ? *)", true);
    start(schedule);
    advance(Duration.ofDays(31));
    until(() -> bodies().size() == 1);

    aws.close();
    aws = TestingAws.with(DataApiLimits.AWS);
    aws.advance(Duration.ofDays(31));
    start(schedule);
    start(marker());
    advance(Duration.ofMinutes(2));

    until(() -> bodies().contains("marker"));
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void whatWasDueWhileTheCellDidNotRunFiresOnceAtItsStart() throws Exception {
    var schedule = schedule("rate(1 hour)", true);
    start(schedule);

    aws.close();
    aws = TestingAws.with(DataApiLimits.AWS);
    aws.advance(Duration.ofHours(5));
    start(schedule);

    until(() -> bodies().size() == 1);
    start(marker());
    advance(Duration.ofMinutes(2));
    until(() -> bodies().contains("marker"));
    assertThat(bodies()).hasSize(2);
  }

  @Test
  void whatIsDisabledDoesNotFire() throws Exception {
    start(schedule("rate(1 minute)", false));
    start(marker());

    advance(Duration.ofMinutes(2));

    until(() -> !bodies().isEmpty());
    assertThat(bodies()).containsExactly("marker");
  }

  @Test
  void whatCanNotReachItsTargetTriesAgain() throws Exception {
    aws.faults().inject("scheduler", "InvokeTarget", Faults.Kind.THROTTLE, 1);
    start(schedule("rate(5 minutes)", true));

    advance(Duration.ofMinutes(5));

    until(() -> bodies().size() == 1);
    assertThat(aws.faults().waiting()).isEmpty();
  }

  @Test
  void aTargetThatHangsHoldsUpItsOwnScheduleOnly() throws Exception {
    aws.faults().inject("scheduler", null, Faults.Kind.HANG, 1);
    start(schedule("rate(5 minutes)", true));
    advance(Duration.ofMinutes(5));
    until(() -> aws.faults().waiting().isEmpty());

    start(marker());
    advance(Duration.ofMinutes(1));

    until(() -> !bodies().isEmpty());
    assertThat(bodies()).containsExactly("marker");
  }

  private Schedule marker() {
    return new Schedule(
        "marker-" + id,
        aws.front().schedules().arnOf("z", "marker-" + id),
        "rate(1 minute)",
        ZoneId.of("UTC"),
        true,
        queueArn(),
        "marker",
        null);
  }

  private Schedule schedule(String expression, boolean enabled) {
    return new Schedule(
        "test-" + id,
        aws.front().schedules().arnOf("default", "test-" + id),
        expression,
        ZoneId.of("UTC"),
        enabled,
        queueArn(),
        "{\"at\":\"<aws.scheduler.scheduled-time>\",\"run\":\"<aws.scheduler.execution-id>\",\"n\":<aws.scheduler.attempt-number>}",
        "jobs");
  }

  private String queueArn() {
    return "arn:aws:sqs:eu-central-1:111122223333:jobs-" + id;
  }

  private void start(Schedule schedule) throws SQLException {
    aws.front().queues().create("jobs-" + id, QueueSettings.USUAL);
    aws.front().schedules().add(schedule);
    aws.front().schedules().start();
  }

  private void advance(Duration by) {
    aws.advance(by);
    aws.front().schedules().wake();
  }

  private List<Message> messages() {
    try {
      return aws.front().queues().peek("jobs-" + id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> bodies() {
    return messages().stream().map(Message::body).toList();
  }
}
