package dev.cellwright.kernel.mail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail that a module asks for: a template, and what it is filled with. It is filed by the
/// command that decides it ([dev.cellwright.kernel.data.Step#mail]) and sent behind the queue.
///
/// What it says is in no event and on no trail, and is forgotten once it is sent. A person is
/// better than an address: theirs is looked up when the mail is sent, and so is their language.
///
/// @param template the slug of a template that some module of the cell declares
/// @param person to whom; null where it goes to an address
/// @param address where nobody is known by it; else null
/// @param locale of a mail to an address; null for English
/// @param variables for the template; 32 KB at most
public record Letter(
    String template,
    @Nullable UUID person,
    @Nullable String address,
    @Nullable String locale,
    ObjectNode variables) {

  /// @throws IllegalArgumentException for both a person and an address, or neither
  public Letter {
    if ((person == null) == (address == null)) {
      throw new IllegalArgumentException("a letter goes to a person or to an address");
    }
  }

  public static Letter to(UUID person, String template, ObjectNode variables) {
    return new Letter(template, person, null, null, variables);
  }

  public static Letter to(
      String address, @Nullable String locale, String template, ObjectNode variables) {
    return new Letter(template, null, address, locale, variables);
  }

  /// As the database files it.
  public ObjectNode filed() {
    var filed = JsonNodeFactory.instance.objectNode().put("template", template);
    if (person != null) {
      filed.put("user_id", person.toString());
    }
    if (address != null) {
      filed.put("address", address).put("locale", locale);
    }
    filed.set("variables", variables);
    return filed;
  }

  /// Never shows what it says.
  @Override
  public String toString() {
    return "Letter[" + template + "]";
  }
}
