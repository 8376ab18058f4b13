package dev.cellwright.kernel;

import dev.cellwright.kernel.event.BoundListener;
import dev.cellwright.kernel.event.BoundSchedule;
import dev.cellwright.kernel.event.Errand;
import dev.cellwright.kernel.http.Endpoint;
import dev.cellwright.kernel.socket.SocketHandler;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A business capability that a product can switch on.
///
/// Implementations are found by [ServiceLoader], have a public constructor without parameters, and
/// hold no state.
public interface CellModule {

  /// What the module is, as plain data. Touches neither AWS nor the environment.
  ModuleDeclaration declaration();

  /// Binds the declared routes to running use cases. Called once per sandbox.
  List<Endpoint> start(Kernel kernel);

  /// Binds the declared listeners. Called once per sandbox, in the function behind the queue.
  default List<BoundListener> listeners(Kernel kernel) {
    return List.of();
  }

  /// Binds the declared schedules. Called once per sandbox, in the function behind the queue.
  default List<BoundSchedule> schedules(Kernel kernel) {
    return List.of();
  }

  /// What the cell's operator may have it do, by name. Called once per sandbox, in the function
  /// behind the queue.
  default Map<String, Errand> errands(Kernel kernel) {
    return Map.of();
  }

  /// What it does about the cell's WebSocket, where its declaration says that it serves it. Called
  /// once per sandbox, in the function of its own that the WebSocket has.
  default @Nullable SocketHandler sockets(Kernel kernel) {
    return null;
  }

  /// Every module on the class path, by name.
  static Map<String, CellModule> onClassPath() {
    return ServiceLoader.load(CellModule.class, CellModule.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .collect(
            Collectors.toMap(
                module -> module.declaration().name(),
                Function.identity(),
                (first, second) -> {
                  throw new IllegalStateException(
                      "two modules are named " + first.declaration().name());
                },
                java.util.TreeMap::new));
  }
}
