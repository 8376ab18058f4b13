package dev.cellwright.localcell.isolated;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Lambda's Runtime API on 127.0.0.1, for all processes of a cell. Each has a path of its own that
/// nobody can guess, so that none takes another's work.
final class RuntimeApi implements AutoCloseable {

  /// Where a function with SnapStart fetches its credentials, behind its own path.
  static final String CREDENTIALS = "/credentials";

  /// A process, as the API knows it by its path.
  record Client(IsolatedHost host, Sandbox sandbox) {}

  private final Server server;
  private final ServerConnector connector;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  private RuntimeApi() {
    var threads = new QueuedThreadPool();
    threads.setName("runtime-api");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor("runtime-api-"));
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(0); // a process waits for its work as long as it takes
    server.addConnector(connector);
    server.setHandler(new Answering());
  }

  static RuntimeApi start() {
    var api = new RuntimeApi();
    try {
      api.server.start();
      return api;
    } catch (Exception e) {
      throw new IllegalStateException("the functions' Runtime API does not start", e);
    }
  }

  String newPath() {
    return UUID.randomUUID().toString();
  }

  /// What `AWS_LAMBDA_RUNTIME_API` says.
  String address(String path) {
    return "127.0.0.1:" + connector.getLocalPort() + "/" + path;
  }

  void serve(String path, Client client) {
    clients.put(path, client);
  }

  void forget(String path) {
    clients.remove(path);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the functions' Runtime API does not stop", e);
    }
  }

  private final class Answering extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var path = Request.getPathInContext(request).split("/", 3);
      var client = path.length == 3 ? clients.get(path[1]) : null;
      var answer =
          client == null
              ? RuntimeAnswer.unknown()
              : new RuntimeCall(client, request.getMethod(), "/" + path[2], body(request)).answer();
      response.setStatus(answer.status());
      answer.headers().forEach((name, text) -> response.getHeaders().put(name, text));
      response.getHeaders().put("Content-Length", answer.body().length);
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
      return true;
    }

    /// The body, or what shows that it is too large; what follows is read and dropped.
    private static byte[] body(Request request) throws IOException {
      try (var in = Content.Source.asInputStream(request)) {
        var body = in.readNBytes(RuntimeCall.LARGEST + 1);
        in.skip(Long.MAX_VALUE);
        return body;
      }
    }
  }
}
