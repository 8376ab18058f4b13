/// Identity: who somebody is, and for which organization they speak.
///
/// Read it in this order: [IdentityModule] declares; [AuthRoutes], [UserRoutes],
/// [OrganizationRoutes], [TeamRoutes], [InvitationRoutes] and [AdminRoutes] say what every path
/// answers; each use case ([Register], [LogIn], [AddTeam], …) makes one decision; the stores hold
/// the SQL. People, sessions and tokens
/// belong to no organization: the SQL reaches them through functions made for one purpose each, in
/// `identity/db`. Only the module is public, and the test vectors of its password check.
@NullMarked
package dev.cellwright.identity;

import org.jspecify.annotations.NullMarked;
