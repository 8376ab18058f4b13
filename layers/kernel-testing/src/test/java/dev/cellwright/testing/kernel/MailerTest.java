package dev.cellwright.testing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.kernel.Environment;
import dev.cellwright.kernel.auth.Aws;
import dev.cellwright.kernel.mail.Mail;
import dev.cellwright.kernel.mail.Mailer;
import dev.cellwright.kernel.mail.Sending;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailerTest {
  private final TestCell cell = TestCell.with("shelf");
  private final Aws aws = new Aws(Environment.handedIn(cell.environmentOf("shelf")));
  private final Mailer mailer = new Mailer(aws::ses, "no-reply@acme-crm.test");
  private final String anna = "anna." + UUID.randomUUID() + "@example.com";

  @AfterEach
  void forgetFaults() {
    cell.faults().clear();
  }

  @Test
  void aMailArrivesAsItWasWritten() {
    var sending = mailer.send(new Mail(anna, "Für Änna 🐈", "Zwei\nZeilen", "<p>Zwei &amp; drei"));

    var sent = cell.mailTo(anna).getFirst();
    assertThat(sending).isEqualTo(new Sending.Sent(sent.id()));
    assertThat(sent.from()).isEqualTo("no-reply@acme-crm.test");
    assertThat(sent.subject()).isEqualTo("Für Änna 🐈");
    assertThat(sent.text()).isEqualTo("Zwei\nZeilen");
    assertThat(sent.html()).isEqualTo("<p>Zwei &amp; drei");
  }

  @Test
  void whatCanNotBeSentToIsRejected() {
    assertThat(mailer.send(mailTo("änna@example.com"))).isEqualTo(new Sending.Rejected());
    assertThat(mailer.send(mailTo(anna + ", berta@example.com"))).isEqualTo(new Sending.Rejected());
  }

  @Test
  void aSenderThatSesDoesNotKnowIsRejected() {
    var stranger = new Mailer(aws::ses, "no-reply@other.test");

    assertThat(stranger.send(mailTo(anna))).isEqualTo(new Sending.Rejected());
    assertThatThrownBy(() -> new Mailer(aws::ses, "nobody"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPassingFaultIsNotNoticed() {
    cell.faults().inject("ses", "SendEmail", Faults.Kind.FAIL, 1);

    assertThat(mailer.send(mailTo(anna))).isInstanceOf(Sending.Sent.class);
  }

  @Test
  void aThrottleThatLastsIsTold() {
    cell.faults().inject("ses", "SendEmail", Faults.Kind.THROTTLE, 10);

    assertThat(mailer.send(mailTo(anna))).isEqualTo(new Sending.Throttled());
    assertThat(cell.mailTo(anna)).isEmpty();
  }

  @Test
  void aFaultThatLastsIsTold() {
    cell.faults().inject("ses", "SendEmail", Faults.Kind.FAIL, 10);

    assertThat(mailer.send(mailTo(anna))).isEqualTo(new Sending.Unavailable());
  }

  @Test
  void noAnswerIsWaitedForNoLongerThanARequestCan() {
    cell.faults().inject("ses", "SendEmail", Faults.Kind.HANG, 10);
    var start = Instant.now();

    var sending = mailer.send(mailTo(anna));

    assertThat(sending).isEqualTo(new Sending.Unavailable());
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  private static Mail mailTo(String address) {
    return new Mail(address, "Hello", "text", null);
  }
}
