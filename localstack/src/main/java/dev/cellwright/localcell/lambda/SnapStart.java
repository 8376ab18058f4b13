package dev.cellwright.localcell.lambda;

/// What SnapStart does around its snapshot: runs the handler's CRaC hooks, the one before the
/// checkpoint and the one after the restore. Nothing is frozen here, but what the hooks warm is
/// warm, and a hook that fails is seen.
final class SnapStart {
  private static final String RESOURCE = "org.crac.Resource";
  private static final String CONTEXT = "org.crac.Context";

  private SnapStart() {}

  /// Runs the hooks of a handler, if it has any.
  static void snapshot(Object handler, ClassLoader function) throws ReflectiveOperationException {
    Class<?> resource;
    try {
      resource = function.loadClass(RESOURCE);
    } catch (ClassNotFoundException _) {
      return;
    }
    if (resource.isInstance(handler)) {
      var context = function.loadClass(CONTEXT);
      resource.getMethod("beforeCheckpoint", context).invoke(handler, (Object) null);
      resource.getMethod("afterRestore", context).invoke(handler, (Object) null);
    }
  }
}
