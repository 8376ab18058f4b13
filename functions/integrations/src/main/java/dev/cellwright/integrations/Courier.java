package dev.cellwright.integrations;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Brings letters to receivers that nobody here knows, and that may do their worst: hang, drip,
/// send without end, redirect, or lead elsewhere.
///
/// Each attempt has a connection of its own, to an address that [PinnedNames] has just checked;
/// nothing is followed, unpacked, remembered or tried again.
final class Courier {
  private static final Timeout CONNECT = Timeout.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int MOST_READ = 64 * 1024;
  private static final int MOST_KEPT = 4 * 1024;
  private static final int LONGEST_HEADER = 8 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final int MOST_AT_A_TIME = 200;

  private final CloseableHttpClient http;
  private final Duration whole;

  Courier(PinnedNames names) {
    this(names, WHOLE);
  }

  /// @param whole how long an attempt may take, from the first question to the last byte
  Courier(PinnedNames names, Duration whole) {
    this.whole = whole;
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_HEADER)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(Timeout.of(whole))
                    .build())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(Timeout.of(whole)).build())
            .setMaxConnTotal(MOST_AT_A_TIME)
            .setMaxConnPerRoute(MOST_AT_A_TIME)
            .build();
    http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(CONNECT)
                    .setResponseTimeout(Timeout.of(whole))
                    .build())
            .setUserAgent("Cellwright-Webhooks/1")
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .build();
  }

  /// Brings a letter. Whatever happens is an outcome.
  Sent send(Letter letter) {
    long began = System.nanoTime();
    var post = post(letter);
    var task = new FutureTask<>(() -> exchanged(post, began));
    // Of its own thread, so that nothing a receiver does can hold up more than that.
    Thread.ofVirtual().name("courier").start(task);
    try {
      return task.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Sent.Failed("no answer within " + whole.toSeconds() + " s", millis(began));
    } catch (ExecutionException e) {
      return new Sent.Failed(said(e.getCause()), millis(began));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Sent.Failed("interrupted", millis(began));
    } finally {
      post.cancel();
    }
  }

  private static HttpPost post(Letter letter) {
    var post = new HttpPost(letter.url());
    post.setHeader("webhook-id", letter.id().toString());
    post.setHeader("webhook-timestamp", Long.toString(letter.sentAt()));
    post.setHeader("webhook-signature", letter.standard());
    post.setHeader("X-Webhook-Signature", letter.plain());
    post.setHeader("X-Webhook-Event", letter.event());
    post.setHeader("X-Webhook-Delivery", letter.id().toString());
    post.setEntity(
        new ByteArrayEntity(
            letter.body().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    return post;
  }

  private Sent exchanged(HttpPost post, long began) throws IOException, HttpException {
    var response = http.executeOpen(RoutingSupport.determineHost(post), post, null);
    try {
      return answered(response, began);
    } finally {
      // Breaks the connection first: closing the answer would read to its end, and it may have
      // none.
      post.cancel();
      Closer.closeQuietly(response);
    }
  }

  private static Sent answered(ClassicHttpResponse response, long began) throws IOException {
    var entity = response.getEntity();
    var body = new byte[0];
    if (entity != null && entity.getContent() != null) {
      body = entity.getContent().readNBytes(MOST_READ);
    }
    var retryAfter = response.getFirstHeader("Retry-After");
    return new Sent.Answered(
        response.getCode(),
        text(body),
        retryAfter == null ? null : retryAfter.getValue(),
        millis(began));
  }

  /// The beginning of a text of unknown honesty, as PostgreSQL can store it.
  private static String text(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    int end = Math.min(text.length(), MOST_KEPT);
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_KEPT) {
      end -= Math.max(1, end / 8);
    }
    return end > 0 && Character.isHighSurrogate(text.charAt(end - 1))
        ? text.substring(0, end - 1)
        : text.substring(0, end);
  }

  /// What went wrong, in our words: the receiver's own could hold anything.
  private static String said(@Nullable Throwable cause) {
    return switch (cause) {
      case PinnedNames.NotPublic e -> String.valueOf(e.getMessage());
      case UnknownHostException _ -> "the host has no address";
      case SocketTimeoutException _ -> "no connection, or no answer, in time";
      case ConnectException _ -> "no connection";
      case SSLException _ -> "no trusted TLS connection";
      case IOException _ -> "the connection broke, or what came was no HTTP";
      case null, default -> "what came was no HTTP";
    };
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
