package dev.cellwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.cdk.Synthesis;
import dev.cellwright.localcell.cell.LocalCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The cell that all these tests talk to: acme-crm in dev, synthesized and started once, stopped
/// with the process.
final class TestedCell {
  static final String PRODUCT = "acme-crm";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Path ASSEMBLY = synthesized();
  private static final LocalCell CELL = started();

  private TestedCell() {}

  private static Path synthesized() {
    try {
      var folder = Files.createTempDirectory("acceptance");
      folder.toFile().deleteOnExit();
      var synthesis = Synthesis.run(folder.resolve("cdk.out"), PRODUCT, "dev", false);
      assertThat(synthesis.status()).as(synthesis.output()).isZero();
      return synthesis.assembly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while synthesizing", e);
    }
  }

  private static LocalCell started() {
    var cell =
        LocalCell.start(
            new LocalCell.Settings(
                ASSEMBLY, PRODUCT + "-dev", 0, null, false, System.out::println, _ -> {}));
    Runtime.getRuntime().addShutdownHook(new Thread(cell::close, "stop"));
    return cell;
  }

  /// Where the product was synthesized to.
  static Path assembly() {
    return ASSEMBLY;
  }

  /// Somebody without a token.
  static Client anybody() {
    return new Client(CELL.uri(), null);
  }

  /// `GET /api/v1/tasks` for each route of the gateway.
  static List<String> routes() {
    return CELL.routes().stream().map(each -> each.method() + " " + each.path()).toList();
  }

  /// The operations that a request called at an AWS service.
  static List<String> callsTo(String service, String correlationId) {
    return anybody()
        .get("/_cell/requests/" + correlationId)
        .expect(200)
        .at("calls")
        .valueStream()
        .filter(call -> call.path("service").asText().equals(service))
        .map(call -> call.path("operation").asText())
        .toList();
  }

  /// The newest mail to an address, once so many were sent. Mail goes out behind its request.
  static JsonNode mailTo(String address, int count) {
    return awaited(
            "mail number " + count + " to " + address,
            () -> anybody().get("/_cell/mail?to=" + address).expect(200).json(),
            mails -> mails.size() >= count)
        .path(0);
  }

  /// What comes behind a request, once it is there.
  ///
  /// @param what it is, told where it doesn't come
  static <T> T awaited(String what, Supplier<T> look, Predicate<T> isThere) {
    var giveUp = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(giveUp)) {
      var seen = look.get();
      if (isThere.test(seen)) {
        return seen;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("there is no " + what);
  }

  /// The token in an invitation's mail.
  static String invitationToken(JsonNode mail) {
    return mail.path("text").asText().replaceAll("(?s).*token=([A-Za-z0-9._~-]+).*", "$1");
  }

  /// Lets the operator make somebody the cell's first super admin.
  static void appointSuperAdmin(String address) {
    anybody()
        .post(
            "/_cell/functions/" + PRODUCT + "-dev-migrate",
            "{\"RequestType\":\"AppointSuperAdmin\",\"Address\":\"%s\"}".formatted(address))
        .expect(200);
  }

  /// Moves the cell's clock. It stays moved, and access tokens end by it: people are registered
  /// after.
  static void advanceClock(Duration by) {
    anybody().post("/_cell/clock", "{\"advance\":\"%s\"}".formatted(by)).expect(200);
  }

  /// Makes the database's next calls go wrong, of one function only: those behind the queues ask it
  /// too, whenever they have something to do.
  ///
  /// @param function without the cell's name
  /// @param kind fail, throttle or hang
  static void failDatabase(String function, String kind, int times) {
    anybody()
        .post(
            "/_cell/faults",
            "{\"service\":\"rds-data\",\"operation\":\"ExecuteStatement\",\"caller\":\"%s-dev-%s\",\"kind\":\"%s\",\"times\":%d}"
                .formatted(PRODUCT, function, kind, times))
        .expect(200);
  }
}
