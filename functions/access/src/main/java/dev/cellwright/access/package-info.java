/// Who may do what: granting and revoking, questions and their reasons, custom roles, and the
/// AuthZEN interface.
///
/// [AccessModule] declares; [PermissionRoutes], [QuestionRoutes], [ReasonRoutes], [RoleRoutes] and [AuthZenRoutes]
/// say what every path answers. The rules on who may grant and ask are functions of the module's
/// schema, beside the tuples; the stores call them.
@NullMarked
package dev.cellwright.access;

import org.jspecify.annotations.NullMarked;
