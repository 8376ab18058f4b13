package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of [TestSockets], which keeps what it is sent.
public final class TestSocket {
  private static final Duration LONGEST_STALL = Duration.ofSeconds(60);

  private final TestSockets sockets;
  private final String id;
  private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private volatile boolean open = true;
  private volatile @Nullable CountDownLatch stalled;

  TestSocket(TestSockets sockets, String id) {
    this.sockets = sockets;
    this.id = id;
  }

  public String id() {
    return id;
  }

  /// Says something, and answers what comes back; a missing node where nothing does.
  ///
  /// @param message a JSON text, or a value to be written as JSON
  public JsonNode say(Object message) {
    var event = TestSockets.event(id, "MESSAGE");
    event.put("body", message instanceof String text ? text : Json.text(message));
    return told(sockets.answer(id, event));
  }

  /// Says something binary.
  public JsonNode sayBinary(String base64) {
    var event = TestSockets.event(id, "MESSAGE");
    event.put("body", base64).put("isBase64Encoded", true);
    return told(sockets.answer(id, event));
  }

  private static JsonNode told(JsonNode answer) {
    return answer.has("body") ? Json.of(answer.path("body").asText()) : answer.path("body");
  }

  void receive(String message) throws InterruptedException {
    var latch = stalled;
    if (latch != null) {
      latch.await(LONGEST_STALL.toSeconds(), TimeUnit.SECONDS);
    }
    heard.add(Json.of(message));
  }

  /// What it was sent since this was asked last.
  public List<JsonNode> heard() {
    var all = new ArrayList<JsonNode>();
    heard.drainTo(all);
    return all;
  }

  /// Takes nothing any more, until [#goOn].
  public void stall() {
    stalled = new CountDownLatch(1);
  }

  public void goOn() {
    var latch = stalled;
    stalled = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  public boolean isOpen() {
    return open;
  }

  /// Ends, and the module is told.
  public void leave() {
    lose();
    var event = TestSockets.event(id, "DISCONNECT");
    sockets.answer(id, event);
  }

  /// Ends without anybody being told.
  public void lose() {
    open = false;
    sockets.forget(this);
  }
}
