package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What opening an invitation's link answers. It is the same whether or not somebody has registered
/// the address.
@Doc("An invitation that was accepted, or how to accept it")
record InvitationAnswer(
    @Doc("`accepted`, or `waiting`: open it again with an access token of the address's owner")
        String status,
    UUID organizationId,
    String organizationName,
    @Doc("The role that one has, or has upon accepting") String role,
    @Doc("The address that was invited; null once accepted") @Nullable String email,
    @Doc("Where to register with this address and `invitation_token`, for who hasn't yet")
        @Nullable String registerUrl,
    @Nullable Instant expiresAt) {

  static InvitationAnswer waiting(InvitationShown shown, String registerUrl) {
    return new InvitationAnswer(
        "waiting",
        shown.organizationId(),
        shown.organizationName(),
        shown.role(),
        shown.email(),
        registerUrl,
        shown.expiresAt());
  }

  static InvitationAnswer accepted(Organization organization) {
    return new InvitationAnswer(
        "accepted", organization.id(), organization.name(), organization.role(), null, null, null);
  }
}
