package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.lambda.SocketFunction;
import dev.cellwright.localcell.gateway.ErrorBody;
import dev.cellwright.localcell.gateway.Functions;
import dev.cellwright.localcell.gateway.Gateway;
import dev.cellwright.localcell.gateway.HttpFront;
import dev.cellwright.localcell.gateway.RestApi;
import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionLog;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.InProcessHost;
import dev.cellwright.localcell.websocket.RouteSelection;
import dev.cellwright.localcell.websocket.SocketApi;
import dev.cellwright.localcell.websocket.SocketFront;
import dev.cellwright.localcell.websocket.SocketLimits;
import dev.cellwright.testing.TestCell;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The local cell's WebSocket front before the module's function for it, which runs as the local
/// cell runs it: in a class loader of its own.
final class TestingFront implements AutoCloseable {
  private static final String FUNCTION =
      "arn:aws:lambda:eu-central-1:111122223333:function:acme-crm-test-notifications-sockets:live";

  private final FunctionLog log;
  private final FunctionHost function;
  private final HttpFront front;

  TestingFront(TestCell cell, Path directory) throws IOException {
    log = new FunctionLog(directory.resolve("functions.log"), _ -> {});
    function =
        InProcessHost.start(
            new FunctionSettings(
                "acme-crm-test-notifications-sockets",
                FUNCTION,
                "1",
                SocketFunction.class.getName() + "::handleRequest",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .toList(),
                cell.environmentOf("notifications"),
                Duration.ofSeconds(28),
                1024,
                "/aws/lambda/sockets",
                true,
                "arn:aws:iam::111122223333:role/sockets"),
            cell.clock(),
            log);
    function.awaitReady();
    front = HttpFront.open(0, InstantSource.system());
    var sockets =
        new SocketFront(api(), SocketLimits.AWS, functions(), InstantSource.system(), _ -> {});
    cell.sockets().otherwise(sockets.management());
    front.serve(
        new Gateway(List.of(rest()), functions()),
        (incoming, _) -> ErrorBody.reply(404, "no console here", incoming),
        sockets,
        _ -> {});
  }

  private static SocketApi api() {
    return new SocketApi(
        "cell/Sockets",
        "a1b2c3d4e5",
        "live",
        Map.of(),
        "111122223333",
        "eu-central-1",
        RouteSelection.of("$request.body.action"),
        Map.of(
            "$connect", route("$connect", false),
            "$disconnect", route("$disconnect", false),
            "$default", route("$default", true)));
  }

  private static SocketApi.Route route(String key, boolean answers) {
    return new SocketApi.Route(key, FUNCTION, Duration.ofSeconds(29), null, answers);
  }

  private static RestApi rest() throws IOException {
    return new RestApi(
        "cell/Rest",
        "r",
        "live",
        Map.of(),
        "111122223333",
        "eu-central-1",
        List.of(),
        new ObjectMapper()
            .readTree(
                """
                {"openapi": "3.0.1", "info": {"title": "rest", "version": "1"}, "paths": {}}
                """));
  }

  private Functions functions() {
    return new Functions() {
      @Override
      public @Nullable FunctionHost find(String qualifiedArn) {
        return qualifiedArn.equals(FUNCTION) ? function : null;
      }

      @Override
      public boolean mayInvoke(String qualifiedArn, String sourceArn) {
        return true;
      }
    };
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + front.uri().getPort() + "/ws");
  }

  /// What the function printed.
  String printed(Path directory) throws IOException {
    return java.nio.file.Files.readString(directory.resolve("functions.log"));
  }

  @Override
  public void close() throws IOException {
    front.close();
    function.close();
    log.close();
  }
}
