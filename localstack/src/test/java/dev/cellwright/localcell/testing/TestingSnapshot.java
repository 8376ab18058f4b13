package dev.cellwright.localcell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;
import org.crac.Resource;

/// A function that answers which hooks around its snapshot ran, and which credentials it was given
/// and how.
public final class TestingSnapshot implements RequestStreamHandler, Resource {

  private final StringBuilder hooks = new StringBuilder();

  public TestingSnapshot() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    hooks.append("before ");
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    if (System.getenv("FAIL_AT_RESTORE") != null) {
      throw new IllegalStateException("it fails at its restore");
    }
    hooks.append("after");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var keys = System.getenv("AWS_SECRET_ACCESS_KEY");
    var from = System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    output.write((hooks + "|" + keys + "|" + from).getBytes(UTF_8));
  }
}
