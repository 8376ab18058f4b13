package dev.cellwright.localcell.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.InProcessHost;
import dev.cellwright.localcell.testing.TestingAssets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A gateway over one [dev.cellwright.localcell.testing.TestingFunction], reached over HTTP.
final class TestingFront implements AutoCloseable {

  static final String FUNCTION =
      "arn:aws:lambda:us-east-1:000000000000:function:acme-dev-tasks:live";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FunctionLog log;
  private final FunctionHost function;
  private final HttpFront front;
  private final HttpClient client = HttpClient.newHttpClient();
  final List<ServedRequest> served = new CopyOnWriteArrayList<>();

  TestingFront(Path directory, boolean permitted, String... documents) throws IOException {
    log = new FunctionLog(directory.resolve("functions.log"), _ -> {});
    var task = TestingAssets.function(directory.resolve("task"));
    function =
        InProcessHost.start(
            new FunctionSettings(
                "acme-dev-tasks",
                FUNCTION,
                "1",
                TestingAssets.HANDLER,
                List.of(task, TestingAssets.lambdaInterfaces()),
                Map.of(),
                Duration.ofSeconds(2),
                512,
                "/aws/lambda/acme-dev-tasks",
                false,
                "arn:aws:iam::000000000000:role/tasks"),
            InstantSource.system(),
            log);
    front = HttpFront.open(0, InstantSource.system());
    front.serve(
        new Gateway(
            List.of(documents).stream().map(TestingFront::api).toList(), functions(permitted)),
        (incoming, _) -> ErrorBody.reply(404, "no console here", incoming),
        served::add);
  }

  static RestApi api(String document) {
    try {
      var json = JSON.readTree(document.replace("FUNCTION", uri()));
      return new RestApi(
          "api/" + json.path("info").path("title").asText("Api"),
          "a" + Integer.toHexString(document.hashCode()),
          "live",
          Map.of("colour", "blue"),
          "000000000000",
          "us-east-1",
          List.of("image/png"),
          json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uri() {
    return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
        + FUNCTION
        + "/invocations";
  }

  private Functions functions(boolean permitted) {
    return new Functions() {
      @Override
      public @Nullable FunctionHost find(String qualifiedArn) {
        return qualifiedArn.equals(FUNCTION) ? function : null;
      }

      @Override
      public boolean mayInvoke(String qualifiedArn, String sourceArn) {
        return permitted;
      }
    };
  }

  URI uri(String path) {
    return front.uri().resolve(path);
  }

  HttpResponse<String> get(String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpResponse<String> post(String path, String contentType, byte[] body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The event that the function got and sent back.
  static JsonNode event(HttpResponse<String> response) {
    return json(new String(Base64.getDecoder().decode(response.body()), UTF_8));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends these bytes as they are and answers all that comes back.
  String raw(byte[] request) {
    try (var socket = new Socket("127.0.0.1", front.uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String raw(String request) {
    return raw(request.getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    front.close();
    function.close();
    log.close();
  }
}
