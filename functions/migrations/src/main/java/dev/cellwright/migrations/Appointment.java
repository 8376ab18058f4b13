package dev.cellwright.migrations;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The appointment of a super admin by the cell's operator, who is whoever may invoke this
/// function: `{"RequestType": "AppointSuperAdmin", "Address": "anna@example.com"}`. CloudFormation
/// never sends that. The person has registered the address; the trail says
/// `migration:operator/appoint`.
///
/// @param address however it is written
record Appointment(String address) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The appointment that an event asks for, or null where it asks for something else.
  static @Nullable Appointment asked(byte[] event) throws IOException {
    var read = JSON.readTree(event);
    return read.path("RequestType").asText().equals("AppointSuperAdmin")
        ? new Appointment(read.path("Address").asText())
        : null;
  }

  /// Answers `{"Appointed": true}`, or false where the person is a super admin already.
  ///
  /// @throws IllegalStateException where nobody has registered the address
  void make(DataSource database, OutputStream output) throws IOException {
    try (var connection = database.getConnection();
        var actor =
            connection.prepareStatement(
                "select set_config('cw.migration', 'operator/appoint', false)");
        var appoint = connection.prepareStatement("select identity.appoint_by_operator(?)")) {
      actor.execute();
      appoint.setString(1, address);
      try (var answer = appoint.executeQuery()) {
        answer.next();
        JSON.writeValue(output, Map.of("Appointed", answer.getBoolean(1)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("nobody was appointed: " + e.getMessage(), e);
    }
  }

  /// Never shows the address.
  @Override
  public String toString() {
    return "Appointment";
  }
}
