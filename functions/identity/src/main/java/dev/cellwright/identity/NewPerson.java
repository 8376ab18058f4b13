package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Text;
import org.jspecify.annotations.Nullable;

/// Somebody who registers.
@Doc("Somebody who registers")
record NewPerson(
    @Text(max = 254, format = Text.Format.EMAIL) String email,
    @Doc(
            "At least 12 characters, among them an upper-case letter, a digit and one that is"
                + " neither letter nor digit; at most 72 bytes in UTF-8")
        @Text(min = 12, max = 72, maxBytes = 72)
        String password,
    @Text(max = 100, format = Text.Format.LINE) @Nullable String firstName,
    @Text(max = 100, format = Text.Format.LINE) @Nullable String lastName,
    @Doc("Of an invitation to this address: the organization is joined with it") @Text(max = 200)
        @Nullable String invitationToken) {

  @Nullable InvitationToken invitation() {
    return invitationToken == null ? null : new InvitationToken(invitationToken);
  }

  /// Never shows the password or the token.
  @Override
  public String toString() {
    return "NewPerson[]";
  }
}
